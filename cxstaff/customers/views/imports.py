"""Pages that bring in interactions: choose a file, say what is what, watch, stop, go on."""

from __future__ import annotations

import secrets

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from cxstaff import clock, schedule, tables
from cxstaff.customers.forms import FileForm
from cxstaff.customers.imports import actions, previews, taking_back
from cxstaff.customers.imports.checking import Trial, first_tries
from cxstaff.customers.imports.jobs import forget_file, path_of
from cxstaff.customers.mapping_form import MappingForm, kept_of
from cxstaff.customers.models import ImportPreset, ImportRun, ImportState
from cxstaff.customers.reading import mapping
from cxstaff.customers.reading.contact import Found
from cxstaff.customers.reading.fields import KEYS, TIMES_OF_DAY
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.seen import Seen
from cxstaff.customers.reading.unread import Unread
from cxstaff.customers.records.queries import is_known
from cxstaff.customers.views import bp
from cxstaff.customers.words import (
    FIELD_GROUPS,
    FIELD_HELP,
    FIELD_NAMES,
    STATE_NAMES,
    in_words,
    preview_cell,
)
from cxstaff.db import db, page_of
from cxstaff.errors import Refused
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.tables.forms import EncodingForm
from cxstaff.web import number, takes_files

MOVING = (ImportState.QUEUED, ImportState.RUNNING)
GONE = (ImportState.TAKING_BACK, ImportState.TAKEN_BACK)


@bp.get("/customers/imports")
@allow(Permission.IMPORT_CUSTOMERS)
def imports() -> ResponseReturnValue:
    """List what was brought in, newest first."""
    newest = select(ImportRun).order_by(ImportRun.id.desc())
    page = page_of(newest, request.args.get("page", 1, int))
    return render_template("customers/imports.html", page=page, state_names=STATE_NAMES)


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
    db.session.commit()
    return redirect(url_for(".edit_mapping", run_id=run.id), code=303)


@bp.get("/customers/imports/<int:run_id>/mapping")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_mapping(run_id: int) -> ResponseReturnValue:
    """Ask which column is what, beside the first records as they would be read."""
    run = _open_or_404(run_id)
    if actions.layout_of(run).doubts:
        return _encoding_page(run, EncodingForm.about(path_of(run.stored_as)))
    wanted = _wanted(run)
    form = MappingForm.about(previews.seen(path_of(run.stored_as), actions.layout_of(run), wanted))
    form.show(wanted)
    return _mapping_page(run, form)


@bp.post("/customers/imports/<int:run_id>/encoding")
@allow(Permission.IMPORT_CUSTOMERS)
def update_encoding(run_id: int) -> ResponseReturnValue:
    """Keep in which of several encodings a file is written."""
    run = _open_or_404(run_id)
    form = EncodingForm.about(path_of(run.stored_as))
    if not form.is_fine():
        return _encoding_page(run, form), 422
    actions.choose_encoding(run, path_of(run.stored_as), form.encoding.data)
    db.session.commit()
    return redirect(url_for(".edit_mapping", run_id=run.id), code=303)


@bp.post("/customers/imports/<int:run_id>/mapping")
@allow(Permission.IMPORT_CUSTOMERS)
def update_mapping(run_id: int) -> ResponseReturnValue:
    """Keep which column is what, and begin if that was the button."""
    run = _open_or_404(run_id)
    is_starting = request.form.get("then") == "start"
    form = MappingForm.about(_seen_as_posted(run), is_starting=is_starting)
    if not form.is_fine():
        return _mapping_page(run, form), 422
    chosen = form.mapping()
    if form.preset.data:
        actions.keep_preset(form.preset.data, chosen)
    actions.prepare(run, chosen)
    db.session.commit()
    if not is_starting:
        tried = _tried(run, chosen)
        flash(_summary(tried), "warn" if tried.quarantined or tried.turned_back else "info")
        return redirect(url_for(".edit_mapping", run_id=run.id, _anchor="preview"), code=303)
    if "confirmed" not in request.form and is_known(chosen.source):
        turned_back = _tried(run, chosen).turned_back
        if turned_back:
            return _mapping_page(run, form, turned_back), 409
    actions.start(run, chosen, signed_in(), now=clock.now())
    db.session.commit()
    return redirect(url_for(".show_import", run_id=run.id), code=303)


@bp.get("/customers/imports/<int:run_id>")
@allow(Permission.IMPORT_CUSTOMERS)
def show_import(run_id: int) -> ResponseReturnValue:
    """Show how far an import has come."""
    return _progress_page("customers/show_import.html", _run_or_404(run_id))


@bp.get("/customers/imports/<int:run_id>/progress")
@allow(Permission.IMPORT_CUSTOMERS)
def import_progress(run_id: int) -> ResponseReturnValue:
    """Give the part of the page that changes while an import runs."""
    return _progress_page("customers/_progress.html", _run_or_404(run_id))


@bp.post("/customers/imports/<int:run_id>/stop")
@allow(Permission.IMPORT_CUSTOMERS)
def stop_import(run_id: int) -> ResponseReturnValue:
    """Stop an import; what came in stays."""
    run = _run_or_404(run_id)
    actions.stop(run)
    db.session.commit()
    flash(_("The import is stopped. What came in stays; you can go on at any time."), "info")
    return redirect(url_for(".show_import", run_id=run.id), code=303)


