"""What headings mean: lists of them, and words of which they are composed."""
