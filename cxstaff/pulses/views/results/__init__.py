"""Pages about what rounds published: results, teams by drivers, trends, comments, files."""

from cxstaff.pulses.views.results import files, pages, scope

__all__ = ["files", "pages", "scope"]
