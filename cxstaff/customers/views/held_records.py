"""Pages about one record that is held back, and about words that stand for who handled it."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.models import ImportRun, QuarantinedRecord, QuarantinePass
from cxstaff.customers.page.quarantine import HandlerPage, HeldRecordPage
from cxstaff.customers.quarantine import actions, explaining, files, jobs, offers, record
from cxstaff.customers.quarantine.forms import ColumnsForm, HandlerForm, RecordForm
from cxstaff.customers.quarantine.record import Columns
from cxstaff.customers.records.handlers import Roster
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import run_or_404
from cxstaff.customers.words import FIELD_NAMES
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import today


@bp.get("/customers/imports/<int:run_id>/quarantine/<int:record_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Show one record that is held back, column by column."""
    held = _record_or_404(run_id, record_id)
    columns = record.columns_of(held.run, held.raw, now=clock.now())
    return _record_page(held, columns, _form_of(columns), RecordForm(raw=held.raw))


@bp.post("/customers/imports/<int:run_id>/quarantine/<int:record_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def update_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Feed a record again as it was corrected, in its columns or as it is written."""
    held, raw_form = _still_held(run_id, record_id), RecordForm()
    columns = record.columns_of(held.run, held.raw, now=clock.now())
    form = _form_of(columns)
    is_raw = "raw" in request.form
    if not (raw_form if is_raw else form).is_fine():
        return _record_page(held, columns, form, raw_form), 422
    typed = form.values(columns.values)
    raw = (raw_form.raw.data or "").strip("\n")
    raw = raw if is_raw else files.line_of(typed, columns.layout.delimiter)
    seen = request.form.get("seen")
    problem = actions.correct(run_id, record_id, raw, seen, now=clock.now())
    db.session.commit()
    if problem is None:
        flash(_("The record left the quarantine."))
        return redirect(url_for(".quarantine", run_id=run_id), code=303)
    held = _record_or_404(run_id, record_id)
    columns = record.columns_of(held.run, held.raw, now=clock.now())
    return _record_page(held, columns, _form_of(columns), RecordForm(raw=held.raw)), 422


@bp.post("/customers/imports/<int:run_id>/quarantine/<int:record_id>/dismissal")
@allow(Permission.IMPORT_CUSTOMERS)
def dismiss_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Leave one record out for good."""
    _still_held(run_id, record_id)
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


def _still_held(run_id: int, record_id: int) -> QuarantinedRecord:
    """Return a record of an import; raises `Refused` where nothing has its number any more."""
    run_or_404(run_id)
    if db.session.get(QuarantinedRecord, record_id) is None:
        raise Refused(actions.GONE)
    return _record_or_404(run_id, record_id)


def _form_of(columns: Columns) -> ColumnsForm:
    names = {heading: (key, FIELD_NAMES[key]) for heading, key in columns.meanings.items()}
    is_typed = request.method == "POST" and "raw" not in request.form
    posted = request.form if is_typed else None
    return ColumnsForm.of(columns.layout, columns.values, names, posted)


def _record_page(
    held: QuarantinedRecord, columns: Columns, form: ColumnsForm, raw_form: RecordForm
) -> str:
    if columns.is_split:
        form.tell(columns.layout.headings, columns.problems)
    page = HeldRecordPage(held, columns, form, raw_form, actions.mark_of(held))
    return render_template("customers/quarantine/record.html", page=page)


def _handler_form(word: str) -> HandlerForm:
    form = HandlerForm()
    is_known = bool(Roster().people_called(word))
    form.offer(offers.offers_for(word, today()), people.team_names(), is_known)
    return form


def _handler_page(run: ImportRun, word: str, form: HandlerForm) -> str:
    page = HandlerPage(run, word, form)
    return render_template("customers/quarantine/handler.html", page=page)
