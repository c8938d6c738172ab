"""Pages that bring in a roster from a file: choose it, say what is what, look at it, import."""

from __future__ import annotations

import re
import secrets
from dataclasses import replace
from itertools import islice
from pathlib import Path

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock, tables
from cxstaff.db import db, page_in
from cxstaff.errors import Refused
from cxstaff.people import policy
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.people.roster import imports, uploaded
from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.checking.check import KINDS, Check, checked
from cxstaff.people.roster.file_forms import MappingForm, QuestionsForm, RosterFileForm
from cxstaff.people.roster.reading import mapping
from cxstaff.people.roster.reading.headings import HEADINGS
from cxstaff.people.roster.reading.line import Problem, Row
from cxstaff.people.roster.reading.mapping import Mapping
from cxstaff.people.roster.reading.table import RosterTable, lines_of, opened
from cxstaff.people.roster.words import (
    FIELD_MEANINGS,
    FIELD_NAMES,
    KIND_NAMES,
    in_words,
    preview_cell,
    preview_columns,
)
from cxstaff.people.views import bp
from cxstaff.tables import presets
from cxstaff.tables.encodings import EncodingInDoubt
from cxstaff.tables.forms import EncodingForm
from cxstaff.web import takes_files

MOST_SHOWN = 8
TONES = {"new": "good", "left": "warn", "teamless": "warn", "same": "muted"}


@bp.get("/people/imports/new")
@allow(Permission.KEEP_ROSTER)
def new_import() -> ResponseReturnValue:
    """Ask for a file."""
    return _start(RosterFileForm())


@bp.get("/people/imports/example.csv")
@allow(Permission.KEEP_ROSTER)
def example_roster() -> ResponseReturnValue:
    """Hand out a small file as a model."""
    headers = {"Content-Disposition": "attachment; filename=roster.csv"}
    return Response("".join(imports.example()), mimetype="text/csv", headers=headers)


@bp.post("/people/imports")
@allow(Permission.KEEP_ROSTER)
@takes_files
def upload_roster() -> ResponseReturnValue:
    """Keep a file until it is imported."""
    form = RosterFileForm()
    if not form.is_fine():
        return _start(form), 422
    token = secrets.token_urlsafe(16)
    path = _path(token)
    form.file.data.save(path)
    try:
        tables.unpack(path)
        opened(path)
    except EncodingInDoubt:
        pass  # asked on the next page
    except Refused as refused:
        path.unlink()
        form.form_errors.append(refused.in_words())
        return _start(form), 422
    return redirect(url_for("people.edit_roster_mapping", token=token), code=303)


@bp.post("/people/imports/<string:token>/encoding")
@allow(Permission.KEEP_ROSTER)
def choose_encoding(token: str) -> ResponseReturnValue:
    """Keep in which of several encodings a file is written."""
    path = _kept(token)
    form = EncodingForm.about(path)
    if not form.is_fine():
        return _encoding_page(token, form), 422
    tables.unpack(path, form.encoding.data)
    return redirect(url_for("people.edit_roster_mapping", token=token), code=303)


@bp.get("/people/imports/<string:token>/mapping")
@allow(Permission.KEEP_ROSTER)
def edit_roster_mapping(token: str) -> ResponseReturnValue:
    """Ask which column is what, beside the first people as they would be read."""
    path = _kept(token)
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
    path = _kept(token)
    table = opened(path)
    form = _form_for(table, _posted_columns())
    if not form.is_fine():
        return _mapping_page(token, table, form, None), 422
    how = mapping.with_words(form.mapping(), table.headings, table.rows)
    uploaded.keep_mapping(path, how)
    if form.preset.data:
        presets.keep_preset(mapping.TABLES, form.preset.data, how.as_preset())
        db.session.commit()
    if request.form.get("then") != "check" or not how.is_complete(table.headings, table.rows):
        at = url_for("people.edit_roster_mapping", token=token, _anchor="preview")
        return redirect(at, code=303)
    return redirect(url_for("people.show_import", token=token), code=303)


@bp.get("/people/imports/<string:token>")
@allow(Permission.KEEP_ROSTER)
def show_import(token: str) -> ResponseReturnValue:
    """Show what is wrong with a file, or what it would change; nothing is written yet."""
    try:
        made = _plan(token)
    except Refused:  # something has to be said before it can be checked
        return redirect(url_for("people.edit_roster_mapping", token=token), code=303)
    return _check_page(token, made, QuestionsForm.about(made.questions))


@bp.post("/people/imports/<string:token>/answers")
@allow(Permission.KEEP_ROSTER)
def answer_import(token: str) -> ResponseReturnValue:
    """Keep what was answered about people and teams, and show the check again."""
    path, made = _kept(token), _plan(token)
    form = QuestionsForm.about(made.questions)
    if not form.is_fine():
        return _check_page(token, made, form), 422
    how = _how(path, opened(path))
    uploaded.keep_mapping(path, replace(how, answers={**how.answers, **form.answers()}))
    return redirect(url_for("people.show_import", token=token), code=303)


