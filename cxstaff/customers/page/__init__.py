"""What the pages about customers show, worked out before a template lays it out."""
