"""Checking a roster file against who is known: what it would change, and what is asked."""
