"""Pages that ask which column of a roster is what, and how its letters are written."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import tables
from cxstaff.forms import go_on
from cxstaff.people.access import Permission, allow
from cxstaff.people.roster import uploaded
from cxstaff.people.roster.file_forms import RosterMappingForm
from cxstaff.people.roster.reading import mapping
from cxstaff.people.roster.reading.line import LineProblem, RosterLine
from cxstaff.people.roster.reading.mapping import RosterMapping
from cxstaff.people.roster.reading.table import RosterTable, lines_of, opened
from cxstaff.people.roster.words import (
    FIELD_NAMES,
    in_words,
    preview_cell,
    preview_columns,
)
from cxstaff.people.views import bp
from cxstaff.people.views.uploads import how_to_read, kept_or_404
from cxstaff.tables.encodings import EncodingInDoubt
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

MOST_SHOWN = 8


@bp.post("/people/imports/<string:token>/encoding")
@allow(Permission.KEEP_ROSTER)
def choose_encoding(token: str) -> ResponseReturnValue:
    """Keep in which of several encodings a file is written."""
    path = kept_or_404(token)
    return keep_encoding(
        path,
        lambda encoding: tables.unpack(path, encoding),
        lambda form: _encoding_page(token, form),
        url_for("people.edit_roster_mapping", token=token),
    )


@bp.get("/people/imports/<string:token>/mapping")
@allow(Permission.KEEP_ROSTER)
def edit_roster_mapping(token: str) -> ResponseReturnValue:
    """Ask which column is what, beside the first people as they would be read."""
    path = kept_or_404(token)
    try:
        table = opened(path)
    except EncodingInDoubt:
        return _encoding_page(token, EncodingForm.about(path))
    how = _wanted(path, table)
    form = _form_for(table, how)
    form.show(how)
    return _mapping_page(token, table, form, how)


@bp.post("/people/imports/<string:token>/mapping")
@allow(Permission.KEEP_ROSTER)
def update_roster_mapping(token: str) -> ResponseReturnValue:
    """Keep which column is what, and go on to the check if that was the button."""
    path = kept_or_404(token)
    table = opened(path)
    form = _form_for(table, _posted_columns())
    if not form.is_fine():
        return _mapping_page(token, table, form, None), 422
    how = mapping.with_words(form.mapping(), table.headings, table.rows)
    uploaded.keep_mapping(path, how)
    keep_as_preset(mapping.TABLES, form.preset.data, how.as_preset())
    if request.form.get("then") != "check" or not how.is_complete(table.headings, table.rows):
        at = url_for("people.edit_roster_mapping", token=token, _anchor="preview")
        return go_on(at)
    return go_on(url_for("people.show_import", token=token))


def _encoding_page(token: str, form: EncodingForm) -> str:
    return render_template("people/imports/encoding.html", token=token, form=form)


def _wanted(path: Path, table: RosterTable) -> RosterMapping:
    """Return how a file is to be read: as a preset says, as chosen before, or as guessed."""
    preset = asked_preset(mapping.TABLES)
    if preset is None:
        return how_to_read(path, table)
    saved = RosterMapping.from_json(preset)
    return mapping.completed(saved, table.headings, table.rows)


def _posted_columns() -> RosterMapping:
    """Return the columns that were posted, which say whose words are asked about."""
    heading = request.form.get("column_status")
    return RosterMapping({"status": heading} if heading else {})


def _form_for(table: RosterTable, how: RosterMapping) -> RosterMappingForm:
    words = mapping.status_words(how, table.headings, table.rows)
    return RosterMappingForm.about(table.headings, words)


def _mapping_page(
    token: str, table: RosterTable, form: RosterMappingForm, how: RosterMapping | None
) -> str:
    return render_template(
        "people/imports/mapping.html",
        token=token,
        form=form,
        layout=table.layout,
        unused=[each for each in table.headings if how and each not in how.columns.values()],
        presets=offered_presets(mapping.TABLES, ".edit_roster_mapping"),
        example=_example(how, table),
        previewed=_preview(table, how) if how and how.order else RecordPreview([], []),
    )


def _example(how: RosterMapping | None, table: RosterTable) -> str | None:
    """Say which day of the file leaves open how days are written; None where it is clear."""
    day = mapping.doubtful_day(how, table.headings, table.rows) if how else None
    return _("The file says %(day)s.", day=day) if day else None


def _preview(table: RosterTable, how: RosterMapping) -> RecordPreview:
    """Return the first lines as they would be read, as far as it is said how."""
    records = list(islice((each for each in table.records if each.values), MOST_SHOWN))
    rows, problems = lines_of(table, how, records)
    columns = preview_columns(how.columns)
    lines: list[RosterLine | LineProblem] = [*rows, *problems]
    lines.sort(key=lambda each: each.line)
    return RecordPreview(
        [FIELD_NAMES[key] for key in columns], [_previewed(line, columns) for line in lines]
    )


def _previewed(line: RosterLine | LineProblem, columns: Sequence[str]) -> PreviewedRecord:
    if isinstance(line, LineProblem):
        badge = _("Line %(line)s", line=number(line.line))
        return PreviewedRecord(badge=badge, tone="bad", reason=in_words(line))
    return cells([preview_cell(line, key) for key in columns])
