"""What each team is measured on: definitions, targets and readings."""
