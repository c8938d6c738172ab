"""What the made-up company celebrates: awards, and days of standing celebrations."""
