"""Pages that list measures and define them."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.forms import DONE, done
from cxstaff.measures import actions, policy, queries
from cxstaff.measures.forms import MeasureForm, MeasureNameForm
from cxstaff.measures.models import Measure, Source
from cxstaff.measures.page import EditPage, MeasuresPage, row
from cxstaff.measures.views import bp
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in


@bp.get("/measures")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """List the measures."""
    words = request.args.get("q", "").strip()
    found = queries.measures_page(request.args.get("page", 1, int), words)
    rows = found.showing([row(each) for each in found.items])
    page = MeasuresPage(rows, words, policy.may_define_measures(roles_of_visitor()))
    return render_template("measures/index.html", page=page)


@bp.route("/measures/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new() -> ResponseReturnValue:
    """Define a measure."""
    _only_who_may_define()
    form = MeasureForm()
    form.offer_guards(queries.measures())
    form.offer_sources({key: outcome.label for key, outcome in OUTCOMES.items()})

    def define() -> None:
        shared: dict[str, Any] = {"guard": _guard(form), "now": clock.now()}
        if form.source.data == Source.READINGS:
            told = {name: form[name].data for name in ("unit", "direction", "voice")}
            actions.define_measure(str(form.name.data), signed_in(), **told, **shared)
        else:
            outcome = form.source.data
            actions.define_outcome_measure(
                str(form.name.data), signed_in(), outcome=outcome, **shared
            )

    return _answer(form, define, None)


@bp.route("/measures/<int:measure_id>/edit", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def edit(measure_id: int) -> ResponseReturnValue:
    """Change a measure's name and guard."""
    _only_who_may_define()
    measure = queries.find_measure(measure_id) or abort(404)
    form = MeasureNameForm(name=measure.name, guard_id=str(measure.guard_id or ""))
    form.offer_guards(m for m in queries.measures() if m is not measure)

    def rename() -> None:
        actions.rename_measure(
            measure, signed_in(), name=str(form.name.data), guard=_guard(form), now=clock.now()
        )

    return _answer(form, rename, measure)


def _answer(form: Any, act: Any, measure: Measure | None) -> ResponseReturnValue:
    status = form.attempt(act)
    if status == DONE:
        return done(_("Saved."), url_for("measures.index"))
    return render_template("measures/edit.html", page=EditPage(measure, form)), status


def _guard(form: Any) -> Measure | None:
    return queries.find_measure(int(form.guard_id.data)) if form.guard_id.data else None


def _only_who_may_define() -> None:
    if not policy.may_define_measures(roles_of_visitor()):
        abort(403)
