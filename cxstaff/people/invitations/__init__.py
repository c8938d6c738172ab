"""Invitations of everybody who has no password yet, in one go."""
