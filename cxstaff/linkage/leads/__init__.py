"""Verdicts and leads: what a question may be answered with, by all that was declared and seen."""
