"""Short questions answered without a name, and what the answers add up to."""
