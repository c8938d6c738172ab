"""Teams that become part of others, are closed and opened again: what was stays readable."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cxstaff.alignment.queries import history_of, sides_of
from cxstaff.customers.models import Interaction
from cxstaff.customers.queries import interactions_of
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.loading import load
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import actions, queries
from cxstaff.people.models import Person, Team
from cxstaff.people.roster import imports
from cxstaff.people.spans import Span, transferred
from cxstaff.people.teams.queries import open_team_paths
from cxstaff.pulses.results.queries.scores import index_of
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW, SINCE, TODAY
from tests.conftest import Visit, person_named
from tests.levers import KINDS, CelebrationKind, PlanKind, TargetKind, a_measure
from tests.pulses.rounds import a_round, answer, close, everybody

TOMORROW = TODAY + timedelta(days=1)


def teams_of(person: Person) -> list[tuple[str, date, date | None]]:
    return [(m.team.name, m.since, m.until) for m in person.memberships]


@pytest.fixture
def night(blue: Team, ben: Person) -> Team:
    """A team below Blue, whose people are not Blue's."""
    made = actions.add_team("Night", blue, actor=None, now=NOW)
    db.session.commit()
    return made


@pytest.mark.parametrize(
    ("spans", "moved"),
    [
        ([(1, None, "a")], [(1, 5, "a"), (5, None, "b")]),
        ([(1, 3, "a"), (3, None, "b")], [(1, 3, "a"), (3, None, "b")]),
        ([(1, 8, "a"), (8, None, "b")], [(1, 5, "a"), (5, None, "b")]),
        ([(1, 7, "b"), (7, None, "a")], [(1, None, "b")]),
        ([(7, 9, "a"), (9, None, "c")], [(7, 9, "b"), (9, None, "c")]),
        ([(1, 5, "b"), (5, 6, "a"), (6, 9, "b")], [(1, 9, "b")]),
    ],
)
def test_every_day_from_the_merger_on_is_spent_in_the_other_team(
    spans: list[tuple[int, int | None, str]], moved: list[tuple[int, int | None, str]]
) -> None:
    def dated(parts: list[tuple[int, int | None, str]]) -> list[Span]:
        return [
            Span(date(2026, 1, since), date(2026, 1, until) if until else None, team)
            for since, until, team in parts
        ]

    assert transferred(dated(spans), "a", "b", date(2026, 1, 5)) == dated(moved)


@pytest.mark.long
@pytest.mark.both
def test_a_merged_team_is_history_and_its_people_are_in_the_other(
    as_: Callable[..., Visit],
    ines: Person,
    ben: Person,
    ana: Person,
    blue: Team,
    red: Team,
    night: Team,
) -> None:
    made = a_round(ines, blue)
    answer(made, everybody(blue), 6)
    close(made)
    load("desk", [Contact("1", datetime(2026, 3, 2, 9, tzinfo=UTC), date(2026, 3, 2), "Ben Berg",
                          channel="Phone", csat=4)], now=NOW)  # fmt: skip
    db.session.commit()
    before = index_of([made.id], blue.id)

    visit = as_(ines)
    assert "6 people move." in visit.get(f"/people/teams/{blue.id}").text
    answered = visit.post(f"/people/teams/{blue.id}/merger", {"into": red.id})
    assert answered.status_code == 303

    assert teams_of(ben) == [("Blue", SINCE, TODAY), ("Red", TODAY, None)]
    assert [led.until for led in ana.leaderships] == [TODAY]
    assert (night.parent_id, blue.closed_on, blue.merged_into) == (red.id, TODAY, red)
    acts = db.session.scalars(db.select(SecurityEvent.act)).all()
    assert acts.count("person moved") == 6
    assert acts.count("team merged") == 1
    [interaction] = db.session.scalars(db.select(Interaction))
    assert interaction.team_id == blue.id
    assert interactions_of([blue.id], SINCE, TOMORROW) == 1
    assert index_of([made.id], blue.id) == before
    assert before[made.id].result is not None
    assert "Merged into Red" in visit.get(f"/teams/{blue.id}").text
    assert "Blue" in visit.get("/people/teams?closed=1").text
    assert "Blue" not in visit.get("/people/teams").text.split("<main")[1]


@pytest.mark.long
def test_nothing_new_is_offered_for_a_closed_team_and_nobody_put_into_it(
    as_: Callable[..., Visit], ines: Person, ben: Person, blue: Team, red: Team
) -> None:
    actions.merge_team(blue, red, on=TODAY, actor=ines, now=NOW)
    db.session.commit()
    assert blue.id not in open_team_paths()
    visit = as_(ines)
    for path in ("/people/new", "/people", f"/people/{ben.id}"):
        offered = re.findall(r'<option value="(\d+)"', visit.get(path).text)
        assert str(red.id) in offered, path
        assert str(blue.id) not in offered, path
    audience = r'<input[^>]*name="audience"[^>]*value="(\d+)"[^>]*>'
    asked = re.findall(audience, visit.get("/pulses/new").text)
    assert str(red.id) in asked
    assert str(blue.id) not in asked
    assert "New target" not in visit.get(f"/teams/{blue.id}").text
    with pytest.raises(Refused, match="is closed since"):
        actions.move(ben, blue, on=TOMORROW, actor=None, now=NOW)
    with pytest.raises(Refused, match="is closed since"):
        actions.lead(ben, blue, since=TODAY, actor=None, now=NOW)
    with pytest.raises(Refused, match="is closed since"):
        actions.add_team("Sub", blue, actor=None, now=NOW)
    measure = a_measure(ines)
    with pytest.raises(Refused, match="is closed since"):
        TargetKind.begin(blue, measure, ines)


