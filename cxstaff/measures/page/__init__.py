"""What the pages of measures are handed: the catalogue, one measure, levers, readings, a file."""
