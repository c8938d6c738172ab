"""People answer a round: what they are asked, how they came to it, and what they sent."""
