"""Pages that list measures, show one, define, change and retire them."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.forms import DONE, done
from cxstaff.measures import actions, policy, queries
from cxstaff.measures.actions import MeasureWords
from cxstaff.measures.forms import MeasureForm, MeasureNameForm, RetirementForm
from cxstaff.measures.models import Measure, Source
from cxstaff.measures.page.catalogue import MeasuresPage, row, starter_rows
from cxstaff.measures.page.measure import EditPage, MeasurePage, RetirementPage, correction_rows
from cxstaff.measures.views import bp
from cxstaff.measures.views.company_targets import only_who_may_define
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.pulses.queries import subject_names


@bp.get("/measures")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """List the measures in use, or those that are retired."""
    words, retired = request.args.get("q", "").strip(), request.args.get("show") == "retired"
    found = queries.measures_page(request.args.get("page", 1, int), words, retired=retired)
    may_define = policy.may_define_measures(roles_of_visitor())
    page = MeasuresPage(
        measures=found.showing([row(each, today()) for each in found.items]),
        words=words,
        may_define=may_define,
        may_enter=may(Permission.SET_LEVERS),
        shows_retired=retired,
        has_retired=queries.has_retired(),
        without_owner=queries.count_without_owner(today()) if may_define else 0,
        starters=starter_rows(actions.starters_known()) if may_define else [],
    )
    return render_template("measures/index.html", page=page)


@bp.get("/measures/<int:measure_id>")
@allow(Permission.USE)
def show(measure_id: int) -> ResponseReturnValue:
    """Show what a measure means, whom it is set for, and what was corrected in its numbers."""
    measure = queries.find_measure(measure_id) or abort(404)
    seen = people.visible_team_ids(signed_in(), roles_of_visitor(), today())
    every = queries.targets_on(measure_id, today())
    targets = [each for each in every if each.team_id is None or each.team_id in seen]
    corrections = queries.corrections_page(measure_id, seen, request.args.get("page", 1, int))
    page = MeasurePage(
        measure=measure,
        today=today(),
        targets=targets,
        corrections=correction_rows(corrections, measure, people.team_names()),
        may_define=policy.may_define_measures(roles_of_visitor()),
        may_enter=may(Permission.SET_LEVERS) and measure.is_entered and not measure.retired_on,
        opposed=queries.opposed_to(measure),
    )
    return render_template("measures/show.html", page=page)


@bp.route("/measures/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new() -> ResponseReturnValue:
    """Define a measure."""
    only_who_may_define()
    form = MeasureForm()
    form.offer(queries.measures())
    form.offer_sources({k: each.label for k, each in OUTCOMES.items()}, subject_names())

    def define() -> None:
        name, shared = str(form.name.data), _shared(form)
        kind, _colon, subject = str(form.source.data).partition(":")
        if kind == Source.READINGS:
            told = {each: form[each].data for each in ("unit", "direction", "voice")}
            actions.define_measure(name, signed_in(), **told, **shared)
        elif kind == Source.PULSE:
            actions.define_pulse_measure(name, signed_in(), subject=subject, **shared)
        else:
            actions.define_outcome_measure(name, signed_in(), outcome=kind, **shared)

    return _answer(form, define, None)


@bp.route("/measures/<int:measure_id>/edit", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def edit(measure_id: int) -> ResponseReturnValue:
    """Change what may change about a measure."""
    only_who_may_define()
    measure = queries.find_measure(measure_id) or abort(404)
    told = {n: getattr(measure, n) for n in ("name", "definition", "formula", "pitfall", "unit")}
    owner = measure.owner_on(today())
    opposite = measure.opposite if measure.opposite and not measure.opposite.retired_on else None
    form = MeasureNameForm(
        **told,
        frequency=measure.frequency,
        guard_id=str(measure.guard_id or ""),
        opposite_id=str(opposite.id if opposite else ""),
        owner=(owner.email or owner.employee_number) if owner else "",
    )
    form.offer(m for m in queries.measures() if m is not measure)
    if not measure.is_entered:
        del form.unit

    def change() -> None:
        unit = str(form.unit.data or "") if "unit" in form else measure.unit
        name = str(form.name.data)
        actions.change_measure(measure, signed_in(), name=name, unit=unit, **_shared(form))

    return _answer(form, change, measure)


@bp.route("/measures/<int:measure_id>/retirement", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def retirement(measure_id: int) -> ResponseReturnValue:
    """Offer a measure no more."""
    only_who_may_define()
    measure, form = queries.find_measure(measure_id) or abort(404), RetirementForm()
    end_levers = bool(form.end_levers.data)
    status = form.attempt(
        lambda: actions.retire_measure(measure, signed_in(), end_levers=end_levers, now=clock.now())
    )
    if status == DONE:
        told = _("%(name)s is retired. What was recorded with it stays.", name=measure.name)
        return done(told, url_for("measures.index"))
    left = len(queries.levers_left_on(measure.id, today()))
    return render_template(
        "measures/retirement.html", page=RetirementPage(measure, form, left)
    ), status


@bp.post("/measures/<int:measure_id>/return")
@allow(Permission.SET_LEVERS)
def bring_back(measure_id: int) -> ResponseReturnValue:
    """Offer a retired measure again."""
    only_who_may_define()
    measure = queries.find_measure(measure_id) or abort(404)
    actions.bring_back(measure, signed_in(), now=clock.now())
    here = url_for("measures.show", measure_id=measure.id)
    return done(_("%(name)s is in use again.", name=measure.name), here)


def _answer(form: Any, act: Any, measure: Measure | None) -> ResponseReturnValue:
    status = form.attempt(act)
    if status == DONE:
        return done(_("Saved."), url_for("measures.index"))
    return render_template("measures/edit.html", page=EditPage(measure, form)), status


def _shared(form: Any) -> dict[str, Any]:
    """Return what is told of every measure, new or not."""
    definition, formula, pitfall = (
        str(form[name].data or "") for name in ("definition", "formula", "pitfall")
    )
    guard, opposite = (
        queries.find_measure(int(form[name].data)) if form[name].data else None
        for name in ("guard_id", "opposite_id")
    )
    meaning = MeasureWords(definition, formula, pitfall, form.read_by, form.person, opposite)
    return {"guard": guard, "meaning": meaning, "now": clock.now()}
