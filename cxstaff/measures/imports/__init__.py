"""Readings that come in a file: which column is what, what each line says, what it would change."""
