"""What those asked can read of how a round was run."""
