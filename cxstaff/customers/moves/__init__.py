"""Moves told late: interactions that count for another team than the roster says by now."""
