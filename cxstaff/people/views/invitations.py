"""Pages on which everybody who has no password yet is invited, and how far that has come."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.db import db
from cxstaff.forms import done
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.invitations.actions import invite_some
from cxstaff.people.invitations.page import InvitationsPage
from cxstaff.people.invitations.queries import standing
from cxstaff.people.queries import today
from cxstaff.people.views import bp
from cxstaff.work import schedule

SENDING = "people.send_letters"


@bp.get("/people/invitations")
@allow(Permission.KEEP_ROSTER)
def invitations() -> ResponseReturnValue:
    """Show who has no password yet, in numbers, and how many letters have gone."""
    return _page("people/invitations.html")


@bp.get("/people/invitations/progress")
@allow(Permission.KEEP_ROSTER)
def invitations_progress() -> ResponseReturnValue:
    """Give the part of the page that changes while letters go."""
    return _page("people/_invitations.html")


@bp.post("/people/invitations")
@allow(Permission.KEEP_ROSTER)
def invite_everybody() -> ResponseReturnValue:
    """Invite everybody who has no password and no link yet, a batch in each commit."""
    invited, now = 0, clock.now()
    while some := invite_some(signed_in(), today=today(), now=now):
        invited += some
        db.session.commit()
    told = ngettext("%(num)s invitation goes out now.", "%(num)s invitations go out now.", invited)
    return done(told, url_for("people.invitations"), "good" if invited else "info")


def _page(template: str) -> str:
    now, sending = clock.now(), schedule.beats().get(SENDING)
    found = standing(today(), now)
    page = InvitationsPage(
        standing=found,
        is_down=bool(found.waiting and sending and sending.complaint),
        is_alone=schedule.is_left_alone(found.waiting > 0, now),
        refused_url=url_for("people.unreachable") if found.refused else None,
    )
    return render_template(template, page=page)
