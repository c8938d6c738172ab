"""Patterns among thanks: the planted ones are found, ordinary close teams are not, HR is told."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.keeping import erasing
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.points import actions as ledger
from cxstaff.recognition import actions, erasure
from cxstaff.recognition.models import CompanyValue
from cxstaff.recognition.patterns.actions import look_at, notice, set_rules
from cxstaff.recognition.patterns.models import NoticedPattern
from cxstaff.recognition.patterns.queries import count_to_look_at, pattern_rules
from cxstaff.recognition.patterns.rules import (
    DEFAULTS,
    Given,
    Pattern,
    PatternAnswer,
    PatternKind,
    PatternRule,
    pairs,
    rounds,
    to_one_person,
)
from tests.cast import NOW, TODAY
from tests.thanks import thank

Thanked = Counter[tuple[int, int]]
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
FINDS = {
    PatternKind.PAIR: pairs,
    PatternKind.ONE_PERSON: to_one_person,
    PatternKind.ROUND: rounds,
}
SIZE = 8


@pytest.fixture
def value(ines: Person) -> CompanyValue:
    return actions.define_value("Own it", ines, sentence="We see it through.", now=NOW)


def found_in(to_one: Thanked, size: int = SIZE) -> dict[PatternKind, list[tuple[int, ...]]]:
    in_all: Counter[int] = Counter()
    for (giver, _receiver), count in to_one.items():
        in_all[giver] += count
    given = Given(to_one, in_all, dict.fromkeys(in_all, size - 1))
    return {
        kind: [each.people for each in find(given, DEFAULTS[kind])] for kind, find in FINDS.items()
    }


def an_ordinary_quarter(dice: np.random.Generator, size: int = SIZE) -> Thanked:
    """A team in which everybody is closer to some than to others, and they to them as well."""
    close = dice.gamma(1, 1, (size, size))
    close = close + close.T
    np.fill_diagonal(close, 0)
    gives = dice.poisson(dice.gamma(2, 4, size))
    gives[0] *= 3  # who leads gives more
    return Counter(
        (giver, int(receiver))
        for giver in range(size)
        for receiver in dice.choice(size, gives[giver], p=close[giver] / close[giver].sum())
    )


def planted(dice: np.random.Generator) -> Iterator[tuple[PatternKind, tuple[int, ...], Thanked]]:
    """One of each pattern laid over an ordinary quarter of its people's thanks to others."""
    few = Thanked(
        {(a, b): 1 for a in range(SIZE) for b in range(SIZE) if a != b and dice.random() < 0.3}
    )
    yield PatternKind.PAIR, (1, 2), few + Thanked({(1, 2): 8, (2, 1): 7})
    yield PatternKind.ONE_PERSON, (3, 4), few + Thanked({(3, 4): 14})
    yield PatternKind.ROUND, (5, 6, 7), few + Thanked({(5, 6): 6, (6, 7): 6, (7, 5): 6})
    yield PatternKind.ROUND, (5, 6), few + Thanked({(5, 6): 6, (6, 5): 6})


def test_planted_patterns_are_found() -> None:
    """More than nine in ten of each kind."""
    dice, hits, asked = np.random.default_rng(5), Counter[str](), Counter[str]()
    for _ in range(100):
        for kind, people, thanks in planted(dice):
            asked[f"{kind}{len(people)}"] += 1
            hits[f"{kind}{len(people)}"] += people in found_in(thanks)[kind]
    assert all(hits[each] / asked[each] > 0.9 for each in asked), (hits, asked)


def test_ordinary_close_teams_are_seldom_told_of() -> None:
    """Of teams of eight less than one in fifty has a pair; of people less than one in a hundred."""
    dice, with_pair, people = np.random.default_rng(6), 0, 0
    for _ in range(400):
        found = found_in(an_ordinary_quarter(dice))
        with_pair += bool(found[PatternKind.PAIR])
        people += len(found[PatternKind.ONE_PERSON])
    assert with_pair / 400 < 0.02
    assert people / (400 * SIZE) < 0.01


