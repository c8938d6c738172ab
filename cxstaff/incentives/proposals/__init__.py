"""Plans that are proposed: written by one person, tried on the past, decided by another."""
