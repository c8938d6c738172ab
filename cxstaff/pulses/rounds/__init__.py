"""Rounds and who takes part in them."""
