"""The scheduled message: for whom, saying what, and proof that it went."""