@bp.post("/customers/imports/<int:run_id>/resumption")
@allow(Permission.IMPORT_CUSTOMERS)
def resume_import(run_id: int) -> ResponseReturnValue:
    """Go on with an import where it ended."""
    run = _run_or_404(run_id)
    actions.resume(run)
    db.session.commit()
    flash(_("The import goes on where it ended."))
    return redirect(url_for(".show_import", run_id=run.id), code=303)


@bp.post("/customers/imports/<int:run_id>/removal")
@allow(Permission.IMPORT_CUSTOMERS)
def destroy_import(run_id: int) -> ResponseReturnValue:
    """Take back a file that was never begun."""
    run = _open_or_404(run_id)
    stored_as = run.stored_as
    db.session.delete(run)
    db.session.commit()
    forget_file(stored_as)
    flash(_("The file is removed."))
    return redirect(url_for(".imports"), code=303)


def _run_or_404(run_id: int) -> ImportRun:
    return db.session.get(ImportRun, run_id) or abort(404)


def _open_or_404(run_id: int) -> ImportRun:
    """Return a run that may still be told how to read its file."""
    run = _run_or_404(run_id)
    if run.records or run.state not in (ImportState.UPLOADED, ImportState.FAILED):
        abort(404)
    return run if path_of(run.stored_as).is_file() else abort(404)


def _encoding_page(run: ImportRun, form: EncodingForm) -> str:
    return render_template("customers/encoding.html", run=run, form=form)


def _seen_as_posted(run: ImportRun) -> Seen:
    """Return what the columns that were chosen show, which may be others than before."""
    chosen = {key: request.form.get(f"column_{key}", "") for key in KEYS}
    words, left_out = kept_of(request.form.get("kept"))
    how = Mapping(chosen, "", "", words=words, left_out=left_out)
    return previews.seen(path_of(run.stored_as), actions.layout_of(run), how)


def _wanted(run: ImportRun) -> Mapping:
    """Return how a file is to be read: as chosen before, as a preset says, or as guessed."""
    preset = db.session.get(ImportPreset, request.args.get("preset", 0, int))
    layout, path = actions.layout_of(run), path_of(run.stored_as)
    if preset is not None:
        return mapping.fitting(Mapping.from_json(preset.mapping), layout.headings)
    if run.mapping is not None:
        return Mapping.from_json(run.mapping)
    rows, zone = previews.rows_of(path, layout), previews.zone_of(layout)
    return mapping.guess(layout.headings, rows, previews.usual_source(), zone)


def _tried(run: ImportRun, how: Mapping) -> Trial:
    """Try the first records of a file; nothing is kept."""
    return first_tries(path_of(run.stored_as), actions.layout_of(run), how, now=clock.now())


def _summary(tried: Trial) -> str:
    """Say what would become of the records that were tried."""
    said = _(
        "Of the first %(records)s records %(accepted)s would be new, %(updated)s would be updated, "
        "%(known)s are known already, %(left_out)s would be left out and %(held)s held back.",
        records=number(tried.records),
        accepted=number(tried.accepted),
        updated=number(tried.updated),
        known=number(tried.duplicates),
        left_out=number(tried.left_out),
        held=number(tried.quarantined),
    )
    if not tried.turned_back:
        return str(said)
    back = ngettext(
        "%(num)s record would go back to what it was: is this file older than the last one?",
        "%(num)s records would go back to what they were: is this file older than the last one?",
        tried.turned_back,
    )
    return f"{said} {back}"


def _mapping_page(run: ImportRun, form: MappingForm, turned_back: int = 0) -> str:
    shown = [key for key in KEYS if key not in TIMES_OF_DAY.values()]  # they stand with their dates
    columns = [key for key in shown if run.mapping and key in run.mapping["columns"]]
    return render_template(
        "customers/mapping.html",
        run=run,
        form=form,
        groups=FIELD_GROUPS,
        layout=actions.layout_of(run),
        presets=previews.presets(),
        preview=_preview(run),
        turned_back=turned_back,
        columns=columns,
        headings=[FIELD_NAMES[key] for key in columns],
        names=FIELD_NAMES,
        cell=preview_cell,
        help=FIELD_HELP,
        in_words=in_words,
    )


def _preview(run: ImportRun) -> list[Found]:
    """Return the first records as they would be read, once somebody has said how."""
    if run.mapping is None:
        return []
    try:
        reader = actions.reader_of(run, clock.now())
    except Refused:
        return []
    path, layout = path_of(run.stored_as), actions.layout_of(run)
    return previews.first_contacts(path, layout, reader)


def _progress_page(template: str, run: ImportRun) -> str:
    is_moving = run.state in MOVING
    is_going = run.state == ImportState.TAKING_BACK
    left = taking_back.left_of(run) if is_going else 0
    return render_template(
        template,
        run=run,
        is_moving=is_moving,
        is_going=is_going,
        taken_back=(run.to_take_back or 0) - left,
        may_be_taken_back=taking_back.may_be_taken_back(run),
        nobody_works=(is_moving or is_going) and not schedule.is_worker_alive(clock.now()),
        is_held=run.quarantined > 0 and run.state not in GONE,
        problems=previews.problems_of(run.id) if run.quarantined else [],
        flaws=list(Unread(run.unread).flaws()),
        columns=run.mapping["columns"] if run.mapping else {},
        names=FIELD_NAMES,
        in_words=in_words,
        state_names=STATE_NAMES,
        may_map=not run.records and run.state in (ImportState.UPLOADED, ImportState.FAILED),
    )
