"""Accounts: how people show that it is them, on which devices they are signed in, until when."""
