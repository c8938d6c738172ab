"""What declared studies are, and what they say of their question wherever it is asked."""
