"""What was known of people before: numbers that they had, and teams that were told anew since."""
