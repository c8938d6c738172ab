"""However HR arranges rounds within three weeks, nobody is found out by what changed in between."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

import pytest

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.closing import prior_rounds, split_halves
from cxstaff.pulses.disclosure import differencing_attacks
from cxstaff.pulses.questions import equivalence
from tests.pulses.attack.changes import ATTACKS, Company
from tests.pulses.attack.weak import KINDS_UNHEEDED, patched

TWO_AT_A_TIME = patched((differencing_attacks, "thin_parts", lambda *_: []))
WORDS_BELIEVED = patched((equivalence, "is_company_worded", lambda _: False))
BY_OPENING_ALONE = patched((prior_rounds, "OPEN_LONG", timedelta(days=28)))
HALVES_ALWAYS = patched(
    (prior_rounds, "_halves", lambda *_: []), (split_halves, "_is_answered_again", lambda *_: False)
)
WEAKENED: dict[str, Callable[[], AbstractContextManager[None]]] = {
    "halves": HALVES_ALWAYS,
    "long round": BY_OPENING_ALONE,
    "three ways": TWO_AT_A_TIME,
    "invented people": KINDS_UNHEEDED,
    "other words": WORDS_BELIEVED,
    "words of the bank": WORDS_BELIEVED,
    "translation": WORDS_BELIEVED,
}


@pytest.fixture
def company(ines: Person, service: Team) -> Company:
    above = Team(name="Apart", parent=service)
    db.session.add(above)
    db.session.commit()
    return Company(ines, above)


@pytest.mark.only("sqlite")  # what is told is decided before a database sees it: see below
@pytest.mark.parametrize("attack", ATTACKS)
def test_nobody_is_found_out(company: Company, attack: str) -> None:
    ATTACKS[attack](company)
    assert all(round_.answers >= 13 for round_ in company.rounds)
    assert company.told_of(company.rounds[0]) > 2
    assert company.found_out() == {}


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("attack", ATTACKS)
def test_without_the_rule_one_is_found_out(company: Company, attack: str) -> None:
    with WEAKENED[attack]():
        victims = ATTACKS[attack](company)
    assert company.found_out() == {
        victim: pytest.approx(company.mind[victim]) for victim in victims
    }


@pytest.mark.only("postgresql")
@pytest.mark.parametrize("weakened", [nullcontext, WEAKENED["three ways"]])
def test_on_postgresql_three_ways_find_one_out_without_the_rule_alone(
    company: Company, weakened: Callable[[], AbstractContextManager[None]]
) -> None:
    with weakened():
        victims = ATTACKS["three ways"](company)
    told = {victim: pytest.approx(company.mind[victim]) for victim in victims}
    assert company.found_out() == ({} if weakened is nullcontext else told)
