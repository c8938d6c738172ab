"""Interactions in the database and the running sums that they add up to."""
