"""Pages that bring in interactions: choose a file, say what is what, watch, stop, go on."""

from __future__ import annotations

import secrets

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from cxstaff import clock, tables
from cxstaff.customers.forms import FileForm
from cxstaff.customers.imports import actions, previews, taking_back
from cxstaff.customers.imports.jobs import forget_file, path_of
from cxstaff.customers.models import ImportRun
from cxstaff.customers.page.imports import (
    ImportPage,
    ImportRow,
    ImportsPage,
    ProblemRow,
    flaw_row,
)
from cxstaff.customers.reading.unread import Unread
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import open_run_or_404, run_or_404
from cxstaff.customers.words import in_words
from cxstaff.db import db, page_of
from cxstaff.errors import Refused
from cxstaff.forms import done, go_on
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.web import takes_files
from cxstaff.work import schedule


@bp.get("/customers/imports")
@allow(Permission.IMPORT_CUSTOMERS)
def imports() -> ResponseReturnValue:
    """List what was brought in, newest first."""
    newest = select(ImportRun).order_by(ImportRun.id.desc())
    found = page_of(newest, request.args.get("page", 1, int))
    page = ImportsPage(found.showing([ImportRow(run) for run in found.items]))
    return render_template("customers/imports.html", page=page)


@bp.get("/customers/imports/new")
@allow(Permission.IMPORT_CUSTOMERS)
def new_import() -> ResponseReturnValue:
    """Ask for a file."""
    return render_template("customers/new_import.html", form=FileForm())


@bp.post("/customers/imports")
@allow(Permission.IMPORT_CUSTOMERS)
@takes_files
def create_import() -> ResponseReturnValue:
    """Keep a file and guess how it is to be read."""
    form = FileForm()
    if not form.is_fine():
        return render_template("customers/new_import.html", form=form), 422
    stored_as = f"interactions-{secrets.token_hex(16)}.csv"
    path = path_of(stored_as)
    form.file.data.save(path)
    name = form.file.data.filename.replace("\\", "/").rsplit("/", 1)[-1]
    try:
        tables.unpack(path)
        run = actions.receive(path, name, stored_as, signed_in(), now=clock.now())
    except Refused as refused:
        path.unlink()
        form.form_errors.append(refused.in_words())
        return render_template("customers/new_import.html", form=form), 422
    return go_on(url_for(".edit_mapping", run_id=run.id))


@bp.get("/customers/imports/<int:run_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def show_import(run_id: int) -> ResponseReturnValue:
    """Show how far an import has come."""
    return _progress_page("customers/show_import.html", run_or_404(run_id))


@bp.get("/customers/imports/<int:run_id>/progress")
@allow(Permission.IMPORT_CUSTOMERS)
def import_progress(run_id: int) -> ResponseReturnValue:
    """Give the part of the page that changes while an import runs."""
    return _progress_page("customers/_progress.html", run_or_404(run_id))


@bp.post("/customers/imports/<int:run_id>/stop")
@allow(Permission.IMPORT_CUSTOMERS)
def stop_import(run_id: int) -> ResponseReturnValue:
    """Stop an import; what came in stays."""
    run = run_or_404(run_id)
    actions.stop(run)
    return done(
        _("The import is stopped. What came in stays; you can go on at any time."),
        url_for(".show_import", run_id=run.id),
        "info",
    )


@bp.post("/customers/imports/<int:run_id>/resumption")
@allow(Permission.IMPORT_CUSTOMERS)
def resume_import(run_id: int) -> ResponseReturnValue:
    """Go on with an import where it ended."""
    run = run_or_404(run_id)
    actions.resume(run)
    return done(_("The import goes on where it ended."), url_for(".show_import", run_id=run.id))


@bp.post("/customers/imports/<int:run_id>/removal")
@allow(Permission.IMPORT_CUSTOMERS)
def destroy_import(run_id: int) -> ResponseReturnValue:
    """Take back a file that was never begun."""
    run = open_run_or_404(run_id)
    stored_as = run.stored_as
    db.session.delete(run)
    answer = done(_("The file is removed."), url_for(".imports"))
    forget_file(stored_as)
    return answer


def _progress_page(template: str, run: ImportRun) -> str:
    left = taking_back.left_of(run) if run.is_going else 0
    columns = run.mapping["columns"] if run.mapping else {}
    page = ImportPage(
        run=run,
        taken_back=(run.to_take_back or 0) - left,
        quarantine_url=url_for(".quarantine", run_id=run.id) if run.holds_records else None,
        ways_on=_ways_on(run),
        is_alone=schedule.is_left_alone(run.is_moving or run.is_going, clock.now()),
        problems=_problems(run),
        flaws=[flaw_row(each, columns) for each in Unread(run.unread).flaws()],
    )
    return render_template(template, page=page)


def _problems(run: ImportRun) -> list[ProblemRow]:
    """Return why records of an import were held back, the commonest reason first."""
    found = previews.problems_of(run.id) if run.quarantined else []
    return [ProblemRow(in_words(each.example), each.records) for each in found]


def _ways_on(run: ImportRun) -> list[tuple[str, str]]:
    """Name what can be done with what an import brought, and where."""
    ways = []
    if run.is_finished and not run.taken_back_at:
        ways.append((_("See its interactions"), url_for(".interactions", run=run.id)))
    if run.holds_records:
        ways.append((_("Look at the quarantine"), url_for(".quarantine", run_id=run.id)))
    if taking_back.may_be_taken_back(run):
        ways.append((_("Take this import back"), url_for(".new_taking_back", run_id=run.id)))
    return ways
