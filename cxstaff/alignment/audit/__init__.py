"""Mixed messages: levers of one team that point different ways, found over all of them together."""
