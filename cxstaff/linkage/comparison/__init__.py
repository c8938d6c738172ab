"""The comparison page: whether a customer result moves with engagement, and how sure we are."""
