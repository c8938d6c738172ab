"""How many people a group needs to be shown."""
