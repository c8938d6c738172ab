"""Requests to other systems: to the public internet alone, never redirected, within limits."""
