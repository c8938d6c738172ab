"""Targets hold for the teams below, as long as these have none of their own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.date_range import DateRange
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.linkage.signs.lever_spells import levers
from cxstaff.measures import queries
from cxstaff.measures.inheritance import nearest, path_up, spells
from cxstaff.people.models import Person, Team
from tests.cast import NOW, TODAY
from tests.levers import LONG_AGO, TargetKind, a_measure

DAY = timedelta(days=1)
START = date(2026, 1, 1)
PARENTS = {1: None, 2: 1, 3: 1, 4: 2, 5: None}


@dataclass(frozen=True)
class Plain:
    """A target as plain values."""

    team_id: int | None
    measure_id: int
    span: DateRange


def a_span(begins: int, length: int | None) -> DateRange:
    since = START + begins * DAY
    return DateRange(since, None if length is None else since + length * DAY)


PLAIN = st.builds(
    Plain,
    st.sampled_from([None, 1, 2, 3, 4, 5]),
    st.sampled_from([1, 2]),
    st.builds(a_span, st.integers(0, 9), st.none() | st.integers(1, 6)),
)


def apart(targets: list[Plain]) -> list[Plain]:
    """Keep those that do not hold on days on which one like them does."""
    kept = list[Plain]()
    for each in targets:
        alike = [e for e in kept if (e.team_id, e.measure_id) == (each.team_id, each.measure_id)]
        if not any(e.span.meets(each.span) for e in alike):
            kept.append(each)
    return kept


@given(st.lists(PLAIN, max_size=8).map(apart), st.dictionaries(st.sampled_from([2, 4]), st.just(7)))
def test_on_every_day_the_nearest_target_holds_and_no_other(
    targets: list[Plain], closed: dict[int, int]
) -> None:
    closing = {team_id: START + day * DAY for team_id, day in closed.items()}
    laid = spells(targets, PARENTS, closing)
    for number in range(20):
        day = START + number * DAY
        for team_id in PARENTS:
            is_closed = team_id in closing and day >= closing[team_id]
            path = [team_id] if is_closed else path_up(team_id, PARENTS)
            here = [each for each in targets if each.span.holds(day)]
            wanted = nearest(here, path)
            found = [e.target for e in laid if e.team_id == team_id and e.span.holds(day)]
            assert sorted(map(id, found)) == sorted(map(id, wanted))


def test_a_loop_of_teams_ends() -> None:
    assert path_up(1, {1: 2, 2: 1}) == [1, 2, None]


def test_a_team_has_its_own_target_else_the_one_above_else_the_companys(
    ines: Person, service: Team, blue: Team, red: Team
) -> None:
    measure = a_measure(ines)
    company = TargetKind.begin(None, measure, ines, level=9.0)
    assert queries.targets_of(blue.id, TODAY) == [company] == queries.targets_of(None, TODAY)
    above = TargetKind.begin(service, measure, ines, level=8.0)
    assert queries.targets_of(blue.id, TODAY) == [above]
    own = TargetKind.begin(blue, measure, ines, level=7.0, since=TODAY)
    assert queries.targets_of(blue.id, TODAY) == [own]
    assert queries.targets_of(blue.id, TODAY - DAY) == [above]
    assert queries.targets_of(red.id, TODAY) == [above]
    assert queries.targets_of(None, TODAY) == [company]
    TargetKind.end(own, ines, last_day=TODAY, now=NOW)
    assert queries.targets_of(blue.id, TODAY + DAY) == [above]


def test_what_is_to_come_from_above_is_listed_unless_its_own_hides_it(
    ines: Person, service: Team, blue: Team, red: Team
) -> None:
    measure = a_measure(ines)
    TargetKind.begin(blue, measure, ines)
    later = TargetKind.begin(service, measure, ines, since=TODAY + DAY)
    assert queries.targets_now_and_later(red.id, TODAY)[1] == [later]
    assert queries.targets_now_and_later(blue.id, TODAY)[1] == []


def test_the_company_cannot_have_two_at_once(ines: Person) -> None:
    measure = a_measure(ines)
    TargetKind.begin(None, measure, ines)
    with pytest.raises(Refused, match="already holds from 2026-01-05"):
        TargetKind.begin(None, measure, ines, since=TODAY)


def test_signs_are_looked_for_in_every_team_that_a_target_holds_for(
    ines: Person, service: Team, blue: Team, red: Team
) -> None:
    measure = a_measure(ines)
    TargetKind.begin(service, measure, ines)
    TargetKind.begin(blue, measure, ines, since=TODAY)
    found = {(each.team_id, each.since, each.until) for each in levers()}
    assert found == {
        (service.id, LONG_AGO, None),
        (red.id, LONG_AGO, None),
        (blue.id, LONG_AGO, TODAY),
        (blue.id, TODAY, None),
    }


def test_a_closed_team_inherits_nothing(ines: Person, service: Team, blue: Team) -> None:
    TargetKind.begin(service, a_measure(ines), ines)
    blue.closed_on = TODAY
    db.session.flush()
    assert queries.targets_of(blue.id, TODAY) == []
    assert len(queries.targets_of(blue.id, TODAY - DAY)) == 1


def test_pages_say_whose_target_it_is_and_offer_an_own_one(
    ines: Person, service: Team, blue: Team, ana: Person, ben: Person, as_: Any
) -> None:
    measure, other = a_measure(ines), a_measure(ines, "Calls")
    TargetKind.begin(service, measure, ines, by_role="Back office: answer within the hour.")
    TargetKind.begin(None, other, ines)
    for path in ("", "/scorecard", "/history"):
        page = as_(ben).get(f"/teams/{blue.id}{path}").text
        assert "from Service, since 5 Jan 2026" in page, path
        assert "from the whole company, since 5 Jan 2026" in page, path
    assert "Back office: answer within the hour." in as_(ben).get(f"/teams/{blue.id}").text
    page = as_(ana).get(f"/teams/{blue.id}").text
    assert f"/teams/{blue.id}/targets/new?measure={measure.id}" in page
    assert f"/teams/{service.id}/targets/" not in page
