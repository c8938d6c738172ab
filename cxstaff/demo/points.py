"""Budgets and points of the made-up company: given, spent, set aside, and taken back once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from cxstaff import clock
from cxstaff.db import db
from cxstaff.demo import names, words
from cxstaff.demo.levers.giving import Levers
from cxstaff.demo.roster import DemoRoster
from cxstaff.demo.world import SEED
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.points import actions
from cxstaff.points.models import Audience, LedgerAccount, Transfer
from cxstaff.points.units import POINTS
from cxstaff.recognition import actions as recognition
from cxstaff.recognition.models import CompanyValue, Picture
from cxstaff.recognition.queries import colleagues
from cxstaff.recognition.rules.actions import choose
from cxstaff.recognition.rules.queries import Chosen

KUDOS, BONUS = 20_000, 25_000_00
OF_CUSTOMERS = 5
"""Points with each thanks from a customer of the last two weeks; the job worker gives them."""
ALLOWANCE, OF_LEADS = 100, 150
GIFTS, PASSED_ON = 60, 30
A_QUARTER = 90
PICTURES = [None, None, *Picture]


def fill(roster: DemoRoster, set_up: Levers, now: datetime) -> None:
    """Switch points on, make two budgets with movements, and let people have and give points."""
    get_company().has_points = True
    dice = np.random.default_rng(SEED + 9)
    began = now - timedelta(days=A_QUARTER)
    kudos = actions.make_budget(
        "Kudos", "points", roster.hr, amount=KUDOS, key="kudos", words="For this year", now=began
    )
    _bonus(roster, began, now)
    _gifts(roster, kudos, dice, now)
    _allowances(roster, set_up, dice, now)
    _outing_of_before(roster, began, now)
    of_customers = Chosen(customers_points=OF_CUSTOMERS, budget_id=kudos.id)
    choose(of_customers, roster.hr, now=now - timedelta(days=14))
    db.session.flush()
    while actions.link_some(now=now):
        pass


def _bonus(roster: DemoRoster, began: datetime, now: datetime) -> None:
    """Money: topped up, a part withdrawn, some paid out, some set aside still."""
    hr = roster.hr
    bonus = actions.make_budget("Team bonus", "EUR", hr, amount=BONUS, key="bonus", now=began)
    then = began + timedelta(days=30)
    actions.top_up(bonus, hr, amount=5_000_00, key="bonus 2", words="Second half", now=then)
    actions.withdraw(bonus, hr, amount=1_500_00, key="bonus 3", words="Not needed", now=then)
    paid = actions.set_aside(
        bonus, hr, amount=2_400_00, key="outing", words="Summer outing of the service teams",
        expires_at=then + timedelta(days=60), now=then,
    )  # fmt: skip
    later = then + timedelta(days=20)
    held = db.session.get_one(Transfer, paid)
    actions.pay_out(held, hr, amount=2_180_50, key="outing paid", now=later)
    actions.set_aside(
        bonus, hr, amount=1_200_00, key="dinner", words="Dinner for the best solved quarter",
        expires_at=now + timedelta(days=25), now=now - timedelta(days=2),
    )  # fmt: skip


def _outing_of_before(roster: DemoRoster, began: datetime, now: datetime) -> None:
    """Rename a budget, and close it when its purpose is over."""
    told: dict[str, Any] = {
        "amount": 3_000_00,
        "key": "summer",
        "words": "For the summer",
        "now": began,
    }
    budget = actions.make_budget("Summer outing", "EUR", roster.hr, **told)
    actions.rename(budget, f"Summer outing {began:%Y}", roster.hr, now=began + timedelta(days=2))
    then = began + timedelta(days=40)
    held = actions.set_aside(
        budget, roster.hr, amount=2_640_00, key="boat", words="Boat and lunch for everybody",
        expires_at=then + timedelta(days=30), now=then,
    )  # fmt: skip
    paid = db.session.get_one(Transfer, held)
    actions.pay_out(paid, roster.hr, amount=2_640_00, key="boat paid", now=then)
    actions.close(budget, roster.hr, now=now - timedelta(days=12))


def _gifts(
    roster: DemoRoster, kudos: LedgerAccount, dice: np.random.Generator, now: datetime
) -> None:
    """Points from the budget, one of them to the wrong person and taken back."""
    everybody = [person for team in roster.members for person in team]
    shown = _shown(roster)
    for number in range(GIFTS):
        then = now - timedelta(days=int(A_QUARTER * (1 - number / GIFTS)), hours=3)
        receiver = shown if number % 10 == 0 else everybody[int(dice.integers(len(everybody)))]
        told = str(dice.choice(words.FOR_A_VALUE)).format(name=receiver.name.split()[0])
        amount = int(dice.choice([20, 50, 50, 100]))
        actions.give(
            kudos, receiver, roster.hr, amount=amount, key=f"gift {number}", words=told, now=then
        )
    then = now - timedelta(days=6)
    wrong = actions.give(
        kudos, everybody[1], roster.hr, amount=200, key="wrong", words="Six months without a day "
        "off the phones", now=then,
    )  # fmt: skip
    original = db.session.get_one(Transfer, wrong)
    actions.take_back(original, roster.hr, key="wrong back", now=then + timedelta(hours=1))


def _allowances(
    roster: DemoRoster, set_up: Levers, dice: np.random.Generator, now: datetime
) -> None:
    """Let HR set what everybody may give each month, and the shown team and its lead give some."""
    today = clock.local_day(now, names.ZONE)
    team = next(each for each in roster.members if _shown(roster) in each)
    lead = roster.leads[roster.members.index(team)]
    givers = [lead, *team]
    told: dict[str, Any] = {"actor": roster.hr, "now": now - timedelta(days=A_QUARTER)}
    actions.set_rule(Audience.EVERYBODY, POINTS, ALLOWANCE, lapses=True, **told)
    actions.set_rule(Audience.LEADS, POINTS, OF_LEADS, lapses=False, **told)
    for person in givers:
        amount = OF_LEADS if person is lead else ALLOWANCE
        actions.allow(person, today, amount, None, now=_early(today, now))
    early, many = _early(today, now), PASSED_ON + 1
    for number in range(1, many):
        giver = givers[number % len(givers)]
        others = [each for each in team if each is not giver]
        first = team[0] if number % 3 == 0 and giver is not team[0] else None
        receiver = first or others[int(dice.integers(len(others)))]
        pair = [receiver, next(each for each in others if each is not receiver)]
        then = early + (now - early) * number / many
        _thank(giver, pair[: 2 if number % 7 == 0 else 1], set_up.values, dice, then)


def _thank(
    giver: Person,
    receivers: Sequence[Person],
    values: Sequence[CompanyValue],
    dice: np.random.Generator,
    then: datetime,
) -> None:
    """Give a thanks with points out of one's own allowance, of which something stays."""
    told = str(dice.choice(words.FOR_A_VALUE)).format(name=receivers[0].name.split()[0])
    said = recognition.ThanksWords(
        told,
        value=values[int(dice.integers(len(values)))],
        points=int(dice.choice([5, 5, 10])),
        picture=PICTURES[int(dice.integers(len(PICTURES)))],
    )
    ids, day = [each.id for each in receivers], clock.local_day(then, names.ZONE)
    recognition.thank(colleagues(ids, day), giver, said, now=then)


def _early(today: date, now: datetime) -> datetime:
    """Return the first of the month, or a moment ago on that day."""
    return min(clock.start_of(today.replace(day=1), names.ZONE), now - timedelta(hours=4))


def _shown(roster: DemoRoster) -> Person:
    """Return the employee that a visitor signs in as."""
    everybody = [person for team in roster.members for person in team]
    return next((each for each in everybody if each.password_hash), everybody[0])
