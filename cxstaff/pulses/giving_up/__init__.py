"""Rounds that nothing opens any more are given up."""
