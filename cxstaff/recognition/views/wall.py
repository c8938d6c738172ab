"""The page of thanks a person may see, and the taking back of one."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.recognition import actions, policy, queries
from cxstaff.recognition.page import ThanksRow, WallPage, no_thanks
from cxstaff.recognition.queries import Wall
from cxstaff.recognition.views import bp


@bp.get("/thanks")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show the thanks a person may see, newest first."""
    person, seen = signed_in(), _visible()
    wall = _wall()
    team_id = request.args.get("team", None, int)
    if team_id is not None and team_id not in seen:
        abort(404)
    team = people.find_team_for(person, roles_of_visitor(), team_id, today()) if team_id else None
    found = queries.thanks_page(person.id, seen, request.args.get("page", 1, int), wall, team_id)
    now = clock.now()
    rows = [ThanksRow(each, policy.may_withdraw(person.id, each, now)) for each in found.items]
    page = WallPage(
        rows=found.showing(rows),
        tabs=_tabs(wall, team_id),
        team=team.name if team else None,
        nothing=no_thanks(wall),
    )
    return render_template("recognition/index.html", page=page)


@bp.post("/thanks/<int:thanks_id>/withdrawal")
@allow(Permission.THANK)
def withdraw(thanks_id: int) -> ResponseReturnValue:
    """Take a thanks back."""
    thanks = queries.find_thanks_for(signed_in().id, _visible(), thanks_id) or abort(404)
    actions.withdraw(thanks, signed_in(), now=clock.now())
    return done(_("Your thanks is taken back."), url_for("recognition.index"))


def _visible() -> set[int]:
    return people.visible_team_ids(signed_in(), roles_of_visitor(), today())


def _wall() -> Wall:
    try:
        return Wall(request.args.get("show", Wall.ALL))
    except ValueError:
        return Wall.ALL


def _tabs(wall: Wall, team_id: int | None) -> list[dict[str, object]]:
    words = {
        Wall.ALL: _("All"),
        Wall.TEAMS: _("My teams"),
        Wall.RECEIVED: _("To me"),
        Wall.GIVEN: _("From me"),
    }
    return [
        {
            "label": label,
            "url": url_for("recognition.index", show=each.value, team=team_id),
            "is_current": each is wall,
        }
        for each, label in words.items()
    ]
