"""What each team is incented on: plans, and later statements and payouts."""
