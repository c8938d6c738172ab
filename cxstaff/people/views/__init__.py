"""Pages about people: signing in, one's own profile, the roster."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Flask, current_app

from cxstaff import clock
from cxstaff.people import queries, reader

bp = Blueprint("people", __name__)


def init_app(app: Flask) -> None:
    """Write every page in its reader's language and zone."""
    reader.init_app(app)


def today() -> date:
    """Return the company's calendar day."""
    return clock.local_day(clock.now(), queries.get_company().zone)


def secret() -> str:
    """Return the key that links and digests are made with."""
    return str(current_app.config["SETTINGS"].secret_key)


from cxstaff.people.views import (  # noqa: E402
    changes,  # noqa: F401
    imports,  # noqa: F401
    leaves,  # noqa: F401
    passwords,  # noqa: F401
    profile,  # noqa: F401
    roster,  # noqa: F401
    sessions,  # noqa: F401
    teams,  # noqa: F401
)
