"""Looks: who saw a result before it was declared as a study is known by the day, never by name."""
