"""Where teams stand on engagement and a customer result, with intervals, and a file of it."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.page import Directory
from cxstaff.linkage.material.periods import Calendar
from cxstaff.linkage.standings.forms import TeamsForm
from cxstaff.linkage.standings.page import StandingsPage, hidden_teams, lines_of, teams_page
from cxstaff.linkage.standings.queries import standing
from cxstaff.linkage.standings.standings import Standings
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, note_download
from cxstaff.pulses import queries as pulses
from cxstaff.tables.writing import as_csv, download


@bp.get("/teams")
@allow(Permission.COMPARE)
def teams() -> ResponseReturnValue:
    """Show teams by both numbers: which are clear of the mean, and of which it cannot be told."""
    form = _form()
    if not form.validate():
        return render_template("linkage/teams.html", page=StandingsPage(form)), 422
    zone = people.get_company().zone
    calendar = Calendar(zone, people.today())
    called = Directory(people.team_names(), pulses.subject_names(), calendar)
    number = request.args.get("page", 1, type=int)
    page = teams_page(form, _standing(form, zone), called, number, may)
    return render_template("linkage/teams.html", page=page)


@bp.get("/teams/numbers.csv")
@allow(Permission.COMPARE)
def teams_numbers() -> ResponseReturnValue:
    """Give every team's standing as a line of a CSV file."""
    form = _form()
    if not form.validate():
        return render_template("linkage/teams.html", page=StandingsPage(form)), 422
    question, zone = form.question(), people.get_company().zone
    found = _standing(form, zone)
    what = pulses.subject_names()[question.engagement], str(OUTCOMES[question.outcome].label)
    hidden = hidden_teams(found, question, zone)
    lines = as_csv(lines_of(found, people.team_names(), hidden, what))
    name = f"teams-{question.outcome}-{form.months.data}.csv"
    rows = list(lines)
    note_download(name)
    return download(rows, name)


def _form() -> TeamsForm:
    return TeamsForm.of(request.args, pulses.subjects())


def _standing(form: TeamsForm, zone: str) -> Standings:
    question = form.question()
    return standing(question.engagement, question.outcome, form.periods(), people.today(), zone)
