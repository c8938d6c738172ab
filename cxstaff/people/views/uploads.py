"""Uploaded rosters as addresses of pages name them."""

from __future__ import annotations

import re
from pathlib import Path

from flask import abort, current_app

from cxstaff.people.access import signed_in
from cxstaff.people.roster import uploaded
from cxstaff.people.roster.reading import mapping
from cxstaff.people.roster.reading.mapping import RosterMapping
from cxstaff.people.roster.reading.table import RosterTable


def path_of(token: str) -> Path:
    """Return where a file of the person who is signed in lies, or would."""
    folder: Path = current_app.config["SETTINGS"].upload_dir
    return uploaded.path_of(folder, signed_in().id, token)


def kept_or_404(token: str) -> Path:
    """Return where an uploaded file lies."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{22}", token) or not path_of(token).is_file():
        abort(404)
    return path_of(token)


def how_to_read(path: Path, table: RosterTable) -> RosterMapping:
    """Return how a file is to be read: as chosen before, or as guessed."""
    return uploaded.find_mapping(path) or mapping.guessed(table.headings, table.rows)
