"""The screen: every engagement score against every customer result at once."""
