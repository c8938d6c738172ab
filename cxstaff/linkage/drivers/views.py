"""The drivers page: what each driver carries of a customer result's movement within teams."""

from __future__ import annotations

from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.forms import ComparisonForm
from cxstaff.linkage.drivers.decomposition import Decomposition
from cxstaff.linkage.drivers.page import DriversPage, drivers_page
from cxstaff.linkage.drivers.queries import read_shares
from cxstaff.linkage.leads.views import note_looks
from cxstaff.linkage.material.periods import Calendar
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may
from cxstaff.pulses import queries as pulses

ASKED = ("outcome", "period", "lag")


@bp.get("/drivers")
@allow(Permission.COMPARE)
def drivers() -> ResponseReturnValue:
    """Show what each driver carries, beside what luck alone gives."""
    labels, zone = pulses.subject_names(), people.get_company().zone
    form = ComparisonForm.of({name: request.args.get(name, "") for name in ASKED}, labels)
    if not form.validate():
        return render_template("linkage/drivers.html", page=DriversPage(form)), 422
    question, today = form.question(), people.today()
    read = read_shares(question.outcome, question.span, question.lag, today, zone)
    found = read.shares.found
    if isinstance(found, Decomposition):
        note_looks(*(replace(question, engagement=share.driver) for share in found.shares))
    calendar = Calendar(zone, today)
    page = drivers_page(form, read.shares, read.readings, labels, calendar, may)
    return render_template("linkage/drivers.html", page=page)
