"""What the pages about teams show, worked out before a template lays it out."""
