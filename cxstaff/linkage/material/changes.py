"""What is known to have changed in teams: leads, people and levers by their days, and channels."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Any

import numpy as np
from sqlalchemy import Date, Select, func, literal, select, union_all

from cxstaff import packed
from cxstaff.customers.columns import channels_of_teams
from cxstaff.linkage.estimates.panel import IntArray
from cxstaff.linkage.material.breaks import MONTHS, Break, Contacts, Facts, Held, breaks_of
from cxstaff.linkage.material.gathering import numbers_of_days
from cxstaff.linkage.material.periods import Period, first_day, number_of
from cxstaff.measures.models import LeverKind, lever_classes
from cxstaff.people.models import Leadership, Membership

LEADS, PEOPLE, LEVERS = 0, 1, 2
"""What kinds of dated rows are told apart by; those of levers begin with the last."""
ALWAYS = date(9999, 12, 31)
"""The day before which what has no end holds."""


def breaks_between(span: Period, first: int, running: int) -> tuple[Break, ...]:
    """Return the breaks of all teams in the periods after `first` and before `running`."""
    if first >= running - 1:
        return ()
    rows = _dated()
    facts = Facts(
        leads=_held(rows, rows[0] == LEADS),
        people=_held(rows, rows[0] == PEOPLE),
        levers=_held(rows, rows[0] >= LEVERS),
        contacts=_contacts(first_day(first, span), first_day(running, span)),
    )
    return breaks_of(facts, span, first, running)


def changes_state() -> str:
    """Return a text that differs whenever what is known of leads, people or levers does.

    It is made of the rows themselves, so that no way of writing them can be forgotten.
    """
    rows = _dated()
    order = np.lexsort(rows)
    return sha256(b"".join(each[order].tobytes() for each in rows)).hexdigest()


def _dated() -> tuple[IntArray, IntArray, IntArray, Any, Any]:
    """Read kind, team, person or measure, and the days from and until which it holds (m,)."""
    kinds: list[tuple[Any, Any]] = [
        (Leadership, Leadership.person_id),
        (Membership, Membership.person_id),
    ]
    kinds += [(each, each.measure_id) for each in lever_classes()]
    every = union_all(*(_rows(place, *each) for place, each in enumerate(kinds))).subquery()
    read = every.c.team_id, every.c.what, every.c.since, every.c.until
    kind, (team, what, since, until) = packed.read(select(every), every.c.kind, read)
    return kind, team, what, since, until


def _rows(place: int, kind: Any, what: Any) -> Select[Any]:
    until = func.coalesce(kind.until, literal(ALWAYS, Date))
    return select(
        literal(place).label("kind"),
        kind.team_id,
        what.label("what"),
        kind.since,
        until.label("until"),
    )


def _held(rows: tuple[IntArray, IntArray, IntArray, Any, Any], wanted: Any) -> Held:
    """Keep some of the rows; measures are told apart by the kind of their lever too."""
    kind, team, what, since, until = (each[wanted] for each in rows)
    return Held(team, what * (LEVERS + len(LeverKind)) + kind, since, until)


def _contacts(since: date, until: date) -> Contacts:
    """Read how many contacts teams had by month and channel, from some months before `since`."""
    begins = first_day(number_of(since, Period.MONTH) - MONTHS, Period.MONTH)
    team, days, found = packed.read_parts(
        channels_of_teams(), ("channel", "interactions"), (begins, until)
    )
    return Contacts(
        team, numbers_of_days(days, Period.MONTH), found["channel"], found["interactions"]
    )