@bp.post("/people/imports/<string:token>")
@allow(Permission.KEEP_ROSTER)
def import_roster(token: str) -> ResponseReturnValue:
    """Import a file that was looked at: all of it, or nothing."""
    path = _kept(token)
    imports.hold()
    made = _plan(token)
    if not made.is_ready:
        return _check_page(token, made, QuestionsForm.about(made.questions)), 409
    imports.write(made, actor=signed_in(), now=clock.now())
    db.session.commit()
    uploaded.remove(path)
    flash(
        ngettext(
            "The roster is imported: %(num)s person was added or changed.",
            "The roster is imported: %(num)s people were added or changed.",
            len(made.changes),
        )
    )
    return redirect(url_for("people.index"), code=303)


def _start(form: RosterFileForm) -> str:
    return render_template(
        "people/imports/new.html",
        form=form,
        columns=HEADINGS,
        names=FIELD_NAMES,
        meanings=FIELD_MEANINGS,
    )


def _encoding_page(token: str, form: EncodingForm) -> str:
    return render_template("people/imports/encoding.html", token=token, form=form)


def _wanted(path: Path, table: RosterTable) -> Mapping:
    """Return how a file is to be read: as a preset says, as chosen before, or as guessed."""
    preset = presets.find_preset(mapping.TABLES, request.args.get("preset", 0, int))
    if preset is None:
        return _how(path, table)
    saved = Mapping.from_json(preset.mapping)
    return mapping.completed(saved, table.headings, table.rows)


def _how(path: Path, table: RosterTable) -> Mapping:
    kept = uploaded.find_mapping(path)
    return kept or mapping.guessed(table.headings, table.rows)


def _posted_columns() -> Mapping:
    """Return the columns that were posted, which say whose words are asked about."""
    heading = request.form.get("column_status")
    return Mapping({"status": heading} if heading else {})


def _form_for(table: RosterTable, how: Mapping) -> MappingForm:
    words = mapping.status_words(how, table.headings, table.rows)
    return MappingForm.about(table.headings, words)


def _mapping_page(token: str, table: RosterTable, form: MappingForm, how: Mapping | None) -> str:
    columns = preview_columns(how.columns) if how else []
    return render_template(
        "people/imports/mapping.html",
        token=token,
        form=form,
        layout=table.layout,
        unused=[each for each in table.headings if how and each not in how.columns.values()],
        presets=presets.presets_of(mapping.TABLES),
        example=mapping.doubtful_day(how, table.headings, table.rows) if how else None,
        preview=_preview(table, how) if how and how.order else [],
        columns=columns,
        headings=[FIELD_NAMES[key] for key in columns],
        names=FIELD_NAMES,
        help=FIELD_MEANINGS,
        cell=preview_cell,
        in_words=in_words,
    )


def _preview(table: RosterTable, how: Mapping) -> list[Row | Problem]:
    """Return the first lines as they would be read, as far as it is said how."""
    records = list(islice((each for each in table.records if each.values), MOST_SHOWN))
    rows, problems = lines_of(table, how, records)
    return sorted([*rows, *problems], key=lambda each: each.line)


def _plan(token: str) -> Plan:
    path = _kept(token)
    table = opened(path)
    may_give_roles = policy.may_give_roles(roles_of_visitor())
    how = _how(path, table)
    return imports.check_table(table, how, today=today(), may_give_roles=may_give_roles)


def _check_page(token: str, made: Plan, form: QuestionsForm) -> str:
    kind, check = request.args.get("show", ""), checked(made, today())
    rows = made.problems or check.of_kind(kind)
    return render_template(
        "people/imports/show.html",
        plan=made,
        check=check,
        form=form,
        page=page_in(rows, request.args.get("page", 1, int)),
        token=token,
        kind_names=KIND_NAMES,
        kind_tabs=_tabs(token, check, kind),
        tones=TONES,
        in_words=in_words,
    )


def _tabs(token: str, check: Check, kind: str) -> list[dict[str, object]]:
    """Return the kinds of changes to choose among, each with how many people it has."""
    shown = [each for each in KINDS if check.counts[each]]
    changed = len(check.of_kind(""))
    labels = {"": f"{_('All who change')} ({changed:,})"}
    labels |= {each: f"{KIND_NAMES[each]} ({check.counts[each]:,})" for each in shown}
    return [
        {
            "label": label,
            "url": url_for("people.show_import", token=token, show=each or None),
            "is_current": each == (kind if kind in shown else ""),
        }
        for each, label in labels.items()
    ]


def _path(token: str) -> Path:
    folder: Path = current_app.config["SETTINGS"].upload_dir
    return uploaded.path_of(folder, signed_in().id, token)


def _kept(token: str) -> Path:
    if not re.fullmatch(r"[A-Za-z0-9_-]{22}", token) or not _path(token).is_file():
        abort(404)
    return _path(token)
