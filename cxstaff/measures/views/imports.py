"""Pages that bring in readings from a file: choose it, look at what it would do, import it."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from cxstaff import clock, tables
from cxstaff.db import page_in
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done
from cxstaff.measures import queries
from cxstaff.measures.forms import ReadingsFileForm, WhyCorrectedForm
from cxstaff.measures.imports.plan import ImportPlan, planned, write
from cxstaff.measures.models import Measure
from cxstaff.measures.page.imports import EXAMPLE, ReadingsImportPage
from cxstaff.measures.views import bp
from cxstaff.measures.views.readings import settable_teams
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import today
from cxstaff.tables.writing import as_csv
from cxstaff.web import takes_files

NO_MEASURE = "0"


@bp.get("/measures/imports/new")
@allow(Permission.SET_LEVERS)
def new_import() -> ResponseReturnValue:
    """Ask for a file of readings."""
    return _start(_file_form())


@bp.get("/measures/imports/example.csv")
@allow(Permission.SET_LEVERS)
def example_readings() -> ResponseReturnValue:
    """Hand out a small file as a model."""
    headers = {"Content-Disposition": "attachment; filename=readings.csv"}
    return Response("".join(as_csv(iter(EXAMPLE))), mimetype="text/csv", headers=headers)


@bp.post("/measures/imports")
@allow(Permission.SET_LEVERS)
@takes_files
def upload_readings() -> ResponseReturnValue:
    """Keep a file until it is imported."""
    form = _file_form()
    if not form.is_fine():
        return _start(form), 422
    token = secrets.token_urlsafe(16)
    path = _path_of(token, form.measure_id.data or NO_MEASURE)
    form.file.data.save(path)
    try:
        tables.unpack(path)
        _plan(path)
    except Refused as refused:
        path.unlink(missing_ok=True)
        form.form_errors.append(refused.in_words())
        return _start(form), 422
    return redirect(url_for("measures.show_import", token=token), code=303)


@bp.get("/measures/imports/<string:token>")
@allow(Permission.SET_LEVERS)
def show_import(token: str) -> ResponseReturnValue:
    """Show what is wrong with a file, or what it would do; nothing is written yet."""
    return _check_page(token, _plan(_kept_or_404(token)), WhyCorrectedForm())


@bp.post("/measures/imports/<string:token>")
@allow(Permission.SET_LEVERS)
def import_readings(token: str) -> ResponseReturnValue:
    """Import a file that was looked at: all of it, or nothing."""
    path, form = _kept_or_404(token), WhyCorrectedForm()
    made, counts = _plan(path), list[int]()
    status = form.attempt(
        lambda: counts.append(write(made, signed_in(), why=form.why.data or None, now=clock.now()))
    )
    if status != DONE:
        return _check_page(token, _plan(path), form), status
    told = ngettext("%(num)s number is imported.", "%(num)s numbers are imported.", counts[0])
    answer = done(told, url_for("measures.index"))
    path.unlink(missing_ok=True)
    return answer


def _file_form() -> ReadingsFileForm:
    form = ReadingsFileForm(measure_id=request.args.get("measure"))
    form.offer(each for each in queries.measures() if each.is_entered)
    return form


def _start(form: ReadingsFileForm) -> str:
    return render_template("measures/imports/new.html", form=form)


def _plan(path: Path) -> ImportPlan:
    return planned(path, _measure_of(path), settable_teams(), today())


def _check_page(token: str, made: ImportPlan, form: WhyCorrectedForm) -> str:
    number = request.args.get("page", 1, int)
    page = ReadingsImportPage(
        token=token,
        plan=made,
        form=form,
        problems=page_in(made.problems, number),
        changes=page_in(made.changes, number),
    )
    return render_template("measures/imports/show.html", page=page)


def _path_of(token: str, measure_id: str) -> Path:
    """Return where a file of the visitor lies, or would; its name tells which measure it is of."""
    folder: Path = current_app.config["SETTINGS"].upload_dir
    return folder / f"readings-{signed_in().id}-{token}-{int(measure_id)}.csv"


def _kept_or_404(token: str) -> Path:
    folder: Path = current_app.config["SETTINGS"].upload_dir
    if not re.fullmatch(r"[A-Za-z0-9_-]{22}", token):
        abort(404)
    found = sorted(folder.glob(f"readings-{signed_in().id}-{token}-*.csv"))
    return found[0] if found else abort(404)


def _measure_of(path: Path) -> Measure | None:
    """Return the measure that all lines of a file are of; None where a column says so."""
    number = path.stem.rpartition("-")[2]
    return None if number == NO_MEASURE else queries.find_measure(int(number)) or abort(404)
