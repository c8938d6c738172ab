"""What is celebrated: thanks, and each team's standing celebrations."""
