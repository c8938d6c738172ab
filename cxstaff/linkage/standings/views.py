"""Where teams stand on engagement and a customer result, with intervals, and a file of it."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.standings.forms import TeamsForm
from cxstaff.linkage.standings.page import hidden_teams, lines_of, shown
from cxstaff.linkage.standings.queries import standing
from cxstaff.linkage.standings.standings import Standings
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, note_download
from cxstaff.pulses import queries as pulses
from cxstaff.tables.writing import as_csv, download


@bp.get("/teams")
@allow(Permission.COMPARE)
def teams() -> ResponseReturnValue:
    """Show teams by both numbers: which are clear of the mean, and of which it cannot be told."""
    form = _form()
    if not form.validate():
        return render_template("linkage/teams.html", form=form, question=None), 422
    labels, zone = pulses.subject_names(), people.get_company().zone
    page = request.args.get("page", 1, type=int)
    told = shown(_standing(form), _question(form), people.team_names(), labels, zone, page)
    return render_template("linkage/teams.html", form=form, **told)


@bp.get("/teams/numbers.csv")
@allow(Permission.COMPARE)
def teams_numbers() -> ResponseReturnValue:
    """Give every team's standing as a line of a CSV file."""
    form = _form()
    if not form.validate():
        return render_template("linkage/teams.html", form=form, question=None), 422
    question, found = _question(form), _standing(form)
    what = pulses.subject_names()[question.engagement], str(OUTCOMES[question.outcome].label)
    hidden = hidden_teams(found, question, people.get_company().zone)
    lines = as_csv(lines_of(found, people.team_names(), hidden, what))
    name = f"teams-{question.outcome}-{form.months.data}.csv"
    rows = list(lines)
    note_download(name)
    return download(rows, name)


def _form() -> TeamsForm:
    return TeamsForm.of(request.args, pulses.subjects())


def _question(form: TeamsForm) -> Question:
    return Question(form.engagement.data, form.outcome.data, Period.MONTH, 0)


def _standing(form: TeamsForm) -> Standings:
    zone = people.get_company().zone
    today = people.today()
    return standing(form.engagement.data, form.outcome.data, form.periods(), today, zone)
