"""How people say which column of a table is what: saved readings, and what pages share."""
