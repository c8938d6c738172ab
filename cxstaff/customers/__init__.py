"""Interactions, what customers said about them, and what was done about it."""
