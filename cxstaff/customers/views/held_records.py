"""Pages about one record that is held back, and about words that stand for who handled it."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.models import ImportRun, QuarantinedRecord, QuarantinePass
from cxstaff.customers.page.quarantine import HandlerPage, HeldRecordPage
from cxstaff.customers.quarantine import actions, explaining, files, jobs, offers, record
from cxstaff.customers.quarantine.forms import ColumnsForm, HandlerForm, RecordForm
from cxstaff.customers.quarantine.record import RecordColumns
from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.records.handlers import Roster
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import run_or_404
from cxstaff.customers.words import FIELD_NAMES
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.forms import DONE, Form, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import today


@bp.get("/customers/imports/<int:run_id>/quarantine/<int:record_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Show one record that is held back, column by column."""
    return _page_as_held(run_id, record_id)


@bp.post("/customers/imports/<int:run_id>/quarantine/<int:record_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def update_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Feed a record again as it was corrected, in its columns or as it is written."""
    if _is_gone(run_id, record_id):
        return _say_gone(run_id)
    held, raw_form = _record_or_404(run_id, record_id), RecordForm()
    columns = record.columns_of(held.run, held.raw, now=clock.now())
    form = _form_of(columns)
    shown: Form = raw_form if "raw" in request.form else form
    found = list[Problem | None]()
    status = shown.attempt(lambda: found.append(_correct(held, columns, form, raw_form)))
    if status == HTTPStatus.CONFLICT:
        return _as_it_is_now(run_id, record_id, form, raw_form)
    if status != DONE:
        return _record_page(held, columns, form, raw_form), status
    if found == [None]:
        return done(_("The record left the quarantine."), url_for(".quarantine", run_id=run_id))
    db.session.commit()
    return _page_as_held(run_id, record_id), HTTPStatus.UNPROCESSABLE_ENTITY


@bp.post("/customers/imports/<int:run_id>/quarantine/<int:record_id>/dismissal")
@allow(Permission.IMPORT_CUSTOMERS)
def dismiss_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Leave one record out for good."""
    if _is_gone(run_id, record_id):
        return _say_gone(run_id)
    _record_or_404(run_id, record_id)
    actions.leave_out(run_id, record_id, signed_in(), now=clock.now())
    return done(_("The record is left out."), url_for(".quarantine", run_id=run_id), "info")


@bp.get("/customers/imports/<int:run_id>/quarantine/handler")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_handler(run_id: int) -> ResponseReturnValue:
    """Ask whom a word of the records stands for."""
    word = request.args.get("word", "")
    return _handler_page(run_or_404(run_id), word, _handler_form(word))


@bp.post("/customers/imports/<int:run_id>/quarantine/handler")
@allow(Permission.IMPORT_CUSTOMERS)
def update_handler(run_id: int) -> ResponseReturnValue:
    """Keep whom a word stands for, and feed its records again, those of other imports too."""
    run, word = run_or_404(run_id), request.args.get("word", "")
    form, begun = _handler_form(word), list[QuarantinePass]()
    status = form.attempt(
        lambda: begun.extend(explaining.explain(word, form.chosen(), signed_in(), now=clock.now()))
    )
    if status != DONE:
        return _handler_page(run, word, form), status
    answer = done(_("This is remembered for every import."), url_for(".quarantine", run_id=run_id))
    for one in begun:
        jobs.do_at_once(one)
    return answer


@bp.get("/customers/handlers")
@allow(Permission.IMPORT_CUSTOMERS)
def known_handlers() -> ResponseReturnValue:
    """List the words that somebody explained."""
    words = explaining.explained()
    return render_template("customers/quarantine/handlers.html", words=words)


@bp.post("/customers/handlers/removal")
@allow(Permission.IMPORT_CUSTOMERS)
def forget_handler() -> ResponseReturnValue:
    """Take back whom a word stands for."""
    explaining.forget(request.args.get("word", ""), signed_in(), now=clock.now())
    return done(
        _("The word is forgotten. What came in stays as it is."), url_for(".known_handlers"), "info"
    )


def _record_or_404(run_id: int, record_id: int) -> QuarantinedRecord:
    held = db.session.get(QuarantinedRecord, record_id)
    return held if held is not None and held.run_id == run_id else abort(404)


def _is_gone(run_id: int, record_id: int) -> bool:
    """Say whether nothing of an import has the number of a record any more."""
    run_or_404(run_id)
    return db.session.get(QuarantinedRecord, record_id) is None


def _say_gone(run_id: int) -> ResponseReturnValue:
    """Say that a record is held back no longer, where the others are listed."""
    flash(Refused(actions.GONE).in_words(), "warn")
    return redirect(url_for(".quarantine", run_id=run_id), code=DONE)


def _correct(
    held: QuarantinedRecord, columns: RecordColumns, form: ColumnsForm, raw_form: RecordForm
) -> Problem | None:
    """Feed a record again as it is typed; return what is still wrong with it."""
    if "raw" in request.form:
        raw = (raw_form.raw.data or "").strip("\n")
    else:
        raw = files.line_of(form.values(columns.values), columns.layout.delimiter)
    seen = request.form.get("seen")
    return actions.correct(held.run_id, held.id, raw, seen, now=clock.now())


def _as_it_is_now(
    run_id: int, record_id: int, form: ColumnsForm, raw_form: RecordForm
) -> ResponseReturnValue:
    """Show what was typed beside what somebody else made of the record meanwhile."""
    if _is_gone(run_id, record_id):
        return _say_gone(run_id)
    held = _record_or_404(run_id, record_id)
    columns = record.columns_of(held.run, held.raw, now=clock.now())
    if "raw" in request.form:
        raw_form.raw.errors = [_("It says “%(value)s” now.", value=held.raw)]
    else:
        form.tell_otherwise(columns.values)
    return _record_page(held, columns, form, raw_form), HTTPStatus.CONFLICT


def _form_of(columns: RecordColumns) -> ColumnsForm:
    names = {heading: (key, FIELD_NAMES[key]) for heading, key in columns.meanings.items()}
    is_typed = request.method == "POST" and "raw" not in request.form
    posted = request.form if is_typed else None
    return ColumnsForm.of(columns.layout, columns.values, names, posted)


def _page_as_held(run_id: int, record_id: int) -> str:
    held = _record_or_404(run_id, record_id)
    columns = record.columns_of(held.run, held.raw, now=clock.now())
    return _record_page(held, columns, _form_of(columns), RecordForm(raw=held.raw))


def _record_page(
    held: QuarantinedRecord, columns: RecordColumns, form: ColumnsForm, raw_form: RecordForm
) -> str:
    if columns.is_split:
        form.tell(columns.layout.headings, columns.problems)
    shows_raw = not columns.is_split or "raw" in request.form
    page = HeldRecordPage(held, columns, form, raw_form, actions.mark_of(held), shows_raw)
    return render_template("customers/quarantine/record.html", page=page)


def _handler_form(word: str) -> HandlerForm:
    form = HandlerForm()
    is_known = bool(Roster().people_called(word))
    form.offer(offers.offers_for(word, today()), people.team_names(), is_known)
    return form


def _handler_page(run: ImportRun, word: str, form: HandlerForm) -> str:
    page = HandlerPage(run, word, form)
    return render_template("customers/quarantine/handler.html", page=page)
