"""Questions that can be asked: the bank's, the company's own, their translations and turns."""
