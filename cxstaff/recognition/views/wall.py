"""The page of thanks a person may see, and the taking back of one."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import done
from cxstaff.measures import queries as measures
from cxstaff.milestones.page import MilestonesCard, lately_card
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, roles_of_visitor, signed_in
from cxstaff.people.models import Person
from cxstaff.people.queries import today
from cxstaff.points import queries as points
from cxstaff.recognition import actions, policy, queries
from cxstaff.recognition.forms import WallForm
from cxstaff.recognition.models import Thanks
from cxstaff.recognition.page.wall import ThanksRow, WallPage, no_thanks, none_such
from cxstaff.recognition.queries import Wall, WallFilter, WallReader
from cxstaff.recognition.rules.models import CustomersThanks
from cxstaff.recognition.rules.queries import chosen
from cxstaff.recognition.views import bp
from cxstaff.recognition.views.seen import reader, thanks_or_404
from cxstaff.web import LARGEST_KEY
from cxstaff.web.marks import Way


@bp.get("/thanks")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show the thanks a person may see, newest first."""
    person, seen = signed_in(), reader()
    team_id = request.args.get("team", None, int)
    if team_id is not None and team_id not in seen.team_ids:
        abort(404)
    team = people.find_team_for(person, roles_of_visitor(), team_id, today()) if team_id else None
    form = WallForm(request.args)
    form.offer(_celebrated())
    wanted = _wanted(form, team_id)
    found = queries.thanks_stretch(seen, wanted, _after())
    is_narrowed = any((form.q.data, form.who.data, form.about.data))
    page = WallPage(
        rows=found.showing(rows_of(found.items, person)),
        milestones=None if is_narrowed else _milestones(person, seen, team_id, wanted.wall),
        tabs=tabs(wanted.wall, team_id),
        ways=_ways(),
        team=team.name if team else None,
        form=form,
        is_narrowed=is_narrowed,
        nothing=none_such() if is_narrowed else no_thanks(wanted.wall),
    )
    return render_template("recognition/index.html", page=page)


@bp.post("/thanks/<int:thanks_id>/withdrawal")
@allow(Permission.THANK)
def withdraw(thanks_id: int) -> ResponseReturnValue:
    """Take a thanks back."""
    actions.withdraw(thanks_or_404(thanks_id), signed_in(), now=clock.now())
    return done(_("Your thanks is taken back."), url_for("recognition.index"))


def rows_of(found: Sequence[Thanks], person: Person) -> list[ThanksRow]:
    """Return thanks with what others say of them, as somebody reads it."""
    now, responses = clock.now(), queries.responses_to([each.id for each in found], person.id)
    shows_points = points.is_on()
    return [
        ThanksRow(
            thanks=each,
            responses=responses[each.id],
            reader_id=person.id,
            may_withdraw=policy.may_withdraw(person.id, each, now),
            shows_points=shows_points,
        )
        for each in found
    ]


def _milestones(
    person: Person, seen: WallReader, team_id: int | None, wall: Wall
) -> MilestonesCard | None:
    """Return the milestones of the last week beside the newest thanks of all, or of a team."""
    if wall not in {Wall.ALL, Wall.TEAMS} or _after() is not None:
        return None
    every = None if seen.sees_all else seen.team_ids
    return lately_card([team_id] if team_id else every, person.id, today())


def _after() -> int | None:
    """Return the thanks on which those that are asked for follow, None for the newest."""
    after = request.args.get("after", 0, int)
    return after if 0 < after <= LARGEST_KEY else None


def _wanted(form: WallForm, team_id: int | None) -> WallFilter:
    """Read which thanks are asked for."""
    kind, _colon, number = (form.about.data or "").partition(":")
    about = int(number) if number.isdecimal() and len(number) < 10 else None
    return WallFilter(
        wall=_wall(),
        team_id=team_id,
        people=people.matching(form.who.data) if form.who.data else None,
        measure_id=about if kind == "measure" else None,
        value_id=about if kind == "value" else None,
        words=form.q.data or "",
    )


def _celebrated() -> dict[str, list[tuple[str, str]]]:
    """Return what thanks can be looked for by."""
    return {
        _("Company values"): [(f"value:{each.id}", each.name) for each in queries.values()],
        _("Measures"): [(f"measure:{each.id}", each.name) for each in measures.measures()],
    }


def _wall() -> Wall:
    try:
        return Wall(request.args.get("show", Wall.ALL))
    except ValueError:
        return Wall.ALL


def tabs(wall: Wall | None, team_id: int | None) -> list[dict[str, object]]:
    """Return the walls beside each other; None stands for that of customers."""
    words = {
        Wall.ALL: _("All"),
        Wall.TEAMS: _("My teams"),
        Wall.RECEIVED: _("To me"),
        Wall.GIVEN: _("From me"),
    }
    found: list[dict[str, object]] = [
        {
            "label": label,
            "url": url_for("recognition.index", show=each.value, team=team_id),
            "is_current": each is wall,
        }
        for each, label in words.items()
    ]
    if chosen().customers_thanks is not CustomersThanks.OFF:
        label, url = _("From customers"), url_for("recognition.from_customers")
        found.append({"label": label, "url": url, "is_current": wall is None})
    return found


def _ways() -> list[Way]:
    """Return where else the wall leads those who may go there."""
    places = (
        (Permission.USE, _("Awards"), "awards.index"),
        (Permission.USE, _("Milestones"), "milestones.index"),
        (Permission.USE, _("Company values"), "recognition.values"),
        (Permission.TEND_THANKS, _("Not thanked lately"), "recognition.not_lately"),
        (Permission.WATCH_THANKS, _("Are people thanked alike?"), "recognition.fairness"),
        (Permission.WATCH_THANKS, _("Patterns"), "recognition.patterns"),
        (Permission.SET_THANKS, _("How thanks work"), "recognition.rules"),
    )
    return [Way(label, endpoint) for permission, label, endpoint in places if may(permission)]
