"""What waits for one person, and the questions they are asked."""