@pytest.mark.both
def test_a_team_is_closed_when_nobody_and_no_team_is_in_it(
    as_: Callable[..., Visit], ines: Person, blue: Team, red: Team, night: Team
) -> None:
    visit = as_(ines)
    assert visit.post(f"/people/teams/{red.id}/closure").status_code == 409
    assert "Close today" not in visit.get(f"/people/teams/{red.id}").text
    for person in everybody(blue):
        actions.move(person, red, on=TODAY, actor=None, now=NOW)
    db.session.commit()
    refused = visit.post(f"/people/teams/{blue.id}/closure")
    assert "Night belongs to Blue" in refused.text
    assert visit.post(f"/people/teams/{night.id}/closure").status_code == 303
    assert visit.post(f"/people/teams/{blue.id}/closure").status_code == 303
    assert blue.closed_on == TODAY
    assert queries.leads_of(blue.id, TODAY) == []
    refused = visit.post(f"/people/teams/{night.id}/opening")
    assert "Blue is closed" in refused.text
    assert visit.post(f"/people/teams/{blue.id}/opening").status_code == 303
    assert blue.closed_on is None


@pytest.mark.both
def test_what_a_merged_team_was_measured_incented_and_celebrated_on_ends_with_it(
    as_: Callable[..., Visit], ines: Person, blue: Team, red: Team, night: Team
) -> None:
    first, second = a_measure(ines, "Handle time"), a_measure(ines, "Tickets closed")
    over = TargetKind.begin(blue, second, ines, until=SINCE + timedelta(days=9), since=SINCE)
    held = [kind.begin(blue, first, ines, until=TOMORROW) for kind in KINDS]
    held.append(PlanKind.begin(blue, second, ines))
    other = [CelebrationKind.begin(each, second, ines) for each in (red, night)]
    TargetKind.begin(blue, second, ines, since=TODAY)
    CelebrationKind.begin(blue, second, ines, since=TOMORROW)
    db.session.commit()
    visit = as_(ines)
    assert (
        "its own targets, incentives and celebrations end"
        in visit.get(f"/people/teams/{blue.id}").text
    )
    assert visit.post(f"/people/teams/{blue.id}/merger", {"into": red.id}).status_code == 303

    assert (over.until, {each.until for each in held}) == (SINCE + timedelta(days=9), {TODAY})
    assert [each.until for each in other] == [None, None]
    assert sides_of(blue.id, TODAY - timedelta(days=1))[0].plans == held[1::2]
    for seen in sides_of(blue.id, TODAY):
        assert (seen.targets, seen.plans, seen.celebrations) == ([], [], [])
    assert history_of(blue.id, 1).total == 5
    query = db.select(SecurityEvent).where(SecurityEvent.act == "lever changed")
    told = [each.note.words["deed"] for each in db.session.scalars(query)]
    assert (told.count("ended"), told.count("withdrawn")) == (4, 2)
    with pytest.raises(Refused, match="ended already"):
        PlanKind.end(held[-1], ines, last_day=TOMORROW, now=NOW)
    assert visit.post(f"/people/teams/{blue.id}/opening").status_code == 303
    assert sides_of(blue.id, TODAY)[0].plans == []


def test_what_a_closed_team_was_measured_on_ends_with_it(ines: Person, night: Team) -> None:
    target = TargetKind.begin(night, a_measure(ines), ines)
    actions.close_team(night, on=TODAY, actor=ines, now=NOW)
    assert target.until == TODAY


def test_a_person_who_comes_later_keeps_a_team_open(ben: Person, blue: Team, night: Team) -> None:
    actions.move(ben, night, on=TOMORROW, actor=None, now=NOW)
    with pytest.raises(Refused, match="such as Ben Berg"):
        actions.close_team(night, on=TODAY, actor=None, now=NOW)


def test_teams_are_not_merged_into_their_own_or_closed_ones(
    service: Team, blue: Team, red: Team
) -> None:
    with pytest.raises(Refused, match="Blue belongs to Service"):
        actions.merge_team(service, blue, on=TODAY, actor=None, now=NOW)
    with pytest.raises(Refused, match="Blue belongs to Blue"):
        actions.merge_team(blue, blue, on=TODAY, actor=None, now=NOW)
    actions.merge_team(blue, red, on=TODAY, actor=None, now=NOW)
    with pytest.raises(Refused, match="Blue is closed since 2026-03-18"):
        actions.merge_team(red, blue, on=TODAY, actor=None, now=NOW)


def test_a_file_that_still_has_a_merged_team_means_the_other(
    tmp_path: Any, blue: Team, red: Team, ben: Person
) -> None:
    actions.merge_team(blue, red, on=TODAY, actor=None, now=NOW)
    office = person_named("Ines").memberships[0].team
    db.session.commit()
    file = tmp_path / "r.csv"
    file.write_text(f"name,team,since\nBen Berg,Blue,{SINCE}\nNils New,Blue,2025-05-05\n")
    made = imports.check(file, today=TODAY, may_give_roles=True)
    [added] = made.changes
    assert [(span.team, span.since) for span in added.after.spans] == [("red", TODAY)]
    for person in everybody(office):
        actions.move(person, red, on=TODAY, actor=None, now=NOW)
    actions.close_team(office, on=TODAY, actor=None, now=NOW)
    file.write_text("name,team,parent_team\nBen Berg,Office,\nBo Brand,Red,Office\n")
    made = imports.check(file, today=TODAY, may_give_roles=True)
    assert [(each.line, each.column) for each in made.problems] == [(2, "team"), (3, "parent_team")]
