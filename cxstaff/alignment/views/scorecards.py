"""Pages of scorecards: of a team, of the company, and of one measure over time."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.alignment.audit.gathering import audit_of_company, thanked_within
from cxstaff.alignment.blueprint import bp
from cxstaff.alignment.page.company_findings import company_findings
from cxstaff.alignment.page.findings import FindingsPart
from cxstaff.alignment.page.numbers import number_line
from cxstaff.alignment.page.scorecard import (
    ScorecardPage,
    TeamMeasurePage,
    row_of,
    rows_of,
)
from cxstaff.alignment.page.scorecard_file import as_rows
from cxstaff.alignment.page.standing import Applause, applause
from cxstaff.alignment.page.ways import Access
from cxstaff.alignment.scorecards import LONG, MeasureLine, said_by_customers, trends_of
from cxstaff.alignment.scorecards import scorecard as lines_of
from cxstaff.alignment.views.frame import head_of, team_or_404
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.leads import queries as leads
from cxstaff.measures import policy
from cxstaff.measures import queries as measures
from cxstaff.measures.page.measure import correction_rows
from cxstaff.people import queries as people
from cxstaff.people.access import (
    Permission,
    allow,
    may,
    note_download,
    roles_of_visitor,
    signed_in,
)
from cxstaff.people.models import Team
from cxstaff.people.queries import today
from cxstaff.pulses.policy import may_see_team
from cxstaff.recognition.queries import celebrations_of, public_thanks
from cxstaff.tables.writing import as_csv, download


@bp.get("/teams/<int:team_id>/scorecard")
@allow(Permission.USE)
def scorecard(team_id: int) -> ResponseReturnValue:
    """Show how a team stands on what it is measured on."""
    team = team_or_404(team_id)
    return render_template("alignment/scorecard.html", page=_page(team))


@bp.get("/teams/<int:team_id>/scorecard.csv")
@allow(Permission.USE)
def scorecard_file(team_id: int) -> ResponseReturnValue:
    """Hand out a team's scorecard as a file."""
    return _file(team_or_404(team_id), f"scorecard-{team_id}.csv")


@bp.get("/company/scorecard")
@allow(Permission.READ_CUSTOMERS)
def company_scorecard() -> ResponseReturnValue:
    """Show how the company stands on what it is measured on."""
    return render_template("alignment/company_scorecard.html", page=_page(None))


@bp.get("/company/scorecard.csv")
@allow(Permission.READ_CUSTOMERS)
def company_scorecard_file() -> ResponseReturnValue:
    """Hand out the company's scorecard as a file."""
    return _file(None, "scorecard.csv")


@bp.get("/teams/<int:team_id>/measures/<int:measure_id>")
@allow(Permission.USE)
def measure(team_id: int, measure_id: int) -> ResponseReturnValue:
    """Show one measure of a team over time, with what was corrected in its numbers."""
    return _over_time(team_or_404(team_id), measure_id)


@bp.get("/company/measures/<int:measure_id>")
@allow(Permission.READ_CUSTOMERS)
def company_measure(measure_id: int) -> ResponseReturnValue:
    """Show one measure of the company over time."""
    return _over_time(None, measure_id)


def _page(team: Team | None) -> ScorecardPage:
    team_id, lines = team.id if team else None, _lines(team)
    stands, may_set = leads.standing(), _may_set(team)
    said = said_by_customers(stands, today(), is_needed=any(each.target for each in lines))
    celebrated = _applause(team)
    return ScorecardPage(
        head=head_of(team, "scorecard") if team else None,
        rows=rows_of(lines, team_id, said, stands.outcome, celebrated, may_set=may_set),
        outcome=OUTCOMES[stands.outcome].label,
        may_set=may_set,
        may_define=policy.may_define_measures(roles_of_visitor()),
        team_id=team_id,
        findings=None if team else _company_findings(lines, may_set=may_set),
        besides=celebrated.besides({each.measure.id for each in lines}),
        compares=may(Permission.COMPARE),
    )


def _applause(team: Team | None) -> Applause:
    """Return what people of a team and of those below it, or of all teams, are thanked for."""
    below = people.team_ids_below([team.id]) if team else None
    counts = public_thanks(below, *thanked_within(today()))
    known = {each.id: each for each in measures.all_measures()}
    return applause(counts, known, celebrations_of(team.id, today()) if team else [])


def _company_findings(lines: Sequence[MeasureLine], *, may_set: bool) -> FindingsPart | None:
    return company_findings(audit_of_company(today()), lines, Access(may_set, may_set))


def _file(team: Team | None, name: str) -> ResponseReturnValue:
    lines, stands = _lines(team), leads.standing()
    said = said_by_customers(stands, today(), is_needed=any(each.target for each in lines))
    rows = list(as_rows(lines, said, stands.outcome, _applause(team)))
    note_download(name)
    return download(as_csv(iter(rows)), name)


def _over_time(team: Team | None, measure_id: int) -> ResponseReturnValue:
    found = measures.find_measure(measure_id) or abort(404)
    team_id, shown = team.id if team else None, _shows_pulses(team)
    every = [found, *([found.guard] if found.guard else [])]
    trends = trends_of(every, team_id, today(), LONG, shows_pulses=shown)
    targets = {each.measure_id: each for each in measures.targets_of(team_id, today())}
    line = MeasureLine(found, targets.get(found.id), trends[found.id], None)
    corrections = None
    if team is not None and found.is_entered:
        below, number = people.team_ids_below([team.id]), request.args.get("page", 1, int)
        earlier = measures.corrections_page(found.id, below, number)
        corrections = correction_rows(earlier, found, people.team_names())
    page = TeamMeasurePage(
        head=head_of(team, "scorecard") if team else None,
        measure=found,
        row=row_of(line, team_id, {}, ""),
        periods=[number_line(each, found) for each in reversed(trends[found.id])],
        corrections=corrections,
    )
    name = "measure" if team else "company_measure"
    return render_template(f"alignment/{name}.html", page=page)


def _lines(team: Team | None) -> list[MeasureLine]:
    return lines_of(team.id if team else None, today(), shows_pulses=_shows_pulses(team))


def _shows_pulses(team: Team | None) -> bool:
    led = people.teams_led_by(signed_in(), today())
    return may_see_team(roles_of_visitor(), led, team.id if team else None)


def _may_set(team: Team | None) -> bool:
    roles = roles_of_visitor()
    if team is None:
        return policy.may_define_measures(roles)
    led = people.teams_led_by(signed_in(), today())
    return team.closed_on is None and policy.may_set_levers(roles, team.id, led)
