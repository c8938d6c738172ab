"""What became of every edition, for who runs the installation."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests import actions, queries
from cxstaff.digests.models import Edition, EditionState
from cxstaff.digests.page import DeliveriesPage, rows_of
from cxstaff.digests.views import bp
from cxstaff.digests.views.own import page_number
from cxstaff.digests.words import STATES
from cxstaff.forms import done
from cxstaff.people.access import Permission, allow


@bp.get("/deliveries")
@allow(Permission.OPERATE)
def deliveries() -> ResponseReturnValue:
    """Show what became of every edition, those in one state if asked."""
    asked = request.args.get("state", "")
    state = EditionState(asked) if asked in set(EditionState) else None
    page = DeliveriesPage(rows_of(queries.deliveries(state, page_number())), _tabs(state))
    return render_template("digests/deliveries.html", page=page)


@bp.post("/deliveries/<int:edition_id>/attempts")
@allow(Permission.OPERATE)
def create_attempt(edition_id: int) -> ResponseReturnValue:
    """Have a failed edition tried again."""
    edition = db.session.get(Edition, edition_id) or abort(404)
    actions.try_again(edition, now=clock.now())
    return done(
        _("It is tried again within a minute."),
        url_for("digests.deliveries", state=EditionState.FAILED),
    )


def _tabs(chosen: EditionState | None) -> list[dict[str, object]]:
    """Return the states to choose among, and all of them."""
    labels: dict[EditionState | None, Any] = {None: _("All")}
    labels |= {state: label for state, (label, _tone) in STATES.items()}
    return [
        {
            "label": label,
            "url": url_for("digests.deliveries", state=state),
            "is_current": state is chosen,
        }
        for state, label in labels.items()
    ]
