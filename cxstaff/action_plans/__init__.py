"""What each team will do about what it heard: one action at a time, with an owner and a day."""
