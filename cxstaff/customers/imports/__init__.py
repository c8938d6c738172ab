"""Files of interactions on their way in: claimed, read in chunks, held back and corrected."""
