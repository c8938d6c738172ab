"""Pages that say how a file is to be read before it comes in: its letters, what is what."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.customers.imports import actions, previews
from cxstaff.customers.imports.checking import Trial, first_tries
from cxstaff.customers.imports.jobs import path_of
from cxstaff.customers.mapping_form import MappingForm, kept_of, left_out_of
from cxstaff.customers.models import ImportRun
from cxstaff.customers.page.imports import EncodingPage, MappingPage
from cxstaff.customers.reading import guesses, mapping
from cxstaff.customers.reading.contact import Found, Problem
from cxstaff.customers.reading.fields import ADDED, KEYS, TIMES_OF_DAY
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.seen import Seen
from cxstaff.customers.records.queries import is_known
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import open_run_or_404
from cxstaff.customers.words import FIELD_NAMES, in_words, preview_cell
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.forms import DONE, go_on
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.tables.forms import EncodingForm
from cxstaff.tables.mapping.views import (
    PreviewedRecord,
    RecordPreview,
    asked_preset,
    cells,
    keep_as_preset,
    keep_encoding,
    offered_presets,
)
from cxstaff.web import number


@bp.get("/customers/imports/<int:run_id>/mapping")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_mapping(run_id: int) -> ResponseReturnValue:
    """Ask which column is what, beside the first records as they would be read."""
    run = open_run_or_404(run_id)
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
    run = open_run_or_404(run_id)
    path = path_of(run.stored_as)
    return keep_encoding(
        path,
        lambda encoding: actions.choose_encoding(run, path, encoding),
        lambda form: _encoding_page(run, form),
        url_for(".edit_mapping", run_id=run.id),
    )


@bp.post("/customers/imports/<int:run_id>/mapping")
@allow(Permission.IMPORT_CUSTOMERS)
def update_mapping(run_id: int) -> ResponseReturnValue:
    """Keep which column is what, and begin if that was the button."""
    run = open_run_or_404(run_id)
    is_starting = request.form.get("then") == "start"
    form = MappingForm.about(_seen_as_posted(run), is_starting=is_starting)
    status = form.attempt(lambda: _prepare(run, form))
    if status != DONE:
        return _mapping_page(run, form), status
    db.session.commit()
    chosen = Mapping.from_json(run.mapping or {})
    if not is_starting:
        tried = _tried(run, chosen)
        flash(_summary(tried), "warn" if tried.quarantined or tried.turned_back else "info")
        return redirect(url_for(".edit_mapping", run_id=run.id, _anchor="preview"), code=303)
    if "confirmed" not in request.form and is_known(chosen.source):
        turned_back = _tried(run, chosen).turned_back
        if turned_back:
            return _mapping_page(run, form, turned_back), 409
    actions.start(run, chosen, signed_in(), now=clock.now())
    return go_on(url_for(".show_import", run_id=run.id))


def _prepare(run: ImportRun, form: MappingForm) -> None:
    """Keep how a file is to be read, for the next ones too where it is given a name."""
    chosen = _with_zone(run, form.mapping())
    keep_as_preset(mapping.TABLES, form.preset.data, chosen.as_json())
    actions.prepare(run, chosen)


def _encoding_page(run: ImportRun, form: EncodingForm) -> str:
    return render_template("customers/encoding.html", page=EncodingPage(run, form))


def _seen_as_posted(run: ImportRun) -> Seen:
    """Return what the columns that were chosen show, which may be others than before."""
    chosen = {key: request.form.get(f"column_{key}", "") for key in KEYS}
    words, before = kept_of(request.form.get("kept"))
    layout = actions.layout_of(run)
    left_out = left_out_of(request.form, before, layout.headings)  # else words of theirs are asked
    how = Mapping(chosen, "", "", words=words, left_out=left_out)
    return previews.seen(path_of(run.stored_as), layout, how)


def _wanted(run: ImportRun) -> Mapping:
    """Return how a file is to be read: as chosen before, as a preset says, or as guessed."""
    preset = asked_preset(mapping.TABLES)
    layout, path = actions.layout_of(run), path_of(run.stored_as)
    if preset is not None:
        return mapping.fitting(Mapping.from_json(preset), layout.headings)
    if run.mapping is not None:
        return Mapping.from_json(run.mapping)
    return previews.guessed(path, layout)


def _with_zone(run: ImportRun, chosen: Mapping) -> Mapping:
    """Heed the zone in the heading of a column that was chosen instead of the one shown."""
    return guesses.with_zone(chosen, _wanted(run), previews.zone_of(actions.layout_of(run)))


def _tried(run: ImportRun, how: Mapping) -> Trial:
    """Try the first records of a file; nothing is kept."""
    return first_tries(path_of(run.stored_as), actions.layout_of(run), how, now=clock.now())


def _summary(tried: Trial) -> str:
    """Say what would become of the records that were tried."""
    said: str = _(
        "Of the first %(records)s records %(accepted)s would be new, %(updated)s would be updated, "
        "%(known)s are known already, %(left_out)s would be left out and %(held)s held back.",
        records=number(tried.records),
        accepted=number(tried.accepted),
        updated=number(tried.updated),
        known=number(tried.duplicates),
        left_out=number(tried.left_out),
        held=number(tried.quarantined),
    )
    said += _of_too_old(tried.too_old)
    if not tried.turned_back:
        return said
    back = ngettext(
        "%(num)s record would go back to what it was: is this file older than the last one?",
        "%(num)s records would go back to what they were: is this file older than the last one?",
        tried.turned_back,
    )
    return f"{said} {back}"


def _of_too_old(records: int) -> str:
    """Say of how many records details would be left out; nothing where of none."""
    if not records:
        return ""
    told: str = ngettext(
        "The details of %(num)s record are older than your company keeps them and stay out.",
        "The details of %(num)s records are older than your company keeps them and stay out.",
        records,
    )
    return f" {told}"


def _mapping_page(run: ImportRun, form: MappingForm, turned_back: int = 0) -> str:
    page = MappingPage(
        run=run,
        form=form,
        layout=actions.layout_of(run),
        presets=offered_presets(mapping.TABLES, ".edit_mapping"),
        previewed=_preview(run),
        turned_back=turned_back,
    )
    return render_template("customers/mapping.html", page=page)


def _preview(run: ImportRun) -> RecordPreview:
    """Return the first records as they would be read, once somebody has said how."""
    if run.mapping is None:
        return RecordPreview([], [])
    try:
        reader = actions.reader_of(run, clock.now())
    except Refused:
        return RecordPreview([], [])
    path, layout = path_of(run.stored_as), actions.layout_of(run)
    beside = {*TIMES_OF_DAY.values(), *ADDED}  # they stand with their dates, and in their sum
    shown = [key for key in KEYS if key not in beside]
    columns = [key for key in shown if key in run.mapping["columns"] and key in reader.readings]
    return RecordPreview(
        [FIELD_NAMES[key] for key in columns],
        [_previewed(found, columns) for found in previews.first_contacts(path, layout, reader)],
    )


def _previewed(found: Found, columns: Sequence[str]) -> PreviewedRecord:
    if found is None:
        return PreviewedRecord(badge=_("Left out"))
    if isinstance(found, Problem):
        return PreviewedRecord(badge=_("Would be held back"), tone="warn", reason=in_words(found))
    return cells([preview_cell(found, key) for key in columns])
