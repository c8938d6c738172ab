"""What signed addresses in letters lead to: digests are stopped, and thanks are reacted to.

Mail programs and scanners open every link, so that a page that is opened changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests import actions, links, queries
from cxstaff.digests.models import NEVER
from cxstaff.digests.page import ReactionPage, StopPage
from cxstaff.digests.views import bp
from cxstaff.forms import go_on
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow
from cxstaff.people.models import Person
from cxstaff.recognition import actions as recognition
from cxstaff.recognition import queries as thanks_queries
from cxstaff.recognition.models import ReactionKind, Thanks
from cxstaff.recognition.page.wall import ThanksRow
from cxstaff.recognition.queries import WallReader
from cxstaff.web import LARGEST_KEY
from cxstaff.web.csrf import proved_by_its_address

ONE_CLICK = "One-Click"
OPEN_FOR = timedelta(days=60)
"""How long after a thanks was given a letter still opens it."""


@bp.get("/stop/<string:token>")
@allow(Permission.PUBLIC)
def stop(token: str) -> ResponseReturnValue:
    """Ask whether digests are to stop; opening this stops nothing."""
    person = links.whose_to_stop(token) or abort(404)
    page = StopPage(token, is_stopped=queries.refuses(person.id))
    return render_template("digests/stop.html", page=page)


@bp.post("/stop/<string:token>")
@allow(Permission.PUBLIC)
@proved_by_its_address
def end(token: str) -> ResponseReturnValue:
    """Stop digests by mail, asked by a mail program, which follows nothing, or by a button."""
    person = links.whose_to_stop(token) or abort(404)
    if request.form.get("List-Unsubscribe") != ONE_CLICK:
        abort(400)
    actions.choose(person, NEVER)
    db.session.commit()
    return render_template("digests/stop.html", page=StopPage(token, is_stopped=True))


@bp.get("/reactions/<string:token>")
@allow(Permission.PUBLIC)
def reaction(token: str) -> ResponseReturnValue:
    """Show one thanks to react to; opening this says nothing."""
    person, thanks = _seen_or_404(token)
    said = thanks_queries.responses_to([thanks.id], person.id)[thanks.id]
    row = ThanksRow(thanks, said, person.id, may_withdraw=False, shows_points=False)
    page = ReactionPage(token, row, people.zone_of(person))
    return render_template("digests/reaction.html", page=page)


@bp.post("/reactions/<string:token>")
@allow(Permission.PUBLIC)
def react(token: str) -> ResponseReturnValue:
    """Note a reaction, or take it back."""
    person, thanks = _seen_or_404(token)
    asked = request.form.get("kind", "")
    kind = ReactionKind(asked) if asked in set(ReactionKind) else abort(404)
    if request.form.get("back"):
        recognition.take_reaction_back(thanks, person, kind)
    else:
        recognition.react(thanks, person, kind)
    return go_on(url_for("digests.reaction", token=token))


def _seen_or_404(token: str) -> tuple[Person, Thanks]:
    """Return the reader and the thanks of an address, while they may still see it."""
    person, thanks_id = links.reader_and_thanks(token) or abort(404)
    now = clock.now()
    today = clock.local_day(now, people.zone_of(person))
    if not person.works_here(today) or thanks_id > LARGEST_KEY:
        abort(404)
    roles = people.roles_of(person, today)
    seen = people.visible_team_ids(person, roles, today)
    reader = WallReader(person.id, seen, people.sees_every_team(roles))
    thanks = thanks_queries.find_thanks_for(reader, thanks_id) or abort(404)
    return (person, thanks) if now < thanks.given_at + OPEN_FOR else abort(404)