def test_a_small_team_has_nobody_else_to_thank() -> None:
    thanks = Thanked({(1, 2): 9, (2, 1): 9})
    assert found_in(thanks, size=5)[PatternKind.PAIR] == []
    assert found_in(thanks, size=6)[PatternKind.PAIR] == [(1, 2)]


@pytest.mark.parametrize(
    ("count", "back", "others", "expected"),
    [(5, 5, 3, [(1, 2)]), (4, 5, 0, []), (5, 4, 0, []), (5, 5, 4, []), (6, 6, 4, [(1, 2)])],
)
def test_a_pair_is_many_thanks_both_ways_and_most_of_both(
    count: int, back: int, others: int, expected: list[tuple[int, int]]
) -> None:
    thanks = Thanked({(1, 2): count, (2, 1): back})
    thanks.update({(1, 3): others} if others else {})
    assert found_in(thanks)[PatternKind.PAIR] == expected


def noticed() -> list[tuple[str, str, list[int], int]]:
    notice(NOW, TODAY)
    rows = db.session.scalars(db.select(NoticedPattern).order_by(NoticedPattern.kind))
    return [(each.kind, each.who, each.counts, each.of) for each in rows]


def often(giver: Person, receiver: Person, times: int, value: CompanyValue, **words: Any) -> None:
    for number in range(times):
        now = NOW - (number + 1) * HOUR
        thank(receiver, giver, f"No {number}", value=value, now=now, **words)


def test_what_holds_is_noted_once_and_goes_when_it_holds_no_more(
    ana: Person, ben: Person, bea: Person, value: CompanyValue
) -> None:
    often(ben, bea, 5, value)
    often(bea, ben, 6, value)
    thank(ana, ben, value=value)
    who = f"{min(ben.id, bea.id)}-{max(ben.id, bea.id)}"
    first = sorted([(ben.id, 5, 6), (bea.id, 6, 6)])[0]
    counts = [5, 6] if first[0] == ben.id else [6, 5]
    told = ("pair", who, counts, first[2])
    assert noticed() == noticed() == [told]
    usual = pattern_rules()
    off = usual | {PatternKind.PAIR: PatternRule(PatternAnswer.OFF, 13, 5, 60)}
    set_rules(off, ana, now=NOW)
    assert noticed() == [("one person", f"{bea.id}-{ben.id}", [6], 6)]
    off = {kind: PatternRule(PatternAnswer.OFF, *_numbers(rule)) for kind, rule in usual.items()}
    set_rules(off, ana, now=NOW)
    assert noticed() == []


def _numbers(rule: PatternRule) -> tuple[int, int, int]:
    return rule.weeks, rule.fewest, rule.share


def test_private_thanks_old_ones_and_those_to_several_are_not_told(
    ana: Person, ben: Person, bea: Person, value: CompanyValue
) -> None:
    often(ben, bea, 9, value, is_private=True)
    for number in range(9):
        thank(bea, ben, f"Old {number}", value=value, now=NOW - 13 * WEEK - number * HOUR)
    assert noticed() == []


def test_what_hr_looked_at_comes_back_when_it_has_grown(
    ben: Person, bea: Person, value: CompanyValue
) -> None:
    often(ben, bea, 6, value)
    notice(NOW, TODAY)
    (told,) = db.session.scalars(db.select(NoticedPattern))
    look_at(told, now=NOW)
    notice(NOW, TODAY)
    assert count_to_look_at() == 0
    for number in range(6):
        thank(bea, ben, f"More {number}", value=value)
    notice(NOW, TODAY)
    assert count_to_look_at() == 1


def stopping(kind: PatternKind, actor: Person) -> None:
    rules = pattern_rules()
    rules[kind] = PatternRule(PatternAnswer.BLOCK, *_numbers(rules[kind]))
    set_rules(rules, actor, now=NOW)


def test_a_giver_is_stopped_with_a_sentence_only_where_the_company_chose_so(
    ana: Person, ben: Person, bea: Person, ines: Person, value: CompanyValue
) -> None:
    often(ben, bea, 6, value)
    stopping(PatternKind.ONE_PERSON, ines)
    with pytest.raises(Refused, match="6 of the 6 thanks you gave in the last 13 weeks went to Be"):
        thank(bea, ben, "Again", value=value)
    for number in range(3):
        thank(ana, ben, f"You, too {number}", value=value)
    thank(bea, ben, "Now", value=value)


