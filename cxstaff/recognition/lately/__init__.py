"""Who in a team was not thanked lately."""
