"""Pages about one team: everything about it, its history, its people, what customers said."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.action_plans import policy as plan_policy
from cxstaff.action_plans.page import PlanSummary, summary
from cxstaff.alignment import queries
from cxstaff.alignment.audit.gathering import audit_of
from cxstaff.alignment.blueprint import bp
from cxstaff.alignment.page import levers
from cxstaff.alignment.page.findings import findings_part
from cxstaff.alignment.page.measures import rows
from cxstaff.alignment.page.team import TeamPage, figures
from cxstaff.alignment.page.team import members as members_shown
from cxstaff.alignment.page.ways import Access
from cxstaff.alignment.scorecards import PeriodValue, readings_now, said_by_customers
from cxstaff.alignment.sides import Sides
from cxstaff.alignment.views.frame import head_of, team_or_404
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.customers.queries import outcomes_of, remarks_for
from cxstaff.db import page_of
from cxstaff.linkage.leads import queries as leads
from cxstaff.measures import policy
from cxstaff.milestones.page import coming_card
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today
from cxstaff.people.words import what_became_of
from cxstaff.pulses.policy import may_see_team
from cxstaff.recognition.lately.page import LatelyCard
from cxstaff.recognition.lately.queries import Asked, not_lately
from cxstaff.recognition.queries import team_thanks
from cxstaff.recognition.rules.queries import chosen

PERIOD = timedelta(days=28)
RECENT = timedelta(days=30)
FEW = 5


@bp.get("/teams/<int:team_id>")
@allow(Permission.USE)
def show(team_id: int) -> ResponseReturnValue:
    """Show what a team is asked to do, who is on it, and what came of it."""
    page = _page(team_or_404(team_id), today())
    return render_template("alignment/show.html", page=page)


@bp.get("/teams/<int:team_id>/history")
@allow(Permission.USE)
def history(team_id: int) -> ResponseReturnValue:
    """Show every lever a team has or had, with its dates."""
    team = team_or_404(team_id)
    page = levers.history(queries.history_of(team_id, request.args.get("page", 1, int)), team_id)
    return render_template("alignment/history.html", shown=head_of(team, "history"), page=page)


@bp.get("/teams/<int:team_id>/members")
@allow(Permission.USE)
def members(team_id: int) -> ResponseReturnValue:
    """List everybody on a team."""
    shown = head_of(team_or_404(team_id), "members")
    page = page_of(people.members_of([team_id], today()), request.args.get("page", 1, int))
    page_shown = members_shown(page, shown.leads, signed_in())
    return render_template("alignment/members.html", shown=shown, page=page_shown)


@bp.get("/teams/<int:team_id>/remarks")
@allow(Permission.USE)
def remarks(team_id: int) -> ResponseReturnValue:
    """List what customers said about a team, and the teams below it."""
    team = team_or_404(team_id)
    page = remarks_for(people.team_ids_below([team_id]), request.args.get("page", 1, int))
    return render_template("alignment/remarks.html", shown=head_of(team, "remarks"), page=page)


def _page(team: Team, day: date) -> TeamPage:
    roles, led = roles_of_visitor(), people.teams_led_by(signed_in(), day)
    below = people.team_ids_below([team.id])
    head, (sides, upcoming) = head_of(team, "now"), queries.sides_of(team.id, day)
    now = clock.now()
    may_set = team.closed_on is None and policy.may_set_levers(roles, team.id, led)
    stands, shown = leads.standing(), may_see_team(roles, led, team.id)
    is_asked = bool(sides.targets or sides.plans)
    outcome, found = stands.outcome, said_by_customers(stands, day, is_needed=is_asked)
    access = Access(may_set, policy.may_define_measures(roles))
    audit = audit_of(team, below, found, day)
    everybody = page_of(people.members_of([team.id], day), 1, 2 * FEW)
    return TeamPage(
        head=head,
        closed=what_became_of(team) if team.closed_on else None,
        may_set=may_set,
        columns=levers.columns(
            team.id, sides, upcoming, _standings(team.id, sides, day, shown), audit
        ),
        has_targets=bool(sides.targets),
        findings=findings_part(team.id, audit, sides, access, outcome),
        rows=rows(sides, found, outcome),
        judging=outcome if found else None,
        outcome=OUTCOMES[outcome].label,
        teams=queries.teams_below(team, day, request.args.get("page", 1, int)),
        figures=figures(outcomes_of(below, day - PERIOD, day)),
        remarks=remarks_for(below, 1, size=FEW),
        thanks=team_thanks(team.id, now - RECENT, now, most=FEW),
        pulse=queries.pulse_of(team.id) if shown else None,
        plan=_plan(team.id, led, day),
        milestones=coming_card([team.id], signed_in().id, day),
        members=members_shown(everybody, head.leads, signed_in()),
        lately=_lately(team.id, below, now, day) if team.id in led else None,
        since=day - PERIOD,
        last_day=day - timedelta(days=1),
    )


def _lately(team_id: int, below: Collection[int], now: datetime, day: date) -> LatelyCard:
    """Return who was not thanked lately, for those who lead the team."""
    rules = chosen()
    asked = Asked(below, signed_in().id, rules.lately, now, day)
    return LatelyCard(not_lately(asked, FEW), rules.lately_weeks, team_id)


def _plan(team_id: int, led: set[int], day: date) -> PlanSummary | None:
    """Return what the team does about what it said, for those who may read it."""
    own = None if team_id in led else people.team_id_of(signed_in(), day)
    reads = plan_policy.may_read(roles_of_visitor(), led, own, team_id)
    return summary(team_id, day) if reads else None


def _standings(team_id: int, sides: Sides, day: date, shown: bool) -> Mapping[int, PeriodValue]:
    """Return where the team stands on each measure that it has a target on, by measure id."""
    every = [target.measure for target in sides.targets]
    return readings_now(every, team_id, day, shows_pulses=shown)
