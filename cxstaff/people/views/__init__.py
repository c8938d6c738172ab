"""Pages about people: signing in, one's own profile, the roster."""

from __future__ import annotations

from flask import Blueprint, Flask

from cxstaff.people import reader

bp = Blueprint("people", __name__)


def init_app(app: Flask) -> None:
    """Write every page in its reader's language and zone."""
    reader.init_app(app)


from cxstaff.people.views import (  # noqa: E402
    changes,  # noqa: F401
    company,  # noqa: F401
    imports,  # noqa: F401
    invitations,  # noqa: F401
    leaves,  # noqa: F401
    mapping,  # noqa: F401
    passwords,  # noqa: F401
    profile,  # noqa: F401
    roster,  # noqa: F401
    sessions,  # noqa: F401
    teams,  # noqa: F401
)
