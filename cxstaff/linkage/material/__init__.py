"""What comparisons are made of: the question, and the published numbers it is asked of."""
