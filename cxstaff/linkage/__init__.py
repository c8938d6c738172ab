"""Whether engagement and customer results move together, and how sure we are."""
