"""What the made-up company was told of late: milestones, and editions of the digest."""
