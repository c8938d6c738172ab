"""Mixed messages that somebody acknowledged: with a reason, and a day to look again."""
