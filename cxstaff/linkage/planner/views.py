"""The planner: what a study could find, before anybody runs one."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.forms import ComparisonForm
from cxstaff.linkage.comparison.queries import whole_answer
from cxstaff.linkage.planner.forms import StudyPlanForm
from cxstaff.linkage.planner.page import PlannerPage, planner_page, unplanned_page
from cxstaff.linkage.planner.planner import numbers_of, worth_knowing
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow
from cxstaff.pulses import queries as pulses


@bp.get("/planner")
@allow(Permission.COMPARE)
def planner() -> ResponseReturnValue:
    """Say what a study of some size could find, and how large it would have to be."""
    asked = ComparisonForm.of(request.args, pulses.subjects())
    if not asked.validate():
        return render_template("linkage/planner.html", page=PlannerPage(asked)), 422
    question, zone = asked.question(), people.get_company().zone
    numbers = numbers_of(whole_answer(question, people.today(), zone))
    form = StudyPlanForm.of(request.args, numbers, worth_knowing(question.outcome, numbers.step))
    if not form.validate():
        page = unplanned_page(asked, form, numbers)
        return render_template("linkage/planner.html", page=page), 422
    page = planner_page(asked, form, numbers)
    return render_template("linkage/planner.html", page=page)
