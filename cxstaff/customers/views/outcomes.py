"""The page of outcomes: how customers fare by team, channel and week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.clock import monday_of
from cxstaff.customers import queries
from cxstaff.customers.forms import OutcomeForm
from cxstaff.customers.outcomes import OUTCOMES, Outcome
from cxstaff.customers.page.outcomes import OutcomesPage, headline
from cxstaff.customers.queries import GroupOutcome, Wanted
from cxstaff.customers.views import bp, sees_all, visible_teams
from cxstaff.db import Page, page_in
from cxstaff.forms import choice
from cxstaff.people.access import Permission, allow, may
from cxstaff.people.queries import today

USUAL_WEEKS = 13
NEWEST = 5
HEADLINES = ("csat", "csat_top2", "nps", "ces", "resolved")


@bp.get("/customers")
@allow(Permission.READ_CUSTOMERS)
def index() -> ResponseReturnValue:
    """Show outcomes of a period by team, channel and week, and the newest remarks."""
    teams = visible_teams()
    chosen = None if sees_all() else list(teams)
    form = OutcomeForm(request.args)
    form.offer(teams)
    form.outcome.choices = [choice(o.key, o.label) for o in OUTCOMES.values()]
    fine = form.validate()
    newest = queries.last_day(chosen)
    since, until = _period(form if fine else None, newest)
    if fine and form.team.data:
        chosen = [int(form.team.data)]
    found = queries.outcomes_of(chosen, since, until)
    outcome = OUTCOMES[_key(form, fine, found)]
    form.outcome.data, form.since.data = outcome.key, since
    form.until.data = until - timedelta(days=1)
    page = OutcomesPage(
        form=form,
        newest=newest,
        outcome=outcome,
        headlines=[headline(OUTCOMES[key], told) for key in HEADLINES if (told := found[key])],
        interactions=queries.interactions_of(chosen, since, until),
        weeks=queries.weeks_of(chosen, outcome.key, since, until),
        by_team=_by_team(teams, chosen, outcome, since, until),
        by_channel=queries.outcome_by_channel(chosen, outcome.key, since, until),
        remarks=queries.remarks_for(chosen, 1, Wanted(since=since, until=until), NEWEST).items,
        may_import=may(Permission.IMPORT_CUSTOMERS),
    )
    return render_template("customers/index.html", page=page), (200 if fine else 422)


def _period(form: OutcomeForm | None, newest: date | None) -> tuple[date, date]:
    """Return the half-open period asked for; by default the thirteen weeks up to the newest day."""
    last = min(newest or today(), today())
    until = (form.until.data if form else None) or last
    since = form.since.data if form else None
    if since is None or since > until:
        since = monday_of(until - timedelta(weeks=USUAL_WEEKS) + timedelta(days=1))
    return since, until + timedelta(days=1)


def _key(form: OutcomeForm, fine: bool, found: dict[str, Any]) -> str:
    """Return the outcome asked for, else the first of which there is something to see."""
    if fine and form.outcome.data:
        return str(form.outcome.data)
    return next((key for key in found if found[key]), "csat")


def _by_team(
    teams: dict[int, str], chosen: list[int] | None, outcome: Outcome, since: date, until: date
) -> Page[GroupOutcome]:
    """Return one page of the teams that handled something, by name, each with its outcome."""
    handled = queries.interactions_by_team(chosen, since, until)
    rows = [(key, name) for key, name in teams.items() if key in handled]
    page = page_in(rows, request.args.get("page", 1, int))
    ids = [key for key, _name in page.items]
    found = queries.outcome_by_team(ids, outcome.key, since, until)
    return page.showing(
        [GroupOutcome(key, name, handled[key], found[key]) for key, name in page.items]
    )
