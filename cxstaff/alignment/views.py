"""Pages about teams: the list of those a person may see, and everything about one of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.action_plans import policy as plan_policy
from cxstaff.action_plans.page import PlanSummary, summary
from cxstaff.alignment import queries
from cxstaff.alignment.page import levers
from cxstaff.alignment.page.measures import rows
from cxstaff.alignment.page.team import Head, TeamPage, TeamsPage, figures, no_teams
from cxstaff.alignment.page.team import members as members_shown
from cxstaff.alignment.sides import Sides
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.customers.queries import outcomes_of, remarks_for
from cxstaff.db import page_of
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.queries import judged
from cxstaff.linkage.leads import queries as leads
from cxstaff.measures import policy
from cxstaff.measures.judging import judge
from cxstaff.measures.standings import Standing, numbers_of
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today
from cxstaff.people.words import what_became_of
from cxstaff.pulses.policy import may_see_team
from cxstaff.recognition.queries import team_thanks

bp = Blueprint("alignment", __name__)

PERIOD = timedelta(days=28)
RECENT = timedelta(days=30)
FEW = 5


@bp.get("/teams")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """List the teams a person may see."""
    words, roles = request.args.get("q", "").strip(), roles_of_visitor()
    seen = people.visible_team_ids(signed_in(), roles, today())
    number = request.args.get("page", 1, int)
    nothing = no_teams(words, may_import=may(Permission.KEEP_ROSTER))
    page = TeamsPage(queries.teams_page(seen, words, number, today()), words, nothing)
    return render_template("alignment/index.html", page=page)


@bp.get("/teams/<int:team_id>")
@allow(Permission.USE)
def show(team_id: int) -> ResponseReturnValue:
    """Show what a team is asked to do, who is on it, and what came of it."""
    page = _page(_team_or_404(team_id), today())
    return render_template("alignment/show.html", page=page)


@bp.get("/teams/<int:team_id>/history")
@allow(Permission.USE)
def history(team_id: int) -> ResponseReturnValue:
    """Show every lever a team has or had, with its dates."""
    team = _team_or_404(team_id)
    page = levers.history(queries.history_of(team_id, request.args.get("page", 1, int)))
    return render_template("alignment/history.html", shown=_head(team, "history"), page=page)


@bp.get("/teams/<int:team_id>/members")
@allow(Permission.USE)
def members(team_id: int) -> ResponseReturnValue:
    """List everybody on a team."""
    shown = _head(_team_or_404(team_id), "members")
    page = page_of(people.members_of([team_id], today()), request.args.get("page", 1, int))
    page_shown = members_shown(page, shown.leads, signed_in())
    return render_template("alignment/members.html", shown=shown, page=page_shown)


@bp.get("/teams/<int:team_id>/remarks")
@allow(Permission.USE)
def remarks(team_id: int) -> ResponseReturnValue:
    """List what customers said about a team, and the teams below it."""
    team = _team_or_404(team_id)
    page = remarks_for(people.team_ids_below([team_id]), request.args.get("page", 1, int))
    return render_template("alignment/remarks.html", shown=_head(team, "remarks"), page=page)


def _page(team: Team, day: date) -> TeamPage:
    roles, led = roles_of_visitor(), people.teams_led_by(signed_in(), day)
    below = people.team_ids_below([team.id])
    head, sides, now = _head(team, "now"), queries.sides_of(team.id, day), clock.now()
    upcoming = queries.upcoming_sides_of(team.id, day)
    may_set = team.closed_on is None and policy.may_set_levers(roles, team.id, led)
    stands = leads.standing()
    outcome, found = stands.outcome, _judged(sides, stands, day)
    everybody = page_of(people.members_of([team.id], day), 1, 2 * FEW)
    return TeamPage(
        head=head,
        closed=what_became_of(team) if team.closed_on else None,
        may_set=may_set,
        columns=levers.columns(sides, upcoming, _standings(sides, below, day)),
        has_targets=bool(sides.targets),
        rows=rows(sides, found, outcome, may_set=may_set),
        hears_the_customer=sides.hears_the_customer,
        judging=outcome if found else None,
        outcome=OUTCOMES[outcome].label,
        teams=queries.teams_below(team, day, request.args.get("page", 1, int)),
        figures=figures(outcomes_of(below, day - PERIOD, day)),
        remarks=remarks_for(below, 1, size=FEW),
        thanks=team_thanks(team.id, now - RECENT, now, most=FEW),
        pulse=queries.pulse_of(team.id) if may_see_team(roles, led, team.id) else None,
        plan=_plan(team.id, led, day),
        members=members_shown(everybody, head.leads, signed_in()),
        since=day - PERIOD,
        last_day=day - timedelta(days=1),
    )


def _team_or_404(team_id: int) -> Team:
    found = people.find_team_for(signed_in(), roles_of_visitor(), team_id, today())
    return found or abort(404)


def _head(team: Team, current: str) -> Head:
    """Return what the head of every page about a team shows."""
    seen = people.visible_team_ids(signed_in(), roles_of_visitor(), today())
    tabs = {
        "now": ("alignment.show", _("Now")),
        "history": ("alignment.history", _("History")),
        "members": ("alignment.members", _("People")),
        "remarks": ("alignment.remarks", _("What customers said")),
    }
    return Head(
        team=team,
        leads=people.leads_of(team.id, today()),
        above=[
            (name, url_for("alignment.show", team_id=each) if each in seen else None)
            for each, name in queries.names_above(team)
        ],
        tabs=[
            {
                "label": label,
                "url": url_for(endpoint, team_id=team.id),
                "is_current": key == current,
            }
            for key, (endpoint, label) in tabs.items()
        ],
        index=url_for("alignment.index"),
    )


def _plan(team_id: int, led: set[int], day: date) -> PlanSummary | None:
    """Return what the team does about what it said, for those who may read it."""
    own = people.team_id_of(signed_in(), day)
    reads = plan_policy.may_read(roles_of_visitor(), led, own, team_id)
    return summary(team_id, day) if reads else None


def _standings(sides: Sides, below: set[int], day: date) -> dict[int, Standing]:
    """Return where the team stands on each target, by target id."""
    measures = {target.measure_id: target.measure for target in sides.targets}
    numbers = numbers_of(below, measures.values(), day - PERIOD, day)
    return {
        target.id: Standing(
            numbers[target.measure_id],
            judge(numbers[target.measure_id], target.level, target.measure.direction),
        )
        for target in sides.targets
    }


def _judged(sides: Sides, stands: leads.Standing, day: date) -> Mapping[int, MeasureJudgement]:
    """Return what customers of all teams say of the measures that levers point to."""
    if not sides.targets and not sides.plans:
        return {}
    return judged(stands.outcome, stands, day, people.get_company().zone)
