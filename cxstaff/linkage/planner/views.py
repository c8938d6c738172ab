"""The planner: what a study could find, before anybody runs one."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.forms import QuestionForm, arguments_of
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.estimates.power import WANTED
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.planner import words
from cxstaff.linkage.planner.forms import PlanForm
from cxstaff.linkage.planner.planner import EFFECTS, between, numbers_of, plan
from cxstaff.linkage.words.terms import PERIODS, UNITS
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow
from cxstaff.pulses import queries as pulses


@bp.get("/planner")
@allow(Permission.COMPARE)
def planner() -> ResponseReturnValue:
    """Say what a study of some size could find, and how large it would have to be."""
    asked = QuestionForm.of(request.args, pulses.subjects())
    if not asked.validate():
        return render_template("linkage/planner.html", asked=asked, form=None), 422
    question, zone = asked.question(), people.get_company().zone
    numbers = numbers_of(answer(question, people.today(), zone))
    form = PlanForm.of(request.args, numbers, EFFECTS[question.outcome])
    page: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "question": question,
        "is_own": numbers.is_own,
        "unit": UNITS[question.outcome],
        "periods": PERIODS[question.span],
        "say": words,
        "headings": lambda plan: words.headings(plan, question),
    }
    if not form.validate():
        return render_template("linkage/planner.html", plan=None, **page), 422
    size, r = form.size(), float(form.correlation.data or 0)
    return render_template(
        "linkage/planner.html",
        plan=plan(size, form.spreads(), float(form.effect.data or 0)),
        between=between(r, size.teams),
        declare=_declaring(question, form),
        enough=WANTED,
        **page,
    )


def _declaring(question: Question, form: PlanForm) -> str:
    """Return the address that carries a plan over to a new study."""
    least, size = Terms(), form.size()
    return url_for(
        "linkage.new_study",
        **arguments_of(question),
        smallest=f"{form.effect.data:g}",
        teams=max(least.teams, size.teams),
        periods=max(least.periods, size.periods),
    )
