"""Retention: for how long each kind of record is kept, asked by whatever takes records in."""
