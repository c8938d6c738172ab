"""Pages about records that were held back: read why, correct them, feed them again."""

from __future__ import annotations

from flask import (
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from cxstaff import clock
from cxstaff.customers.forms import RecordForm
from cxstaff.customers.imports import actions, held
from cxstaff.customers.models import ImportRun, QuarantinedRecord
from cxstaff.customers.views import bp
from cxstaff.customers.words import in_words
from cxstaff.db import db, page_of
from cxstaff.people.access import Permission, allow, note_download
from cxstaff.tables import writing


@bp.get("/customers/imports/<int:run_id>/quarantine")
@allow(Permission.IMPORT_CUSTOMERS)
def quarantine(run_id: int) -> ResponseReturnValue:
    """List the records of an import that were held back, by line."""
    run = db.session.get(ImportRun, run_id) or abort(404)
    query = select(QuarantinedRecord).where(QuarantinedRecord.run_id == run.id)
    page = page_of(query.order_by(QuarantinedRecord.line), request.args.get("page", 1, int))
    return render_template(
        "customers/quarantine.html",
        run=run,
        page=page,
        in_words=in_words,
        after=request.args.get("after", 0, int),
    )


@bp.get("/customers/imports/<int:run_id>/quarantine.csv")
@allow(Permission.IMPORT_CUSTOMERS)
def quarantine_file(run_id: int) -> ResponseReturnValue:
    """Hand out the records that were held back, to be corrected and imported again."""
    run = db.session.get(ImportRun, run_id) or abort(404)
    rows = held.rows_of(run.id, actions.layout_of(run), in_words)
    note_download(f"quarantine-{run.id}.csv")
    lines = stream_with_context(writing.as_csv(rows))  # read from the database while it is sent
    answer = Response(lines, mimetype="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename=quarantine-{run.id}.csv"
    return answer


@bp.post("/customers/imports/<int:run_id>/quarantine")
@allow(Permission.IMPORT_CUSTOMERS)
def feed_again(run_id: int) -> ResponseReturnValue:
    """Feed records again, for instance after the roster has grown."""
    run = db.session.get(ImportRun, run_id) or abort(404)
    number, more = actions.feed_again(run, request.args.get("after", 0, int), now=clock.now())
    db.session.commit()
    flash(
        ngettext(
            "%(num)s record left the quarantine.", "%(num)s records left the quarantine.", number
        ),
        "good" if number else "info",
    )
    if more is not None:
        flash(_("More are waiting: press “Try the next ones”."), "info")
    return redirect(url_for(".quarantine", run_id=run.id, after=more), code=303)


@bp.get("/customers/imports/<int:run_id>/quarantine/<int:record_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Show one record that was held back."""
    record = _record_or_404(run_id, record_id)
    return _record_page(record, RecordForm(raw=record.raw))


@bp.post("/customers/imports/<int:run_id>/quarantine/<int:record_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def update_record(run_id: int, record_id: int) -> ResponseReturnValue:
    """Feed a record again as it was corrected."""
    record, form = _record_or_404(run_id, record_id), RecordForm()
    if not form.is_fine():
        return _record_page(record, form), 422
    raw = (form.raw.data or "").strip("\n")
    problem = actions.correct(record, raw, now=clock.now())
    db.session.commit()
    if problem is not None:
        return _record_page(record, form), 422
    flash(_("The record came in."))
    return redirect(url_for(".quarantine", run_id=run_id), code=303)


def _record_or_404(run_id: int, record_id: int) -> QuarantinedRecord:
    record = db.session.get(QuarantinedRecord, record_id)
    return record if record is not None and record.run_id == run_id else abort(404)


def _record_page(record: QuarantinedRecord, form: RecordForm) -> str:
    return render_template(
        "customers/edit_record.html",
        record=record,
        run=record.run,
        form=form,
        reason=in_words(record),
        headings=actions.layout_of(record.run).headings,
    )
