"""What was published of rounds, as pages and files show it."""
