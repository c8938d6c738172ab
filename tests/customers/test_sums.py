"""Running sums: every score that a customer can give adds what its scale says."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from cxstaff.customers.models import SUMS
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.sums import DayCells, Key
from cxstaff.customers.records.terms import SUMMED, terms_between, terms_of

DAY = date(2026, 3, 3)
KEY = (1, DAY, 1, 1)
NONE = Contact._make([None] * len(Contact._fields))._replace(
    happened_at=datetime(2026, 3, 3, 9, tzinfo=UTC)
)


def added_by(column: str, scores: range) -> dict[str, int]:
    """Return the sums of a day on which each of some scores was given once."""
    cells = DayCells()
    for score in scores:
        cells.add(KEY, NONE._replace(**{column: score}))
    totals = cells.of_totals()
    day = totals["grain"].index("day")
    return {name: totals[name][day] if name in totals else 0 for name in SUMS}


@pytest.mark.parametrize("score", range(11))
def test_whoever_says_six_or_less_is_a_detractor_and_from_nine_a_promoter(score):
    sums = added_by("nps", range(score, score + 1))
    kinds = sums["nps_n"], sums["nps_promoters"], sums["nps_detractors"]
    assert kinds == (1, score in {9, 10}, score in {0, 1, 2, 3, 4, 5, 6})


@pytest.mark.parametrize(("column", "most"), [("csat", 5), ("ces", 7)])
def test_scores_and_their_squares_are_added_up(column, most):
    sums = added_by(column, range(1, most + 1))
    n, total, squares = (sums[f"{column}_{name}"] for name in ("n", "sum", "squares"))
    assert (n, total) == (most, sum(range(1, most + 1)))
    assert squares == {5: 1 + 4 + 9 + 16 + 25, 7: 1 + 4 + 9 + 16 + 25 + 36 + 49}[most]


def test_four_and_five_of_five_are_satisfied():
    assert [added_by("csat", range(n, n + 1))["csat_top2"] for n in range(1, 6)] == [0, 0, 0, 1, 1]


Interaction = tuple[Key, Contact]
LARGEST = 3_000_000_000
FLAGS = ("resolved", "reopened", "escalated", "complaint")


def anything(dice: Random) -> Interaction:
    """Give an interaction of some months about which anything may be told, or nothing."""

    def told(*choices: Any) -> Any:
        return None if dice.random() < 0.6 else dice.choice(choices)

    day = dice.choice([DAY, date(2024, 2, 10)]) + timedelta(days=dice.randrange(60))
    happened = datetime(day.year, day.month, day.day, dice.randrange(24), tzinfo=UTC)
    contact = NONE._replace(
        happened_at=happened,
        responded_at=told(happened + timedelta(seconds=dice.randrange(9_000))),
        closed_at=told(happened, happened + timedelta(days=dice.randrange(400), seconds=7)),
        handling_seconds=told(0, dice.randrange(900), dice.randrange(10**6)),
        value=told(dice.randrange(-(10**5), 10**7), LARGEST, -LARGEST),
        csat=told(*range(1, 6)),
        nps=told(*range(11)),
        ces=told(*range(1, 8)),
        is_satisfied=told(True, False),
        is_solved=told(True, False),
        **{f"is_{flag}": told(True, False) for flag in FLAGS},
    )
    return (dice.randrange(1, 4), day, dice.randrange(1, 3), dice.randrange(1, 3)), contact


def one_by_one(one: Contact) -> dict[str, int]:
    """Return what an interaction adds to the sums, told as plainly as can be."""
    added = {"interactions": 1, "csat_top2": one.csat in (4, 5)} | of_lengths(one)
    for name, score in (("csat", one.csat), ("ces", one.ces)):
        if score is not None:
            added |= {f"{name}_n": 1, f"{name}_sum": score, f"{name}_squares": score**2}
    if one.nps is not None:
        added |= {"nps_n": 1, "nps_promoters": one.nps > 8, "nps_detractors": one.nps < 7}
    for name in ("satisfied", "solved", *FLAGS):
        if (yes := getattr(one, f"is_{name}")) is not None:
            added |= {f"{name}_n": 1, f"{name}_yes": yes}
    if {one.csat, one.nps, one.ces, one.is_satisfied, one.is_solved} != {None}:
        added["resolved_heard"] = one.is_resolved is True
        added["unresolved_heard"] = one.is_resolved is False
    return added


def of_lengths(one: Contact) -> dict[str, int]:
    """Return what times and worth add."""
    added, numbers = dict[str, int](), {"handling": one.handling_seconds, "value": one.value}
    for name, then in (("waiting", one.responded_at), ("closing", one.closed_at)):
        numbers[name] = round((then - one.happened_at).total_seconds()) if then else None
    for name, number in numbers.items():
        if number is not None:
            high, low = divmod(number**2, 2**32)
            added |= {f"{name}_n": 1, f"{name}_sum": number}
            added |= {f"{name}_squares_high": high, f"{name}_squares": low}
    return added


def beginnings(day: date) -> dict[str, date]:
    monday = day - timedelta(days=day.weekday())
    return {"day": day, "week": monday, "month": day.replace(day=1)}


def rows_of(table: dict[str, Sequence[Any]], *names: str) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return the sums of a table that are not 0, by its key."""
    keys = list(zip(*(table[name] for name in ("grain", *names)), strict=True))
    assert keys == sorted(set(keys))  # each once, in the order in which all writers lock
    known = [name for name in SUMS if name in table]
    assert all(any(table[name]) for name in known)  # sums to which nothing is added are not there
    sums = [{n: table[n][at] for n in known if table[n][at]} for at in range(len(keys))]
    return dict(zip(keys, sums, strict=True))


