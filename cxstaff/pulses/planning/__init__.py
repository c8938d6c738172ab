"""Pulses are planned and their rounds opened: what they ask whom, and when."""
