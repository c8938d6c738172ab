"""The comparison page, and its numbers as a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.forms import DEFAULTS, ComparisonForm, arguments_of
from cxstaff.linkage.comparison.page import (
    ComparisonPage,
    Directory,
    comparison_page,
    printout_page,
)
from cxstaff.linkage.comparison.parts import DotsPage, PathPage, dots_page, path_page
from cxstaff.linkage.comparison.queries import answer, whole_answer
from cxstaff.linkage.comparison.table import lines_of
from cxstaff.linkage.leads.queries import standing
from cxstaff.linkage.leads.views import note_looks
from cxstaff.linkage.material.periods import Calendar
from cxstaff.linkage.material.queries import hidden_places
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, note_download
from cxstaff.pulses import queries as pulses
from cxstaff.tables.writing import as_csv, download
from cxstaff.web import is_part


@bp.get("")
@allow(Permission.COMPARE)
def index() -> ResponseReturnValue:
    """Show whether a customer result moves with engagement, and how sure we are."""
    form, called = _asked()
    if not form.validate():
        return _unread(form)
    number = request.args.get("page", 1, type=int)
    page = comparison_page(form, _comparison(form, called), called, number, may)
    note_looks(*([form.question()] if page.result else []))
    return render_template("linkage/index.html", page=page)


@bp.get("/sheet")
@allow(Permission.COMPARE)
def printout() -> ResponseReturnValue:
    """Show a comparison on one page of A4, to be printed."""
    form, called = _asked()
    if not form.validate():
        return _unread(form)
    page = printout_page(_comparison(form, called), called, may)
    note_looks(*([form.question()] if page.result else []))
    return render_template("linkage/printout.html", page=page)


@bp.get("/numbers.csv")
@allow(Permission.COMPARE)
def numbers() -> ResponseReturnValue:
    """Give the numbers of a comparison as a CSV file."""
    form, called = _asked()
    if not form.validate():
        return _unread(form)
    question = form.question()
    note_looks(question)
    label = called.subjects[question.engagement]
    hidden = hidden_places(question, called.zone)
    whole = whole_answer(question, called.calendar.today, called.zone)
    lines = lines_of(whole, called.teams, hidden, label)
    name = f"comparison-{question.outcome}-{question.span}-{question.lag}.csv"
    rows = list(as_csv(lines))
    note_download(name)
    return download(rows, name)


@bp.get("/paths/<int:team_id>")
@allow(Permission.COMPARE)
def path(team_id: int) -> ResponseReturnValue:
    """Show one team of a comparison by period."""
    return _part("path", lambda made, called: path_page(made, called, team_id))


@bp.get("/dots")
@allow(Permission.COMPARE)
def dots() -> ResponseReturnValue:
    """Show what the picture within teams draws, as numbers."""
    return _part("dots", dots_page)


def _part(
    name: str, show: Callable[[Comparison, Directory], PathPage | DotsPage | None]
) -> ResponseReturnValue:
    """Show a part of a comparison: alone where a page opens it, else on a page of its own."""
    form, called = _asked()
    if not form.validate():
        return _unread(form)
    page = show(_comparison(form, called), called) or abort(404)
    note_looks(form.question())
    template = f"linkage/_{name}.html" if is_part() else f"linkage/{name}.html"
    return render_template(template, page=page)


def _unread(form: ComparisonForm) -> ResponseReturnValue:
    return render_template("linkage/index.html", page=ComparisonPage(form)), 422


def _asked() -> tuple[ComparisonForm, Directory]:
    """Read what is asked from the address, beside what teams and subjects are called."""
    teams = people.all_teams()
    upper = people.names_of(people.upper_among(teams))
    subjects = pulses.subjects()
    form = ComparisonForm.of(_typed(subjects), subjects, upper)
    calendar = Calendar(people.get_company().zone, people.today())
    return form, Directory(people.names_of(teams), pulses.subject_names(), calendar)


def _typed(subjects: Collection[str]) -> Mapping[str, str]:
    """Return what an address asks; one that names no question asks the standing one."""
    if request.args.keys() & DEFAULTS.keys():
        return request.args
    question = standing().question
    known = arguments_of(question) if question.engagement in subjects else {}
    return known | request.args.to_dict()


def _comparison(form: ComparisonForm, called: Directory) -> Comparison:
    return answer(form.question(), called.calendar.today, called.zone)
