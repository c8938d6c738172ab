"""The comparison page, and its numbers as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.forms import QuestionForm
from cxstaff.linkage.comparison.page import dots_shown, path_shown, shown
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.comparison.table import lines_of
from cxstaff.linkage.looks.views import note_looks
from cxstaff.linkage.material.queries import hidden_places
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, note_download
from cxstaff.people.models import Team
from cxstaff.pulses import queries as pulses
from cxstaff.tables.writing import as_csv, download
from cxstaff.web import is_part


@bp.get("")
@allow(Permission.COMPARE)
def index() -> ResponseReturnValue:
    """Show whether a customer result moves with engagement, and how sure we are."""
    return _page("linkage/index.html", request.args.get("page", 1, type=int))


@bp.get("/sheet")
@allow(Permission.COMPARE)
def sheet() -> ResponseReturnValue:
    """Show a comparison on one page of A4, to be printed."""
    return _page("linkage/sheet.html", 1)


@bp.get("/numbers.csv")
@allow(Permission.COMPARE)
def numbers() -> ResponseReturnValue:
    """Give the numbers of a comparison as a CSV file."""
    teams = people.all_teams()
    form = _form(teams)
    if not form.validate():
        return render_template("linkage/index.html", form=form, question=None), 422
    question, zone = form.question(), people.get_company().zone
    note_looks(question)
    label = pulses.subject_names()[question.engagement]
    hidden = hidden_places(question, zone)
    lines = lines_of(_comparison(form), people.names_of(teams), hidden, label)
    name = f"comparison-{question.outcome}-{question.span}-{question.lag}.csv"
    rows = list(as_csv(lines))
    note_download(name)
    return download(rows, name)


@bp.get("/paths/<int:team_id>")
@allow(Permission.COMPARE)
def path(team_id: int) -> ResponseReturnValue:
    """Show one team of a comparison by period."""
    labels, zone = pulses.subject_names(), people.get_company().zone
    return _part("path", lambda made, names: path_shown(made, names, labels, zone, team_id))


@bp.get("/dots")
@allow(Permission.COMPARE)
def dots() -> ResponseReturnValue:
    """Show what the picture within teams draws, as numbers."""
    labels = pulses.subject_names()
    return _part("dots", lambda made, names: dots_shown(made, names, labels))


def _part(name: str, show: Callable[[Comparison, dict[int, str]], Any]) -> ResponseReturnValue:
    """Show a part of a comparison: alone where a page opens it, else on a page of its own."""
    teams = people.all_teams()
    form = _form(teams)
    if not form.validate():
        return render_template("linkage/index.html", form=form, question=None), 422
    told = show(_comparison(form), people.names_of(teams)) or abort(404)
    note_looks(told["question"])
    template = f"linkage/_{name}.html" if is_part() else f"linkage/{name}.html"
    return render_template(template, form=form, **told)


def _page(template: str, page: int) -> ResponseReturnValue:
    """Show a comparison in a template with page `page` of its teams, and note that it was seen."""
    labels, teams = pulses.subject_names(), people.all_teams()
    form = _form(teams)
    if not form.validate():
        return render_template("linkage/index.html", form=form, question=None), 422
    zone = people.get_company().zone
    told = shown(_comparison(form), people.names_of(teams), labels, zone, page)
    note_looks(*([told["question"]] if told["missing"] is None else []))
    return render_template(template, form=form, today=people.today(), **told)


def _form(teams: Sequence[Team]) -> QuestionForm:
    upper = people.names_of(people.upper_among(teams))
    return QuestionForm.of(request.args, pulses.subjects(), upper)


def _comparison(form: QuestionForm) -> Comparison:
    zone = people.get_company().zone
    return answer(form.question(), people.today(), zone)
