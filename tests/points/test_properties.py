"""Whatever is done in whatever order: everything adds up to nothing, and nothing falls below it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.points import actions, units, verification
from cxstaff.points.actions import TransferOrder
from cxstaff.points.models import LedgerAccount, Transfer
from tests.cast import NOW

PLACES = 4  # the issuing account, a budget, and those of two people
LATER = NOW + timedelta(days=30)
AMOUNTS = st.integers(1, 60)
ACCOUNTS = st.integers(0, PLACES - 1)
DAYS = st.integers(0, 40)
steady = settings(
    max_examples=20,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Done:
    """Something that was done, as a plain reckoning has it: who gave whom how much."""

    id: int
    debit: int
    credit: int
    amount: int
    is_open: bool = False
    is_taken_back: bool = False


@dataclass
class Reckoning:
    """The oracle: numbers in lists, changed by the rules as DOMAIN.md tells them."""

    balance: list[int] = field(default_factory=lambda: [0] * PLACES)
    held: list[int] = field(default_factory=lambda: [0] * PLACES)

    def can(self, place: int, amount: int) -> bool:
        return place == 0 or self.balance[place] - self.held[place] >= amount

    def move(self, debit: int, credit: int, amount: int) -> None:
        self.balance[debit] -= amount
        self.balance[credit] += amount


class Ledger(RuleBasedStateMachine):
    """A ledger of four accounts, begun anew for each example and taken back at its end."""

    def __init__(self) -> None:
        super().__init__()
        db.session.rollback()
        people = list(db.session.scalars(db.select(Person).order_by(Person.id).limit(2)))
        self.accounts = [
            actions.issuing_account(now=NOW),
            actions.make_budget("Kudos", "points", None, amount=50, key="k", now=NOW),
            *(actions.account_of(each, now=NOW) for each in people),
        ]
        self.told, self.moves, self.holds = Reckoning(), list[Done](), list[Done]()
        self.told.move(0, 1, 50)
        self.number, self.now = 0, NOW

    def teardown(self) -> None:
        """Count everything anew at the end, which takes as long as ten steps."""
        found = verification.report({})
        db.session.rollback()
        assert found.is_whole, found.faults

    def order(self, debit: int, credit: int, amount: int) -> TransferOrder:
        self.number += 1
        key, ids = f"key {self.number}", [each.id for each in self.accounts]
        return TransferOrder(key, ids[debit], ids[credit], amount)

    def attempt(self, should: bool, act: Any) -> Any:
        """Do something; it is refused just when the reckoning says so."""
        try:
            done = act()
        except Refused:
            assert not should
            return None
        assert should
        return done

    @rule(debit=ACCOUNTS, credit=ACCOUNTS, amount=AMOUNTS)
    def transfer(self, debit: int, credit: int, amount: int) -> None:
        can = debit != credit and self.told.can(debit, amount)
        order = self.order(debit, credit, amount)
        done = self.attempt(can, lambda: actions.transfer(order, None, now=self.now))
        if done:
            assert actions.transfer(order, None, now=self.now) == done, "once more is the same"
            self.told.move(debit, credit, amount)
            self.moves.append(Done(done, debit, credit, amount))

    @rule(first=ACCOUNTS, then=ACCOUNTS, last=ACCOUNTS, amount=AMOUNTS, less=AMOUNTS)
    def together(self, first: int, then: int, last: int, amount: int, less: int) -> None:
        can = first != then and then != last and self.told.can(first, amount)
        after = amount if then != first else 0
        free = self.told.balance[then] - self.told.held[then] + after
        can = can and (then == 0 or free >= less)
        orders = [self.order(first, then, amount), self.order(then, last, less)]
        done = self.attempt(can, lambda: actions.transfer_together(orders, None, now=self.now))
        if done:
            self.told.move(first, then, amount)
            self.told.move(then, last, less)
            self.moves += [Done(done[0], first, then, amount), Done(done[1], then, last, less)]

    @rule(debit=ACCOUNTS, credit=ACCOUNTS, amount=AMOUNTS)
    def hold(self, debit: int, credit: int, amount: int) -> None:
        can = debit != credit and self.told.can(debit, amount)
        order = self.order(debit, credit, amount)
        until = self.now + timedelta(days=20)
        act = lambda: actions.hold(order, None, expires_at=until, now=self.now)  # noqa: E731
        done = self.attempt(can, act)
        if done:
            self.told.held[debit] += amount
            self.holds.append(Done(done, debit, credit, amount, is_open=True))

    @rule(place=st.integers(0, 99), amount=AMOUNTS, posts=st.booleans())
    def end(self, place: int, amount: int, posts: bool) -> None:
        if not self.holds:
            return
        mine = self.holds[place % len(self.holds)]
        held = db.session.get_one(Transfer, mine.id)
        is_over = held.expires_at is not None and self.now >= held.expires_at
        self.number += 1
        key = f"end {self.number}"
        if not posts:
            act: Any = lambda: actions.void(held, None, key=key, now=self.now)  # noqa: E731
            done = self.attempt(mine.is_open, act)
        else:
            act = lambda: actions.post(held, None, key=key, amount=amount, now=self.now)  # noqa: E731
            done = self.attempt(mine.is_open and amount <= mine.amount and not is_over, act)
        if done:
            mine.is_open = False
            self.told.held[mine.debit] -= mine.amount
            if posts:
                self.told.move(mine.debit, mine.credit, amount)
                self.moves.append(Done(done, mine.debit, mine.credit, amount))

    @rule(place=st.integers(0, 99))
    def reverse(self, place: int) -> None:
        if not self.moves:
            return
        mine = self.moves[place % len(self.moves)]
        self.number += 1
        original, key = db.session.get_one(Transfer, mine.id), f"back {self.number}"
        can = not mine.is_taken_back and self.told.can(mine.credit, mine.amount)
        act = lambda: actions.reverse(original, None, key=key, now=self.now)  # noqa: E731
        if self.attempt(can, act):
            mine.is_taken_back = True
            self.told.move(mine.credit, mine.debit, mine.amount)

    @rule(days=DAYS)
    def time_goes_on(self, days: int) -> None:
        self.now += timedelta(days=days)
        for mine in self.holds:
            if actions.void_if_over(mine.id, now=self.now):
                assert mine.is_open
                mine.is_open = False
                self.told.held[mine.debit] -= mine.amount

    @rule()
    def link(self) -> None:
        actions.link_some(now=self.now)

    @invariant()
    def everything_is_as_the_reckoning_has_it(self) -> None:
        kept = [(each.balance, each.held) for each in self.accounts]
        assert kept == list(zip(self.told.balance, self.told.held, strict=True))
        assert sum(balance for balance, _held in kept) == 0
        assert all(balance >= held >= 0 for balance, held in kept[1:])


def test_the_ledger_is_what_a_plain_reckoning_makes_of_it(app: Flask) -> None:
    run_state_machine_as_test(Ledger, settings=steady)
    assert not list(db.session.scalars(db.select(LedgerAccount)))


def test_every_currency_is_read_as_it_is_written() -> None:
    assert units.currencies() >= {"EUR", "USD", "JPY", "KWD"}
    assert "DEM" not in units.currencies()
    for unit in ("points", *units.currencies()):
        for amount in (0, 1, 99, 100, 12_345_678, 10**12):
            assert units.read(units.plain(amount, unit), unit) == amount, unit
