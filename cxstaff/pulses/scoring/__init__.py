"""Arithmetic of results: points, means, shares, intervals, differences."""
