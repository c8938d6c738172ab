"""Over a quarter everybody who was thanked is told of, and each thanks is given in full once."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cxstaff import clock
from cxstaff.digests.parts.highlights import (
    QUARTER,
    ThanksCandidate,
    begins,
    chosen,
    weeks_within,
)

START = datetime(2026, 1, 5, tzinfo=UTC)
WEEK = timedelta(days=7)
ENDS = [START + WEEK * number for number in range(1, QUARTER + 1)]


def thanks(number: int, minutes: int, *named: int) -> ThanksCandidate:
    return ThanksCandidate(number, START + timedelta(minutes=minutes), frozenset(named))


@st.composite
def quarters(draw: st.DrawFn) -> list[ThanksCandidate]:
    """Thanks of a quarter to up to forty people, some thanked again and again."""
    people = st.integers(1, draw(st.integers(1, 40)))
    named = st.frozensets(people, min_size=1, max_size=3)
    minutes = st.integers(0, QUARTER * 7 * 24 * 60 - 1)
    drawn = draw(st.lists(st.tuples(minutes, named), max_size=120))
    given_ = sorted(drawn, key=lambda each: each[0])
    return [thanks(number, at, *whom) for number, (at, whom) in enumerate(given_)]


@settings(max_examples=200, deadline=None)
@given(candidates=quarters(), most=st.integers(1, 10))
def test_nobody_is_named_again_while_another_waits(
    candidates: list[ThanksCandidate], most: int
) -> None:
    by_id = {each.thanks_id: each for each in candidates}
    shown, ids = set[int](), list[int]()
    weeks = chosen(candidates, ENDS, most)
    for ends_at, picked in zip(ENDS, weeks, strict=True):
        assert len(picked) <= most
        assert all(by_id[each].given_at < ends_at for each in picked), "nothing from later on"
        waiting = {
            person
            for each in candidates
            if each.given_at < ends_at
            for person in each.named - shown
        }
        now = {person for each in picked for person in by_id[each].named}
        new = Counter(bool(by_id[each].named & waiting) for each in picked)
        assert waiting <= now or new[False] == 0, "room goes to those who were not told of"
        assert waiting <= now or len(picked) == most, "nobody is left out while there is room"
        shown, ids = shown | now, ids + picked
    assert len(ids) == len(set(ids)), "each is given in full once"


@settings(max_examples=100, deadline=None)
@given(candidates=quarters(), most=st.integers(1, 10), week=st.integers(1, QUARTER))
def test_what_comes_later_changes_no_earlier_choice(
    candidates: list[ThanksCandidate], most: int, week: int
) -> None:
    known = [each for each in candidates if each.given_at < ENDS[week - 1]]
    assert chosen(known, ENDS[:week], most) == chosen(candidates, ENDS, most)[:week]


@settings(max_examples=100, deadline=None)
@given(people=st.integers(1, 60), most=st.integers(1, 10), data=st.data())
def test_with_room_for_all_everybody_thanked_is_given_in_full_within_the_quarter(
    people: int, most: int, data: st.DataObject
) -> None:
    """Each is thanked once in the first weeks; the last weeks have room for those who wait."""
    weeks_needed = -(-people // most)
    if weeks_needed > QUARTER:
        return
    last = (QUARTER - weeks_needed + 1) * 7 * 24 * 60 - 1
    at = sorted(data.draw(st.lists(st.integers(0, last), min_size=people, max_size=people)))
    candidates = [thanks(number, minutes, number) for number, minutes in enumerate(at)]
    assert {each for week in chosen(candidates, ENDS, most) for each in week} == set(range(people))


def test_who_was_not_named_before_goes_before_who_was() -> None:
    candidates = [thanks(n, n, 1) for n in range(5)] + [thanks(5, 5, 2)]
    assert chosen(candidates, ENDS[:1], 2) == [[5, 0]]
    week = 7 * 24 * 60
    later = [thanks(6, week + 1, 2), thanks(7, week + 2, 3)]
    assert chosen([*candidates, *later], ENDS[:2], 1) == [[0], [5]], "who waited comes first"


moments = st.integers(0, 3 * 365 * 24).map(lambda hours: START + timedelta(hours=hours))


@settings(max_examples=100, deadline=None)
@given(
    zone=st.sampled_from(clock.zone_names()),
    first=moments,
    days=st.lists(st.integers(1, 60), min_size=1, max_size=8),
    weekday=st.integers(0, 6),
)
def test_each_week_is_told_by_one_edition_whatever_their_length(
    zone: str, first: datetime, days: list[int], weekday: int
) -> None:
    edges = [first]
    for length in days:
        edges.append(edges[-1] + timedelta(days=length))
    told = list[datetime]()
    for since, until in pairwise(edges):
        for quarter in weeks_within(since, until, weekday, zone):
            assert len(quarter) <= QUARTER
            assert all(b.until - a.until < timedelta(days=8) for a, b in pairwise(quarter))
            assert begins(quarter, zone) < quarter[0].until
            told += [week.until for week in quarter if since < week.until <= until]
    together = [
        week.until
        for quarter in weeks_within(edges[0], edges[-1], weekday, zone)
        for week in quarter
        if edges[0] < week.until
    ]
    assert told == together == sorted(set(told))
