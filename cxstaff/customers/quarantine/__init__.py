"""Records that imports held back: shown by kind, mended one by one or many at once, left out."""
