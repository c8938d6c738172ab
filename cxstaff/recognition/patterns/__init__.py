"""Patterns in who thanks whom: noticed as the company chose."""
