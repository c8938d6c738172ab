"""Awards: who is nominated, what a jury says of them, and to whom the award goes."""
