"""Pages that bring in a roster from a file: choose it, look at what would change, import."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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
from cxstaff.people.roster import imports
from cxstaff.people.roster.forms import RosterFileForm
from cxstaff.people.roster.plan import Plan
from cxstaff.people.roster.reading import COLUMNS, unused
from cxstaff.people.roster.table import MONTH_OR_DAY, DatesInDoubt
from cxstaff.people.views import bp
from cxstaff.people.words import CHANGE_NAMES, COLUMN_MEANINGS
from cxstaff.tables.dates import DateOrder, read_date
from cxstaff.tables.encodings import EncodingInDoubt
from cxstaff.tables.forms import EncodingForm
from cxstaff.web import takes_files


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
    """Keep a file until its check was looked at."""
    form = RosterFileForm()
    if not form.is_fine():
        return _start(form), 422
    token = secrets.token_urlsafe(16)
    path = _path(token)
    form.file.data.save(path)
    try:
        tables.unpack(path)
        _check(path)
    except (EncodingInDoubt, DatesInDoubt):
        pass  # asked on the next page
    except Refused as refused:
        path.unlink()
        form.form_errors.append(refused.in_words())
        return _start(form), 422
    return redirect(url_for("people.show_import", token=token), code=303)


@bp.get("/people/imports/<string:token>")
@allow(Permission.KEEP_ROSTER)
def show_import(token: str) -> ResponseReturnValue:
    """Show what is wrong with a file, or what it would change; nothing is written yet."""
    path = _kept(token)
    try:
        return _checked(token, _check(path))
    except EncodingInDoubt:
        return _encoding_page(token, EncodingForm.about(path))
    except DatesInDoubt as doubt:
        return _dates_page(token, doubt.example)


@bp.post("/people/imports/<string:token>/encoding")
@allow(Permission.KEEP_ROSTER)
def choose_encoding(token: str) -> ResponseReturnValue:
    """Keep in which of several encodings a file is written."""
    path = _kept(token)
    form = EncodingForm.about(path)
    if not form.is_fine():
        return _encoding_page(token, form), 422
    tables.unpack(path, form.encoding.data)
    return redirect(url_for("people.show_import", token=token), code=303)


@bp.post("/people/imports/<string:token>")
@allow(Permission.KEEP_ROSTER)
def import_roster(token: str) -> ResponseReturnValue:
    """Import a file that was looked at: all of it, or nothing."""
    path = _kept(token)
    imports.hold()
    made = _check(path)
    if made.problems:
        return _checked(token, made), 409
    imports.write(made, actor=signed_in(), now=clock.now())
    db.session.commit()
    path.unlink(missing_ok=True)
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
        "people/imports/new.html", form=form, columns=COLUMNS, meanings=COLUMN_MEANINGS
    )


def _encoding_page(token: str, form: EncodingForm) -> str:
    return render_template("people/imports/encoding.html", token=token, form=form)


def _check(path: Path) -> Plan:
    may_give_roles = policy.may_give_roles(roles_of_visitor())
    chosen = request.args.get("dates", "")
    order = DateOrder(chosen) if chosen in MONTH_OR_DAY else None
    return imports.check(path, today=today(), may_give_roles=may_give_roles, order=order)


def _dates_page(token: str, example: str) -> str:
    """Ask in which order days are written, by what one of them would be."""
    days = [(order, read_date(example, order)) for order in MONTH_OR_DAY]
    return render_template("people/imports/dates.html", token=token, example=example, days=days)


def _checked(token: str, made: Plan) -> str:
    rows: Sequence[Any] = made.problems or made.changes
    layout = tables.examine(_kept(token))
    return render_template(
        "people/imports/show.html",
        plan=made,
        page=page_in(rows, request.args.get("page", 1, int)),
        token=token,
        unused=unused(layout.headings),
        left_out=layout.left_out,
        change_names=CHANGE_NAMES,
        in_words=lambda problem: _(problem.sentence, **problem.values),
    )


def _path(token: str) -> Path:
    """Return where a person's file is kept; nobody else's token leads to it."""
    folder: Path = current_app.config["SETTINGS"].upload_dir
    return folder / f"roster-{signed_in().id}-{token}.csv"


def _kept(token: str) -> Path:
    if not re.fullmatch(r"[A-Za-z0-9_-]{22}", token) or not _path(token).is_file():
        abort(404)
    return _path(token)
