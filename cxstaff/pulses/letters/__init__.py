"""Letters about rounds: who gets which one when, and that each goes once."""
