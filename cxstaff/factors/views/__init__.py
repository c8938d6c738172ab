"""Pages about second factors: signing in with one, one's own, and resets."""

from __future__ import annotations

from flask import Blueprint, Flask, current_app

from cxstaff.factors.site import Site

bp = Blueprint("factors", __name__)


def init_app(app: Flask) -> None:
    """Let pages ask whether this site can have passkeys."""
    app.jinja_env.globals["takes_passkeys"] = takes_passkeys


def takes_passkeys() -> bool:
    """Say whether this site can have passkeys: they need a name and https."""
    return Site.at(current_app.config["SETTINGS"].base_url, "").takes_passkeys


from cxstaff.factors.views import (  # noqa: E402
    apps,  # noqa: F401
    own,  # noqa: F401
    passkeys,  # noqa: F401
    proof,  # noqa: F401
    resets,  # noqa: F401
    signing_in,  # noqa: F401
)
