"""A comparison in sentences: the answer, what it rests on, what was chosen, what is missing."""
