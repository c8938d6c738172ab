"""The pages on which numbers of a measure are entered and removed, period by period."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.date_range import is_reasonable
from cxstaff.db import Page
from cxstaff.forms import DONE, done
from cxstaff.measures import actions, policy, queries
from cxstaff.measures.forms import ReadingsForm, RemovalForm
from cxstaff.measures.models import Measure, Reading
from cxstaff.measures.page.readings import ReadingsPage, RemovalPage
from cxstaff.measures.views import bp
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today
from cxstaff.periods import CalendarPeriod, last_over, period_of
from cxstaff.web import amount

DIGITS = 2


@bp.route("/measures/<int:measure_id>/readings", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def readings(measure_id: int) -> ResponseReturnValue:
    """Show one period's numbers of the teams a person may set, and take new ones."""
    measure = _entered_or_404(measure_id)
    period = _period(measure)
    teams = queries.reading_teams_page(settable_teams(), request.args.get("page", 1, int))
    form = ReadingsForm.of(teams.items, measure)
    if not form.is_submitted():
        known = queries.readings_in(measure_id, period.first_day, [team.id for team in teams.items])
        form.show({each.team_id: (each.value, each.n) for each in known.values()})
        return _show(form, measure, period, teams), 200
    status = form.attempt(lambda: _enter(form, measure, period))
    if status != DONE:
        return _show(form, measure, period, teams), status
    here: dict[str, Any] = {"measure_id": measure_id, "day": period.first_day, "page": teams.number}
    return done(_("The numbers are saved."), url_for("measures.readings", **here))


@bp.route("/measures/<int:measure_id>/readings/removal", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def removal(measure_id: int) -> ResponseReturnValue:
    """Ask which of one period's numbers are to be removed, and why."""
    measure = _entered_or_404(measure_id)
    period = _period(measure)
    teams = queries.reading_teams_page(settable_teams(), request.args.get("page", 1, int))
    names = {team.id: team.name for team in teams.items}
    there = queries.readings_in(measure_id, period.first_day, list(names))
    form = RemovalForm()
    form.offer((each, f"{names[each]}: {_told(there[each])}") for each in names if each in there)
    status = form.attempt(lambda: _remove(form, measure, period))
    if status == DONE:
        told = _("The numbers are removed. What they were stays on the page of the measure.")
        here: dict[str, Any] = {"measure_id": measure_id, "day": period.first_day}
        return done(told, url_for("measures.readings", **here))
    page = RemovalPage(form, measure, period)
    return render_template("measures/removal.html", page=page), status


def settable_teams() -> set[int]:
    """Return the teams whose numbers the visitor may enter."""
    person, roles = signed_in(), roles_of_visitor()
    if policy.may_define_measures(roles):
        return people.visible_team_ids(person, roles, today())
    return people.teams_led_by(person, today())


def _entered_or_404(measure_id: int) -> Measure:
    """Return a measure whose numbers are entered."""
    measure = queries.find_measure(measure_id)
    return measure if measure is not None and measure.is_entered else abort(404)


def _told(reading: Reading) -> str:
    return amount(round(reading.value, DIGITS))


def _remove(form: RemovalForm, measure: Measure, period: CalendarPeriod) -> None:
    actions.remove_readings(
        measure,
        signed_in(),
        starts_on=period.first_day,
        team_ids=form.team_ids,
        why=form.why.data or "",
        now=clock.now(),
    )


def _enter(form: Any, measure: Measure, period: CalendarPeriod) -> None:
    actions.enter_readings(
        measure,
        signed_in(),
        starts_on=period.first_day,
        values=form.values,
        cases=form.cases,
        why=form.why.data or None,
        now=clock.now(),
    )


def _show(form: Any, measure: Measure, period: CalendarPeriod, teams: Page[Team]) -> str:
    newest = last_over(today(), measure.read_by)
    there = queries.readings_in(measure.id, period.first_day, [each.id for each in teams.items])
    is_newest, may_remove = period.number >= newest.number, bool(there)
    page = ReadingsPage(form, measure, teams, period, is_newest, may_remove)
    return render_template("measures/readings.html", page=page)


def _period(measure: Measure) -> CalendarPeriod:
    """Return the period that was asked for by a day in it; the last one that is over otherwise."""
    newest = last_over(today(), measure.read_by)
    try:
        asked = date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return newest
    if not is_reasonable(asked) or asked > newest.last_day:
        return newest
    return period_of(asked, measure.read_by)
