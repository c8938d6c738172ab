"""Pages on which an import is taken back: what would happen, and that it shall."""

from __future__ import annotations

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.imports import taking_back
from cxstaff.customers.models import ImportRun
from cxstaff.customers.page.taking_back import TakingBackPage
from cxstaff.customers.views import bp
from cxstaff.customers.views.runs import run_or_404
from cxstaff.forms import done
from cxstaff.people.access import Permission, allow, signed_in


@bp.get("/customers/imports/<int:run_id>/taking-back")
@allow(Permission.IMPORT_CUSTOMERS)
def new_taking_back(run_id: int) -> ResponseReturnValue:
    """Say what would happen if an import were taken back."""
    run = _ended_or_404(run_id)
    refused = taking_back.hindrance(run)
    hindrance = refused.in_words() if refused else None
    page = TakingBackPage(run, taking_back.outlook(run), hindrance)
    return render_template("customers/taking_back.html", page=page)


@bp.post("/customers/imports/<int:run_id>/taking-back")
@allow(Permission.IMPORT_CUSTOMERS)
def create_taking_back(run_id: int) -> ResponseReturnValue:
    """Let an import be taken back."""
    run = run_or_404(run_id)
    taking_back.begin(run, signed_in(), now=clock.now())
    return done(
        _("The import is being taken back."), url_for(".show_import", run_id=run.id), "info"
    )


def _ended_or_404(run_id: int) -> ImportRun:
    run = run_or_404(run_id)
    return run if taking_back.may_be_taken_back(run) else abort(404)
