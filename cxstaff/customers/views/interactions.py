"""Pages about single interactions: find one, read its history, correct, move, leave out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement

from cxstaff import clock
from cxstaff.customers.models import ImportRun
from cxstaff.customers.page.interactions import (
    CorrectionPage,
    InteractionPage,
    InteractionRow,
    InteractionsPage,
)
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.records import actions, queries
from cxstaff.customers.records.forms import CorrectionForm, FindForm, PlaceForm, WhyForm
from cxstaff.customers.records.handlers import Roster
from cxstaff.customers.records.queries import Shown
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import run_or_404
from cxstaff.customers.words import in_words as sentence_of
from cxstaff.errors import Refused
from cxstaff.forms import DONE, Form, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.web import LARGEST_KEY

BROUGHT, UPDATED = "brought", "updated"
WHICH_NAMES = {BROUGHT: _l("Brought in"), UPDATED: _l("Updated")}


@dataclass(frozen=True, slots=True)
class OfImport:
    """Which interactions of an import are listed, and the tabs among which that is chosen."""

    which: str
    conditions: Sequence[ColumnElement[bool]]
    tabs: Sequence[dict[str, object]] = ()

    @property
    def is_of_updated(self) -> bool:
        """Say whether those are listed that the import told something newer of."""
        return self.which == UPDATED


@bp.get("/customers/interactions")
@allow(Permission.IMPORT_CUSTOMERS)
def interactions() -> ResponseReturnValue:
    """List interactions, newest first: all, those of an import, or that hold some words."""
    form, run = FindForm(request.args), _run_asked_for()
    words = (form.words.data if form.validate() else "") or ""
    of = _of_import(run) if run else OfImport("", ())
    found = queries.interactions(request.args.get("page", 1, int), words, *of.conditions)
    rows = found.showing([InteractionRow(each) for each in found.items])
    page = InteractionsPage(form, run, of.which, of.is_of_updated, of.tabs, rows)
    return render_template("customers/interactions.html", page=page)


@bp.get("/customers/interactions/<int:interaction_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def show_interaction(interaction_id: int) -> ResponseReturnValue:
    """Show an interaction and what it was before."""
    found = _shown_or_404(interaction_id)
    return _page(found, _place_form(found), WhyForm())


@bp.get("/customers/interactions/<int:interaction_id>/correction")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_interaction(interaction_id: int) -> ResponseReturnValue:
    """Ask what an interaction should tell."""
    found, form = _shown_or_404(interaction_id), CorrectionForm()
    form.show(found.record.contact)
    return render_template("customers/edit_interaction.html", page=CorrectionPage(found, form))


@bp.post("/customers/interactions/<int:interaction_id>/correction")
@allow(Permission.IMPORT_CUSTOMERS)
def update_interaction(interaction_id: int) -> ResponseReturnValue:
    """Correct what an interaction tells."""
    found, form = _shown_or_404(interaction_id), CorrectionForm()
    contact = found.record.contact
    status = form.attempt(
        lambda: actions.correct(
            interaction_id, form.values(contact), signed_in(), form.why.data or "", now=clock.now()
        )
    )
    if status != DONE:
        page = CorrectionPage(found, form)
        return render_template("customers/edit_interaction.html", page=page), status
    return _done(interaction_id, _("It is corrected. Imports leave what you changed alone."))


@bp.post("/customers/interactions/<int:interaction_id>/place")
@allow(Permission.IMPORT_CUSTOMERS)
def move_interaction(interaction_id: int) -> ResponseReturnValue:
    """Say who handled an interaction and which team it counts for."""
    found = _shown_or_404(interaction_id)
    form = PlaceForm()
    form.offer(people.team_names())
    status = form.attempt(lambda: _move(found, form))
    if status != DONE:
        return _page(found, form, WhyForm(formdata=None)), status
    return _done(interaction_id, _("It is moved, and its results with it."))


@bp.post("/customers/interactions/<int:interaction_id>/exclusion")
@allow(Permission.IMPORT_CUSTOMERS)
def leave_interaction_out(interaction_id: int) -> ResponseReturnValue:
    """Let an interaction count in no result."""
    return _for_a_reason(
        interaction_id,
        actions.leave_out,
        _("It counts in no result now. You can count it again at any time."),
    )


@bp.post("/customers/interactions/<int:interaction_id>/inclusion")
@allow(Permission.IMPORT_CUSTOMERS)
def count_interaction_again(interaction_id: int) -> ResponseReturnValue:
    """Let an interaction that was left out count again."""
    return _for_a_reason(interaction_id, actions.count_again, _("It counts again."))


def _run_asked_for() -> ImportRun | None:
    """Return the import whose interactions are asked for; 404 for what is no import."""
    if "run" not in request.args:
        return None
    number = request.args.get("run", 0, int)
    return run_or_404(number) if 0 < number <= LARGEST_KEY else abort(404)


def _of_import(run: ImportRun) -> OfImport:
    """Return what is listed of an import: what it brought, or what it updated, if that is chosen.

    Both are offered where there are both.
    """
    may_show = {BROUGHT: run.accepted > 0, UPDATED: queries.has_updated(run.id)}
    there = [which for which, is_there in may_show.items() if is_there] or [BROUGHT]
    asked_for = request.args.get("which")
    which = asked_for if asked_for in there else there[0]
    condition = queries.updated_by if which == UPDATED else queries.brought_by
    tabs = [
        {
            "label": WHICH_NAMES[each],
            "url": url_for(
                ".interactions", run=run.id, which=each, words=request.args.get("words")
            ),
            "is_current": each == which,
        }
        for each in there
    ]
    return OfImport(which, (condition(run.id),), tabs if len(tabs) > 1 else [])


def _for_a_reason(interaction_id: int, act: Callable[..., None], said: str) -> ResponseReturnValue:
    found, form = _shown_or_404(interaction_id), WhyForm()
    status = form.attempt(
        lambda: act(interaction_id, signed_in(), form.because.data or "", now=clock.now())
    )
    if status != DONE:
        return _page(found, _place_form(found), form), status
    return _done(interaction_id, said)


def _move(found: Shown, form: PlaceForm) -> None:
    record, team_id = found.record, int(form.team.data) if form.team.data else None
    person_id: int | None = None
    if form.handler.data:
        roster = Roster()
        who = roster.find(form.handler.data, record.day)
        if isinstance(who, Problem) and team_id is None:
            raise Refused(sentence_of(who))
        called = roster.people_called(form.handler.data)
        if len(called) != 1:
            raise Refused("Name one person: an employee number, e-mail address or full name.")
        person_id = called[0]
        team_id = team_id or (who[1] if who and not isinstance(who, Problem) else None)
    if team_id is None:
        raise Refused("Name who handled it, or the team it counts for.")
    why = form.why.data or ""
    actions.move([record.id], person_id, team_id, signed_in(), why, now=clock.now())


def _place_form(found: Shown) -> PlaceForm:
    form = PlaceForm(formdata=None)
    form.offer(people.team_names())
    form.handler.data, form.team.data = found.handler or "", str(found.record.team_id)
    return form


def _page(found: Shown, place: PlaceForm, why: Form) -> str:
    is_out = found.record.is_left_out
    endpoint = ".count_interaction_again" if is_out else ".leave_interaction_out"
    page = InteractionPage(found, place, why, url_for(endpoint, interaction_id=found.record.id))
    return render_template("customers/show_interaction.html", page=page)


def _shown_or_404(interaction_id: int) -> Shown:
    return queries.shown(interaction_id) or abort(404)


def _done(interaction_id: int, said: str) -> ResponseReturnValue:
    return done(said, url_for(".show_interaction", interaction_id=interaction_id))
