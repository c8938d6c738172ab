"""The screen: every engagement score against every customer result, and its numbers as a file."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.forms import ComparisonForm
from cxstaff.linkage.leads.views import note_looks
from cxstaff.linkage.material.periods import Calendar
from cxstaff.linkage.screen.lines import lines_of
from cxstaff.linkage.screen.page import ScreenPage, screen_page
from cxstaff.linkage.screen.queries import screened
from cxstaff.linkage.screen.screen import Screen
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, note_download
from cxstaff.pulses import queries as pulses
from cxstaff.tables.writing import as_csv, download

ASKED = ("period", "lag")


@bp.get("/screen")
@allow(Permission.COMPARE)
def screen() -> ResponseReturnValue:
    """Show which questions stand out of all there are, once somebody asks to see them."""
    form = _form()
    if not form.validate():
        return render_template("linkage/screen.html", page=ScreenPage(form, is_unread=True)), 422
    if not any(request.args.get(name) for name in ASKED):
        return render_template("linkage/screen.html", page=ScreenPage(form))
    found = _screen(form)
    note_looks(*(cell.question for cell in found.estimated))
    calendar = Calendar(people.get_company().zone, people.today())
    shown = calendar, request.args.get("page", 1, type=int)
    page = screen_page(form, found, pulses.subject_names(), shown, may)
    return render_template("linkage/screen.html", page=page)


@bp.get("/screen/numbers.csv")
@allow(Permission.COMPARE)
def screen_numbers() -> ResponseReturnValue:
    """Give every question of a screen as a line of a CSV file."""
    form = _form()
    if not form.validate():
        return render_template("linkage/screen.html", page=ScreenPage(form, is_unread=True)), 422
    found = _screen(form)
    note_looks(*(cell.question for cell in found.estimated))
    lines = list(as_csv(lines_of(found, pulses.subject_names())))
    name = f"screen-{found.span}-{found.lag}.csv"
    note_download(name)
    return download(lines, name)


def _form() -> ComparisonForm:
    typed = {name: request.args.get(name, "") for name in ASKED}
    return ComparisonForm.of(typed, pulses.subject_names())


def _screen(form: ComparisonForm) -> Screen:
    question, zone = form.question(), people.get_company().zone
    return screened(question.span, question.lag, people.today(), zone)
