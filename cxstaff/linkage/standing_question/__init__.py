"""The standing question: the one comparison a company declares before it has data."""