def expected(
    many: Iterable[Interaction], *places: int | None
) -> dict[tuple[Any, ...], dict[str, int]]:
    """Return the same, counted one by one; `places` are those of the key, None is the beginning."""
    found: dict[tuple[Any, ...], Counter[str]] = {}
    for key, one in many:
        for grain, starts in beginnings(key[1]).items():
            row = (grain, *(starts if place is None else key[place] for place in places))
            found.setdefault(row, Counter()).update(one_by_one(one))
    return {row: {n: each for n, each in sums.items() if each} for row, sums in found.items()}


def columns_of(many: Sequence[Interaction]) -> tuple[list[Sequence[Any]], dict[str, Sequence[Any]]]:
    told = zip(*(one for _, one in many), strict=True)
    keys = list(zip(*(key for key, _ in many), strict=True))
    return keys, dict(zip(Contact._fields, told, strict=True))


def test_every_sum_of_every_table_is_that_of_its_interactions_one_by_one() -> None:
    dice = Random(4)
    many = [anything(dice) for _ in range(300)]
    many[1] = many[0][0], many[1][1]  # two of one key, of which not everything is told
    cells = DayCells()
    for key, one in many[:2]:
        cells.add(key, one)
    cells.add_all([()] * 4, dict.fromkeys(Contact._fields, ()))
    cells.add_all(*columns_of(many[2:]))
    tables = {
        ("team_id", "starts_on", "channel_id", "segment_id"): (cells.of_cells(), (0, None, 2, 3)),
        ("team_id", "starts_on"): (cells.of_totals(), (0, None)),
        ("channel_id", "starts_on"): (cells.of_channels(), (2, None)),
        ("segment_id", "starts_on"): (cells.of_segments(), (3, None)),
    }
    for names, (table, places) in tables.items():
        assert rows_of(table, *names) == expected(many, *places)
    assert cells.shrunk() == []

    cells.take_all(*columns_of(many[:299]))
    assert rows_of(cells.of_totals(), "team_id", "starts_on") == expected(many[299:], 0, None)
    unheard = next(each for each in many if each[1].csat is None)
    cells.take_all(*columns_of([many[299], unheard]))
    assert cells.shrunk() == [unheard[0]]


def test_nothing_adds_nothing() -> None:
    assert DayCells().shrunk() == []
    assert DayCells().of_totals() == {}


def test_what_a_change_adds_is_the_difference_of_both() -> None:
    dice = Random(5)
    for _ in range(200):
        (_, was), (_, now) = anything(dice), anything(dice)
        changed = {name for name in SUMMED if getattr(was, name) != getattr(now, name)}
        before, after = ({n: [each] for n, each in one._asdict().items()} for one in (was, now))
        more = {SUMS[n]: int(each[0]) for n, each in terms_between(before, after, changed).items()}
        first, second = one_by_one(was), one_by_one(now)
        expected = {n: second.get(n, 0) - first.get(n, 0) for n in SUMS}
        assert {n: each for n, each in more.items() if each} == {
            n: each for n, each in expected.items() if each
        }


def test_what_is_too_large_to_be_added_up_is_refused() -> None:
    for value in (LARGEST + 1, -LARGEST - 1):
        two = zip(NONE._replace(value=value), NONE._replace(value=1), strict=True)
        with pytest.raises(OverflowError, match="too large"):
            terms_of(dict(zip(Contact._fields, two, strict=True)))
