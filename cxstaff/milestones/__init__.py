"""Milestones: years at the company, and birthdays of those who told theirs."""
