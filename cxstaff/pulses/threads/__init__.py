"""Conversations about comments, without names."""
