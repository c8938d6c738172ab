"""Backups: the whole database in one archive, proved to be restorable, and restored."""
