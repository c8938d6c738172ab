"""What each person finds first: what waits for them, their team, what customers said."""
