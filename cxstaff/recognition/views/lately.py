"""The page of who was not thanked lately in the teams that somebody leads."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import today
from cxstaff.recognition.lately.page import LatelyPage, UnthankedRow
from cxstaff.recognition.lately.queries import Asked, not_lately_page
from cxstaff.recognition.rules.queries import chosen
from cxstaff.recognition.views import bp


@bp.get("/thanks/not-lately")
@allow(Permission.TEND_THANKS)
def not_lately() -> ResponseReturnValue:
    """List whom nobody thanked by name lately, of the teams that the visitor leads or of one."""
    person, day, rules = signed_in(), today(), chosen()
    led = people.teams_led_by(person, day)
    team_id = request.args.get("team", None, int)
    if team_id is not None and team_id not in led:
        abort(404)
    wanted = led if team_id is None else people.team_ids_below([team_id])
    asked = Asked(wanted, person.id, rules.lately, clock.now(), day)
    found = not_lately_page(asked, request.args.get("page", 1, int))
    team = None if team_id is None else people.team_names()[team_id]
    rows = found.showing([UnthankedRow(each) for each in found.items])
    page = LatelyPage(rows, rules.lately_weeks, team, is_lead=bool(led))
    return render_template("recognition/not_lately.html", page=page)
