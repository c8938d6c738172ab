"""What a plan pays: terms as data, the amount step by step, shares of a pool, luck in it."""
