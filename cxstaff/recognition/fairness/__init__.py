"""Whether people are thanked alike, by group: never who."""
