"""Pages about what rounds published: results, teams by drivers, trends, comments, files."""
