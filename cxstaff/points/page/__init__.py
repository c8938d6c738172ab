"""What pages of points are handed."""
