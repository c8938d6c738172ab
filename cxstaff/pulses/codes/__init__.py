"""Codes on paper for people without mail."""
