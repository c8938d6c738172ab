"""Keeping: how long each kind of record is kept, and the erasure of people."""
