"""Rows of any file become clean interactions: what columns and words mean."""
