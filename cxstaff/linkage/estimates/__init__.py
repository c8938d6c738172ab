"""Estimates and tests: arithmetic alone, of arrays and of plain values."""
