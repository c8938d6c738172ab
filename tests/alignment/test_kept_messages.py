"""What is kept of mixed messages: what a team's page finds too, dated, gone with its cause."""

from datetime import timedelta
from typing import Any

import pytest

from cxstaff.alignment import jobs
from cxstaff.alignment.audit.everywhere import audits
from cxstaff.alignment.audit.gathering import audit_of
from cxstaff.alignment.overview import looking
from cxstaff.alignment.overview.actions import keep_found
from cxstaff.alignment.overview.models import LeverLook, MixedMessage
from cxstaff.customers.models import Total
from cxstaff.db import db
from cxstaff.measures import actions as measures
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import RoundResult
from tests.cast import NOW, TODAY
from tests.levers import CelebrationKind, PlanKind, TargetKind, a_measure
from tests.rounds import built_round, invite
from tests.thanks import thank

DAY = timedelta(days=1)
pytestmark = pytest.mark.both


def kept() -> list[tuple[str, str]]:
    query = db.select(MixedMessage).order_by(MixedMessage.team_id, MixedMessage.place)
    return [(each.team.name, each.kind) for each in db.session.scalars(query)]


def test_all_teams_together_are_judged_as_each_on_its_page(
    service: Team, blue: Team, red: Team, ana: Person, ben: Person, cleo: Person
) -> None:
    """Targets from above and an end, readings, outcomes, pulses and thanks of teams below."""
    heard = measures.define_outcome_measure("Satisfaction", ana, outcome="csat", now=NOW)
    minutes = measures.define_outcome_measure("Minutes", ana, outcome="handling", now=NOW)
    mood = measures.define_pulse_measure("Mood", ana, subject="index", now=NOW)
    speed, solved = a_measure(ana, guard=heard), a_measure(ana, "Solved", direction="up")
    for measure in (heard, minutes, mood, speed, solved):
        TargetKind.begin(service, measure, ana, since=TODAY - 70 * DAY)
    TargetKind.begin(red, solved, ana, level=9.0, since=TODAY - 70 * DAY)
    office = db.session.scalars(db.select(Team).where(Team.name == "Office")).one()
    TargetKind.begin(office, mood, ana, since=TODAY - 70 * DAY)
    PlanKind.begin(blue, speed, ana)
    PlanKind.end(PlanKind.begin(red, solved, ana), ana, last_day=TODAY - DAY, now=NOW)
    CelebrationKind.begin(red, heard, ana)
    for number in range(6):
        told = {"message": f"Well done {number}", "measure": speed, "now": NOW}
        thank(ana, (ben, cleo)[number % 2], **told)
    starts = TODAY - timedelta(days=TODAY.weekday() + 14)
    measures.enter_readings(solved, ana, starts_on=starts, values={red.id: 3.0}, now=NOW)
    for team in (blue, red):  # one contact each: its minutes have no range, both together do
        seconds = 60 * team.id
        sums = {"handling_n": 1, "handling_sum": seconds, "handling_squares": seconds**2}
        db.session.add(Total(grain="week", team_id=team.id, starts_on=starts, **sums))
    round_ = built_round(NOW - 20 * DAY, opened_box_at=NOW - 15 * DAY)
    invite(round_, [ana, ben], blue)
    told = {"invited": 2, "n": 2, "mean": 60.0, "variance": 9.0, "favourable": 0.5}
    db.session.add(RoundResult(round_id=round_.id, team_id=None, subject="index", **told))
    db.session.flush()

    below = {each.id: people.team_ids_below([each.id]) for each in people.all_teams()}
    found = {team.id: audit for team, audit in audits({}, TODAY)}
    assert sorted(found) == sorted(below)
    for team in people.all_teams():
        alone = audit_of(team, below[team.id], {}, TODAY)
        assert found[team.id].findings == alone.findings, team.name
        assert found[team.id].facts.thanks == alone.facts.thanks
    assert len({tuple(each.findings) for each in found.values()}) == 4


def test_the_job_keeps_what_is_found_with_its_day_and_lets_go_of_what_is_no_more(
    blue: Team, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.look_for_mixed_messages()
    assert kept() == []
    plan = PlanKind.begin(blue, a_measure(ana), ana)
    db.session.commit()
    jobs.look_for_mixed_messages()
    assert ("Blue", "paid without guard") in kept()
    first = db.session.scalars(db.select(MixedMessage)).all()
    assert {each.found_on for each in first} == {TODAY}
    kept_ids = {each.id for each in first}
    looked = db.session.get_one(LeverLook, 1).state

    TargetKind.begin(blue, plan.measure, ana)
    mixed = looking.mixed_now(TODAY + DAY)
    found = {team_id: jobs.messages_in(audit) for team_id, audit in mixed}
    keep_found(found, "another", TODAY + DAY, now=NOW + DAY)
    days = {each.kind: each.found_on for each in db.session.scalars(db.select(MixedMessage))}
    assert days["paid without guard"] == TODAY
    assert days["never celebrated" if "never celebrated" in days else "target without readings"]
    assert kept_ids & {each.id for each in db.session.scalars(db.select(MixedMessage))}
    PlanKind.end(plan, ana, last_day=TODAY - DAY, now=NOW)
    db.session.commit()
    jobs.look_for_mixed_messages()
    assert ("Blue", "paid without guard") not in kept()
    assert db.session.get_one(LeverLook, 1).state not in {looked, "another"}


def test_nothing_is_looked_for_again_before_something_changes(
    blue: Team, ana: Person, counting: Any
) -> None:
    PlanKind.begin(blue, a_measure(ana), ana)
    db.session.commit()
    jobs.look_for_mixed_messages()
    state = looking.state_now(TODAY)
    assert looking.state_now(TODAY) == state
    assert looking.state_now(TODAY + DAY) != state
    with counting() as sent:
        jobs.look_for_mixed_messages()
    assert db.session.get_one(LeverLook, 1).state == state
    changes = ("INSERT INTO mixed", "DELETE FROM mixed", "UPDATE lever_look")
    assert not [each for each in sent.statements if each.startswith(changes)]
    measure = a_measure(ana, "Kindness", voice="customer")
    steps = [
        lambda: TargetKind.begin(blue, measure, ana, good_behaviour="Listen."),
        lambda: CelebrationKind.begin(blue, measure, ana),
        lambda: measures.enter_readings(
            measure, ana, starts_on=TODAY - 9 * DAY, values={blue.id: 1.0}, now=NOW
        ),
        lambda: setattr(measure, "voice", "internal"),
    ]
    for step in steps:
        step()
        db.session.flush()
        assert looking.state_now(TODAY) != state, step
        state = looking.state_now(TODAY)
