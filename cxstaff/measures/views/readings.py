"""The page on which weekly numbers of a measure are entered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.date_range import is_reasonable
from cxstaff.db import Page
from cxstaff.forms import DONE, done
from cxstaff.measures import actions, policy, queries
from cxstaff.measures.forms import readings_form
from cxstaff.measures.models import Measure, Source
from cxstaff.measures.views import bp
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today

WEEK = timedelta(days=7)


@bp.route("/measures/<int:measure_id>/readings", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def readings(measure_id: int) -> ResponseReturnValue:
    """Show one week's numbers of the teams a person may set, and take new ones."""
    measure = queries.find_measure(measure_id)
    if measure is None or measure.source != Source.READINGS:
        abort(404)
    week = _week()
    teams = queries.reading_teams_page(_settable(), request.args.get("page", 1, int))
    form = readings_form(teams.items)
    if not form.is_submitted():
        known = queries.readings_in(measure_id, week, [team.id for team in teams.items])
        for team in teams.items:
            form[f"team_{team.id}"].data = known[team.id].value if team.id in known else None
        return _show(form, measure, week, teams), 200
    status = form.attempt(lambda: _enter(form, measure, week, teams))
    if status != DONE:
        return _show(form, measure, week, teams), status
    here = url_for("measures.readings", measure_id=measure_id, week=week, page=teams.number)
    return done(_("The numbers of this week are saved."), here)


def _enter(form: Any, measure: Measure, week: date, teams: Page[Team]) -> None:
    typed = {team.id: form[f"team_{team.id}"].data for team in teams.items}
    values = {team_id: value for team_id, value in typed.items() if value is not None}
    actions.enter_readings(measure, signed_in(), starts_on=week, values=values, now=clock.now())


def _show(form: Any, measure: Measure, week: date, teams: Page[Team]) -> str:
    return render_template(
        "measures/readings.html",
        form=form,
        measure=measure,
        teams=teams,
        week=week,
        last_day=week + timedelta(days=6),
        before=week - WEEK,
        after=week + WEEK if week + WEEK <= today() else None,
    )


def _week() -> date:
    """Return the Monday of the week asked for; the last full week when none was, or an odd one."""
    try:
        asked = date.fromisoformat(request.args.get("week", ""))
    except ValueError:
        asked = today() - WEEK
    asked = asked if is_reasonable(asked) else today() - WEEK
    return clock.monday_of(min(asked, today()))


def _settable() -> set[int]:
    person, roles = signed_in(), roles_of_visitor()
    if policy.may_define_measures(roles):
        return people.visible_team_ids(person, roles, today())
    return people.teams_led_by(person, today())
