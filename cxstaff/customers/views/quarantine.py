"""Pages about what imports hold back: its kinds, and what is done about many records at once."""

from __future__ import annotations

import secrets

from flask import (
    Response,
    abort,
    flash,
    render_template,
    request,
    stream_with_context,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock, tables
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.imports.jobs import forget_file, path_of
from cxstaff.customers.models import ImportRun, QuarantinePass
from cxstaff.customers.page.quarantine import (
    HeldRecordsPage,
    QuarantinePage,
    QuarantineProgress,
    held_row,
)
from cxstaff.customers.quarantine import explaining, files, jobs, kinds, passes
from cxstaff.customers.quarantine.forms import HeldRecordForm, SeveralForm
from cxstaff.customers.quarantine.kinds import ProblemGroup
from cxstaff.customers.reading.mapping import Several
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import run_or_404
from cxstaff.customers.words import in_words
from cxstaff.db import db, page_of
from cxstaff.errors import Refused
from cxstaff.forms import done, go_on
from cxstaff.people.access import Permission, allow, note_download, signed_in
from cxstaff.tables import writing
from cxstaff.web import takes_files
from cxstaff.work import schedule


@bp.get("/customers/imports/<int:run_id>/quarantine")
@allow(Permission.IMPORT_CUSTOMERS)
def quarantine(run_id: int) -> ResponseReturnValue:
    """Show what an import holds back, by kind of problem."""
    return _page(run_or_404(run_id), HeldRecordForm())


@bp.get("/customers/imports/<int:run_id>/quarantine/progress")
@allow(Permission.IMPORT_CUSTOMERS)
def quarantine_progress(run_id: int) -> ResponseReturnValue:
    """Give the part of the page that changes while records are fed again or left out."""
    page = QuarantineProgress(*_last_pass(run_or_404(run_id)))
    return render_template("customers/quarantine/_progress.html", page=page)


@bp.get("/customers/imports/<int:run_id>/quarantine/records")
@allow(Permission.IMPORT_CUSTOMERS)
def held_records(run_id: int) -> ResponseReturnValue:
    """List the records of an import that are held back, by line; of one kind where it is asked."""
    run = run_or_404(run_id)
    key = request.args.get("kind")
    kind = kinds.find_kind(run.id, key) if key else None
    found = page_of(kinds.records_of(run.id, kind), request.args.get("page", 1, int))
    lead = in_words(kind.example) if kind else None
    page = HeldRecordsPage(run, lead, found.showing([held_row(each) for each in found.items]))
    return render_template("customers/quarantine/records.html", page=page)


@bp.get("/customers/imports/<int:run_id>/quarantine.csv")
@allow(Permission.IMPORT_CUSTOMERS)
def quarantine_file(run_id: int) -> ResponseReturnValue:
    """Hand out the records that were held back, to be corrected and handed in again."""
    run = run_or_404(run_id)
    rows = files.rows_of(run.id, imports.layout_of(run), in_words)
    note_download(f"quarantine-{run.id}.csv")
    lines = stream_with_context(writing.as_csv(rows))  # read from the database while it is sent
    answer = Response(lines, mimetype="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename=quarantine-{run.id}.csv"
    return answer


@bp.post("/customers/imports/<int:run_id>/quarantine/corrections")
@allow(Permission.IMPORT_CUSTOMERS)
@takes_files
def correct_by_file(run_id: int) -> ResponseReturnValue:
    """Take the records that were held back as a file corrects them, and feed them again."""
    run, form = run_or_404(run_id), HeldRecordForm()
    if not form.is_fine():
        return _page(run, form), 422
    stored_as = f"corrections-{secrets.token_hex(16)}.csv"
    try:
        form.file.data.save(path_of(stored_as))
        tables.unpack(path_of(stored_as))
        corrected = files.correct_by(run, path_of(stored_as))
    except Refused as refused:
        db.session.rollback()
        form.form_errors.append(refused.in_words())
        return _page(run_or_404(run_id), form), 422
    finally:
        forget_file(stored_as)
    told = _(
        "The file names %(records)s records that are held back and changes %(changed)s of them.",
        records=corrected.records,
        changed=corrected.changed,
    )
    _flash_unknown(corrected.unknown)
    return _begun(run, [passes.begin(run, now=clock.now())], told)


@bp.post("/customers/imports/<int:run_id>/quarantine")
@allow(Permission.IMPORT_CUSTOMERS)
def feed_again(run_id: int) -> ResponseReturnValue:
    """Feed records again, for instance after the roster has grown; of one kind where it is said."""
    run = run_or_404(run_id)
    kind = _kind_or_404(run) if request.form.get("kind") else None
    return _begun(run, [passes.begin(run, now=clock.now(), kind=kind)])


@bp.post("/customers/imports/<int:run_id>/quarantine/dismissal")
@allow(Permission.IMPORT_CUSTOMERS)
def dismiss_kind(run_id: int) -> ResponseReturnValue:
    """Leave all records of a kind out for good."""
    run = run_or_404(run_id)
    kind = _kind_or_404(run)
    return _begun(run, [passes.begin_dismissal(run, kind, signed_in(), now=clock.now())])


@bp.post("/customers/imports/<int:run_id>/quarantine/several")
@allow(Permission.IMPORT_CUSTOMERS)
def choose_of_several(run_id: int) -> ResponseReturnValue:
    """Keep who counts where a record names several people, and feed such records again."""
    run, form = run_or_404(run_id), SeveralForm()
    if not form.is_fine():
        return _page(run, HeldRecordForm(), form), 422
    chosen = Several(form.several.data)
    return _begun(run, explaining.choose_of_several(run, chosen, now=clock.now()))


@bp.post("/customers/imports/<int:run_id>/quarantine/passes/<int:pass_id>/stop")
@allow(Permission.IMPORT_CUSTOMERS)
def stop_pass(run_id: int, pass_id: int) -> ResponseReturnValue:
    """Stop feeding records again, or leaving them out; what was done stays."""
    passes.stop(_pass_or_404(run_id, pass_id))
    return done(
        _("It is stopped. What was done stays; you can go on at any time."),
        url_for(".quarantine", run_id=run_id),
        "info",
    )


@bp.post("/customers/imports/<int:run_id>/quarantine/passes/<int:pass_id>/resumption")
@allow(Permission.IMPORT_CUSTOMERS)
def resume_pass(run_id: int, pass_id: int) -> ResponseReturnValue:
    """Go on where it was stopped."""
    one = _pass_or_404(run_id, pass_id)
    passes.resume(one)
    return _begun(one.run, [one])


def _begun(run: ImportRun, begun: list[QuarantinePass], told: str = "") -> ResponseReturnValue:
    """Commit what was begun, do what is small at once, and show the quarantine again."""
    answer = go_on(url_for(".quarantine", run_id=run.id))
    for one in begun:
        jobs.do_at_once(one)
    if told:
        flash(told, "info")
    return answer


def _flash_unknown(unknown: int) -> None:
    if unknown:
        flash(
            ngettext(
                "%(num)s row of the file is of no record that is held back here.",
                "%(num)s rows of the file are of no records that are held back here.",
                unknown,
            ),
            "warn",
        )


def _page(run: ImportRun, form: HeldRecordForm, several: SeveralForm | None = None) -> str:
    found = [
        kinds.with_words(run.id, kind) if kind.mend == "explain" else kind
        for kind in kinds.kinds_of(run.id)
    ]
    page = QuarantinePage(*_last_pass(run), found, form, several or SeveralForm(formdata=None))
    return render_template("customers/quarantine/index.html", page=page)


def _last_pass(run: ImportRun) -> tuple[QuarantinePass | None, bool, ImportRun]:
    """Return the last pass of an import, whether no worker is there for it, and the import."""
    last = passes.last_of(run.id)
    is_moving = last is not None and last.is_moving
    return last, schedule.is_left_alone(is_moving, clock.now()), run


def _kind_or_404(run: ImportRun) -> ProblemGroup:
    return kinds.find_kind(run.id, request.form.get("kind", "")) or abort(404)


def _pass_or_404(run_id: int, pass_id: int) -> QuarantinePass:
    one = db.session.get(QuarantinePass, pass_id)
    return one if one is not None and one.run_id == run_id else abort(404)
