"""Files as many systems write them, each made from a truth that is known."""