def test_a_pair_is_stopped_from_the_thanks_on_that_would_make_it_one(
    ben: Person, bea: Person, ines: Person, value: CompanyValue
) -> None:
    stopping(PatternKind.PAIR, ines)
    often(bea, ben, 5, value, is_private=True)
    often(ben, bea, 4, value)
    with pytest.raises(Refused, match="4 times one way, 5 the other"):
        thank(bea, ben, "The fifth", value=value)


def test_in_a_small_team_nobody_is_stopped(
    cleo: Person, rolf: Person, ines: Person, value: CompanyValue
) -> None:
    stopping(PatternKind.ONE_PERSON, ines)
    often(cleo, rolf, 9, value)


def test_hr_alone_is_told_and_sets_the_rules(
    ana: Person, ben: Person, bea: Person, ines: Person, cyrus: Person,
    blue: Team, value: CompanyValue, as_: Any,
) -> None:  # fmt: skip
    often(ben, bea, 6, value)
    notice(NOW, TODAY)
    db.session.commit()
    assert "1 pattern in thanks to look at" in as_(ines).get("/").text
    page = as_(ines).get("/thanks/patterns").text
    assert "Of 6 thanks that Ben Berg gave by name in 13 weeks, 6 went to Bea Bach." in page
    path = f"/thanks/patterns/one-person/{ben.id}-{bea.id}/look"
    for other in (ana, ben, cyrus):
        assert "in thanks to look at" not in as_(other).get("/").text
        for place in ("/thanks/patterns", "/thanks/patterns/rules"):
            assert as_(other).get(place).status_code == 403
        assert as_(other).post(path).status_code == 403
    assert as_(ines).post(path).status_code == 303
    assert "Looked at" in as_(ines).get("/thanks/patterns").text
    assert as_(ines).post("/thanks/patterns/pair/1-2/look").status_code == 404
    typed = {
        f"{kind}_{part}": number
        for kind in ("pair", "one_person", "round")
        for part, number in (("answer", "block"), ("weeks", "8"), ("fewest", "4"), ("share", "90"))
    }
    assert as_(ines).post("/thanks/patterns/rules", typed).status_code == 303
    assert set(pattern_rules().values()) == {PatternRule(PatternAnswer.BLOCK, 8, 4, 90)}
    bad = as_(ines).post("/thanks/patterns/rules", typed | {"pair_weeks": "0"})
    assert bad.status_code == 422


def test_ways_round_are_told_once_whoever_begins() -> None:
    given = Given(Counter({(2, 1): 3, (1, 3): 3, (3, 2): 3}), Counter({1: 3, 2: 3, 3: 3}))
    (found,) = rounds(given, DEFAULTS[PatternKind.ROUND])
    assert found == Pattern(PatternKind.ROUND, (1, 3, 2), (3, 3, 3), 3)


def test_points_that_come_back_are_noticed_and_stopped(
    ana: Person, ben: Person, bea: Person, ines: Person, value: CompanyValue
) -> None:
    get_company().has_points = True
    for person in (ben, bea):
        ledger.allow(person, TODAY, 100, None, now=NOW)
    often(ben, bea, 3, value, points=5)
    often(bea, ben, 3, value, points=5)
    ids = sorted([ben.id, bea.id])
    assert noticed() == [("round", f"{ids[0]}-{ids[1]}", [3, 3], 3)]
    stopping(PatternKind.ROUND, ines)
    with pytest.raises(Refused, match="Send your thanks without points"):
        thank(bea, ben, "And again", value=value, points=5)
    thank(bea, ben, "And again", value=value)


def test_patterns_of_somebody_who_is_erased_go(
    ana: Person, ben: Person, bea: Person, value: CompanyValue
) -> None:
    often(ben, bea, 6, value)
    often(ana, bea, 6, value)
    assert len(noticed()) == 2
    erasure.erase(ben.id, erasing.identifiers_of(ben))
    rows = db.session.scalars(db.select(NoticedPattern.who))
    assert list(rows) == [f"{ana.id}-{bea.id}"]
