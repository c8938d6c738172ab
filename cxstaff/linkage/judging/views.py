"""What customers say of the measures that teams are measured and incented on."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.judging.forms import MeasuresForm
from cxstaff.linkage.judging.page import JudgedMeasuresPage, measures_page
from cxstaff.linkage.judging.queries import judged
from cxstaff.linkage.leads.queries import standing
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow


@bp.get("/measures")
@allow(Permission.COMPARE)
def measures() -> ResponseReturnValue:
    """Show of each measure whether it moves with what customers say."""
    stands = standing()
    asked = request.args if request.args.get("outcome") else None
    form = MeasuresForm(asked, outcome=stands.outcome)
    form.outcome.choices = [(key, outcome.label) for key, outcome in OUTCOMES.items()]
    if asked and not form.validate():
        return render_template("linkage/measures.html", page=JudgedMeasuresPage(form)), 422
    today = people.today()
    found = judged(form.outcome.data, stands, today, people.get_company().zone)
    page = measures_page(form, found, stands.outcome, today, request.args.get("page", 1, type=int))
    return render_template("linkage/measures.html", page=page)
