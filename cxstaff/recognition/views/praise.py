"""The page of what happy customers said, and the button that makes it a thanks."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.models import Interaction
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.forms import done
from cxstaff.people.access import Permission, allow
from cxstaff.people.queries import today
from cxstaff.recognition import actions, queries
from cxstaff.recognition.models import ThanksAudience
from cxstaff.recognition.praise.page import PraisePage, PraiseRow
from cxstaff.recognition.praise.queries import from_customers_page, points_with, thanked_for
from cxstaff.recognition.views import bp
from cxstaff.recognition.views.celebrated import celebrated, fitting
from cxstaff.recognition.views.giving import giver, remark_or_404
from cxstaff.recognition.views.seen import reader
from cxstaff.recognition.views.wall import tabs


@bp.get("/thanks/from-customers")
@allow(Permission.USE)
def from_customers() -> ResponseReturnValue:
    """Show what happy customers said of the visitor, or of the teams they see."""
    seen = reader()
    found = from_customers_page(seen, request.args.get("page", 1, int)) or abort(404)
    ids = [each.interaction_id for each in found.items]
    thanked, points = thanked_for(ids, seen.person_id), points_with(ids)
    rows = [
        PraiseRow(
            each,
            seen.person_id,
            thanked.get(each.interaction_id, {}),
            points.get((each.interaction_id, each.handler_id or 0), 0),
        )
        for each in found.items
    ]
    page = PraisePage(found.showing(rows), tabs(None, None))
    return render_template("recognition/from_customers.html", page=page)


@bp.post("/thanks/from-customers/<int:interaction_id>")
@allow(Permission.THANK)
def pass_on(interaction_id: int) -> ResponseReturnValue:
    """Thank whoever handled a contact for what its customer said, once each person."""
    said, now = remark_or_404(interaction_id), clock.now()
    handlers = queries.colleagues([said.handler_id or 0], today()) or abort(404)
    actions.check_receivers(handlers, giver(), now)
    offered = celebrated({each.team_id for each in handlers if each.team_id is not None})
    kind, _colon, number = (fitting(offered) or "").partition(":")
    if not kind:
        raise Refused("There is nothing to celebrate by yet. Ask HR to add a company value.")
    chosen = queries.find_celebrated(kind, int(number))
    words = actions.ThanksWords(
        message=_("A customer said this of you, and they are right. Thank you!"),
        measure=chosen if kind == "measure" else None,
        value=chosen if kind == "value" else None,
        interaction=db.session.get(Interaction, interaction_id),
        audience=ThanksAudience.TEAM,
    )
    key = f"contact-{interaction_id}"
    thanks_id = actions.thank(handlers, giver(), words, request_key=key, now=now)
    told = _("Done. %(name)s finds your thanks on their home page.", name=handlers[0].name)
    return done(told, url_for("recognition.show", thanks_id=thanks_id))
