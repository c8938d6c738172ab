"""Pages about how records that are held back are read, where another reading mends them."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.customers.imports import actions as imports
from cxstaff.customers.mapping_form import MappingForm
from cxstaff.customers.models import ImportRun, QuarantinePass
from cxstaff.customers.page.quarantine import ReadingPage
from cxstaff.customers.quarantine import actions, jobs, passes
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.seen import seen
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import run_or_404
from cxstaff.forms import DONE, go_on
from cxstaff.people.access import Permission, allow


@bp.get("/customers/imports/<int:run_id>/quarantine/reading")
@allow(Permission.IMPORT_CUSTOMERS)
def edit_reading(run_id: int) -> ResponseReturnValue:
    """Ask how the records that are held back are read."""
    run = _run_or_404(run_id)
    form = _form_of(run)
    form.show(Mapping.from_json(run.mapping or {}))
    return _page(run, form)


@bp.post("/customers/imports/<int:run_id>/quarantine/reading")
@allow(Permission.IMPORT_CUSTOMERS)
def update_reading(run_id: int) -> ResponseReturnValue:
    """Keep how the records that are held back are read, and feed them all again."""
    run = _run_or_404(run_id)
    form = _form_of(run)
    begun = list[QuarantinePass]()
    status = form.attempt(lambda: begun.append(_read_otherwise(run, form.mapping())))
    if status != DONE:
        return _page(run, form), status
    answer = go_on(url_for(".quarantine", run_id=run.id))
    jobs.do_at_once(begun[0])
    return answer


def _read_otherwise(run: ImportRun, chosen: Mapping) -> QuarantinePass:
    """Keep how the records that are held back are read; return what feeds them all again."""
    known = Mapping.from_json(run.mapping or {})
    read = replace(
        known,
        columns=chosen.columns,
        zone=chosen.zone,
        order=chosen.order,
        decimal=chosen.decimal,
        unit=chosen.unit,
        several=chosen.several,
    )
    return passes.begin(actions.read_otherwise(run.id, read), now=clock.now())


def _run_or_404(run_id: int) -> ImportRun:
    """Return a run of which somebody has said how its file is read."""
    run = run_or_404(run_id)
    return run if run.mapping is not None else abort(404)


def _form_of(run: ImportRun) -> MappingForm:
    known = Mapping.from_json(run.mapping or {})
    return MappingForm.about(seen(known, imports.layout_of(run).headings, ()))


def _page(run: ImportRun, form: MappingForm) -> str:
    known = Mapping.from_json(run.mapping or {})
    page = ReadingPage(run, form, known)
    return render_template("customers/quarantine/reading.html", page=page)
