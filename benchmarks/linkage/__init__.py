"""The proof of the linkage statistics: invented companies whose truth is known."""
