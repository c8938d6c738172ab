"""What a plan pays: worked examples for each shape, its guard, days, cap, pool and budget."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff.date_range import DateRange
from cxstaff.incentives.payout.cautions import Caution, Voices, cautions_of, has_cliff
from cxstaff.incentives.payout.formula import Rule, Working, share, work_out
from cxstaff.incentives.payout.luck import Luck, amounts, luck_of
from cxstaff.incentives.payout.sharing import days_counted, shares, within
from cxstaff.incentives.payout.terms import Guard, Shape, flaws_of
from cxstaff.incentives.payout.terms import PaidLevel as Level
from cxstaff.incentives.payout.terms import PayoutTerms as Terms
from cxstaff.incentives.payout.terms import TermsFlaw as Flaw

SOLVED = Terms(Shape.THRESHOLD, "up", (Level(0.8, 5000),))
QUICK = Terms(
    Shape.STEPS,
    "down",
    (Level(300, 1000), Level(240, 2500), Level(180, 6000)),
    cap=4000,
)
RISING = Terms(Shape.LINE, "up", (Level(4.0, 1000), Level(4.5, 6000)))
SHARED = Terms(Shape.POOL, "up", (Level(0.8, 100_000),))


def paid(terms: Terms, reading: float, guard: float | None = None, days: int = 30) -> int:
    return work_out(terms, reading, guard, days, 30)[-1].amount


@pytest.mark.parametrize(
    ("terms", "reading", "amount"),
    [
        (SOLVED, 0.79, 0),
        (SOLVED, 0.8, 5000),
        (SOLVED, 0.1 + 0.7, 5000),  # 0.7999999999999999
        (QUICK, 301, 0),
        (QUICK, 300, 1000),
        (QUICK, 239, 2500),
        (QUICK, 100, 4000),  # the third step pays more than the cap
        (RISING, 3.99, 0),
        (RISING, 4.0, 1000),
        (RISING, 4.1, 2000),
        (RISING, 4.3333, 4333),
        (RISING, 5.0, 6000),
        (SHARED, 0.9, 100_000),
    ],
)
def test_a_reading_earns_what_the_terms_say(terms: Terms, reading: float, amount: int) -> None:
    assert paid(terms, reading) == amount
    assert amounts(terms, np.array([reading]))[0] == amount


def test_the_working_names_each_rule_that_changed_the_amount() -> None:
    terms = Terms(Shape.THRESHOLD, "up", (Level(0.8, 9000),), cap=2000, guard=Guard(4.2, "up", 50))
    assert work_out(terms, 0.85, 4.1, 20, 30) == [
        Working(Rule.REACHED, 9000, 0.8),
        Working(Rule.GUARD, 4500, 4.2, 50, 100),
        Working(Rule.DAYS, 3000, None, 20, 30),
        Working(Rule.CAP, 2000),
    ]
    assert work_out(terms, 0.7, 4.1, 20, 30) == [Working(Rule.NOT_REACHED, 0, 0.8)]


@pytest.mark.parametrize(("guard", "amount"), [(4.2, 5000), (4.19, 0), (None, 0)])
def test_a_guard_that_does_not_hold_or_is_not_known_stops(guard: float | None, amount: int) -> None:
    terms = Terms(Shape.THRESHOLD, "up", (Level(0.8, 5000),), guard=Guard(4.2, "up"))
    assert paid(terms, 0.9, guard) == amount


@pytest.mark.parametrize(
    ("terms", "flaws"),
    [
        (SOLVED, []),
        (QUICK, []),
        (RISING, []),
        (Terms(Shape.LINE, "up", (Level(1, 0), Level(2, 5))), []),
        (Terms(Shape.THRESHOLD, "up", ()), [Flaw.NUMBER_OF_STEPS]),
        (Terms(Shape.LINE, "up", (Level(1, 5),)), [Flaw.NUMBER_OF_STEPS]),
        (Terms(Shape.STEPS, "up", (Level(1, 5),)), [Flaw.NUMBER_OF_STEPS]),
        (
            Terms(Shape.THRESHOLD, "up", (Level(float("nan"), 5),)),
            [Flaw.NOT_A_NUMBER],
        ),
        (
            Terms(Shape.STEPS, "down", (Level(1, 5), Level(2, 6))),
            [Flaw.ORDER_OF_LEVELS],
        ),
        (
            Terms(Shape.STEPS, "up", (Level(1, 5), Level(1, 6))),
            [Flaw.ORDER_OF_LEVELS],
        ),
        (
            Terms(Shape.STEPS, "up", (Level(1, 5), Level(2, 5))),
            [Flaw.ORDER_OF_AMOUNTS],
        ),
        (Terms(Shape.POOL, "up", (Level(1, 0),)), [Flaw.PAYS_NOTHING]),
        (Terms(Shape.POOL, "up", (Level(1, 10**13),)), [Flaw.AMOUNT_OUT_OF_RANGE]),
        (Terms(Shape.POOL, "up", (Level(1, -1),)), [Flaw.AMOUNT_OUT_OF_RANGE]),
        (Terms(Shape.POOL, "up", (Level(1, 1),), cap=0), [Flaw.CAP_OUT_OF_RANGE]),
        (
            Terms(Shape.POOL, "up", (Level(1, 1),), guard=Guard(1, "up", 100)),
            [Flaw.SHARE_OUT_OF_RANGE],
        ),
    ],
)
def test_terms_that_cannot_be_paid_by_are_named(terms: Terms, flaws: list[Flaw]) -> None:
    assert flaws_of(terms) == flaws


def test_a_pool_is_shared_to_the_last_cent() -> None:
    assert shares(100, [1, 1, 1]) == [34, 33, 33]
    assert shares(100, [30, 0, 15]) == [67, 0, 33]
    assert shares(100, [0, 0]) == [0, 0]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_shares_add_up_and_are_within_one_of_their_part(amount: int, weights: list[int]) -> None:
    found, total = shares(amount, weights), sum(weights)
    assert sum(found) == (amount if total else 0)
    for each, weight in zip(found, weights, strict=True):
        assert abs(each * total - amount * weight) < max(total, 1)


@given(st.integers(-5, 10**6), st.lists(st.integers(0, 10**5), max_size=30))
def test_a_budget_is_never_passed_and_cuts_all_alike(left: int, due: list[int]) -> None:
    found = within(left, due)
    assert sum(found) == min(sum(due), max(left, 0))
    ordered = sorted(zip(due, found, strict=True))
    assert all(much <= more + 1 for (_, much), (_, more) in pairwise(ordered))


def test_days_are_those_of_the_stay_less_leave_and_count_once() -> None:
    first = date(2026, 2, 1)
    day = timedelta(days=1)
    month = DateRange(first, date(2026, 3, 1))
    stays = [
        DateRange(first - 9 * day, first + 9 * day),
        DateRange(first + 8 * day, first + 10 * day),
        DateRange(first + 20 * day, None),
    ]
    assert days_counted(month, stays, []) == 18
    assert days_counted(month, stays, [DateRange(first + 5 * day, first + 15 * day)]) == 13
    assert share(1001, 1, 2) == 501


def test_luck_is_what_drawing_teams_again_and_again_shows() -> None:
    draw = np.random.default_rng(7)
    true = 4.2 + 0.15 * draw.standard_normal(4000)
    errors = draw.choice([0.05, 0.1, 0.2], 4000)
    first, second = (true + errors * draw.standard_normal(4000) for _ in range(2))
    for terms in (RISING, Terms(Shape.THRESHOLD, "up", (Level(4.3, 5000),))):
        found = luck_of(terms, list(first), list(errors))
        assert found is not None
        assert found.share is not None
        a, b = amounts(terms, first), amounts(terms, second)
        assert found.share == pytest.approx(1 - np.corrcoef(a, b)[0, 1], abs=0.06)
        assert found.apart == pytest.approx(np.abs(a - b).mean(), rel=0.08)
        assert found.mean == pytest.approx(a.mean(), rel=0.06)


def test_teams_that_are_alike_are_paid_by_luck_alone_and_few_readings_tell_nothing() -> None:
    alike = luck_of(SOLVED, [0.8] * 20, [0.05] * 20)
    assert alike is not None
    assert alike.share == pytest.approx(1.0)
    assert alike.apart == pytest.approx(2500, rel=0.02)
    sure = luck_of(SOLVED, [0.9, 0.7] * 10, [0.0] * 20)
    assert sure is not None
    assert sure.share == pytest.approx(0.0)
    assert luck_of(SOLVED, [0.8] * 7, [0.05] * 7) is None
    nothing = luck_of(SOLVED, [0.2] * 20, [0.001] * 20)
    assert nothing is not None
    assert nothing.share is None


@pytest.mark.parametrize(
    ("terms", "is_one"),
    [
        (SOLVED, True),
        (SHARED, True),
        (RISING, False),
        (Terms(Shape.LINE, "up", (Level(4, 3000), Level(5, 6000))), True),
        (
            Terms(Shape.STEPS, "up", (Level(1, 10), Level(2, 20), Level(3, 30))),
            False,
        ),
        (Terms(Shape.STEPS, "up", (Level(1, 10), Level(2, 30))), True),
    ],
)
def test_a_cliff_is_where_just_missing_costs_half_of_all(terms: Terms, is_one: bool) -> None:
    assert has_cliff(terms) is is_one


def test_cautions_are_about_guard_noise_cliff_and_luck() -> None:
    internal = Voices(is_customers=False, guard_is_customers=None)
    unsure = [(0.75, 0.85), (0.7, 0.79)]
    assert cautions_of(SOLVED, internal, unsure, None) == [
        Caution.NO_CUSTOMER_GUARD,
        Caution.INSIDE_NOISE,
        Caution.CLIFF,
        Caution.TOO_FEW_READINGS,
    ]
    guarded = Voices(is_customers=False, guard_is_customers=True)
    mostly = Luck(n=20, share=0.6, apart=100.0, mean=400.0)
    assert cautions_of(RISING, guarded, [(3.9, 4.1)] * 4, mostly) == [
        Caution.INSIDE_NOISE,
        Caution.MOSTLY_LUCK,
    ]
    smooth = Terms(Shape.LINE, "up", (Level(4.0, 0), Level(4.5, 6000)))
    fair = Luck(n=20, share=0.2, apart=100.0, mean=400.0)
    assert cautions_of(smooth, guarded, [(3.9, 4.1)] * 4, fair) == []
