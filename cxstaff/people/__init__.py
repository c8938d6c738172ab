"""Who works here, in which team since when, and trusted with what."""
