"""What is known to have changed in teams: leads, people and levers by their days, and channels."""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
from sqlalchemy import Date, Select, func, literal, select

from cxstaff import packed
from cxstaff.customers.columns import channels_of_teams
from cxstaff.linkage.estimates.panel import IntArray
from cxstaff.linkage.material.breaks import MONTHS, Break, ContactCounts, Facts, Held, breaks_of
from cxstaff.linkage.material.gathering import numbers_of_days
from cxstaff.linkage.material.periods import Period, first_day, number_of
from cxstaff.measures.models import LeverKind, lever_classes
from cxstaff.measures.queries import target_spells
from cxstaff.people.models import Leadership, Membership, Team

LEADS, PEOPLE, LEVERS = 0, 1, 2
"""What kinds of dated rows are told apart by; those of levers begin with the last."""
TARGETS = LEVERS + list(LeverKind).index(LeverKind.MEASURED)
NO_TEAM = 0
"""What stands for a team where a target is the company's."""
Dated = tuple[IntArray, IntArray, IntArray, Any, Any]
ALWAYS = date(9999, 12, 31)
"""The day before which what has no end holds."""


def breaks_between(span: Period, first: int, running: int) -> tuple[Break, ...]:
    """Return the breaks of all teams in the periods after `first` and before `running`."""
    if first >= running - 1:
        return ()
    rows = _with_targets_below(_dated())
    facts = Facts(
        leads=_held(rows, rows[0] == LEADS),
        people=_held(rows, rows[0] == PEOPLE),
        levers=_held(rows, rows[0] >= LEVERS),
        contacts=_contacts(first_day(first, span), first_day(running, span)),
    )
    return breaks_of(facts, span, first, running)


def changes_state() -> str:
    """Return a text that differs whenever what is known of leads, people, levers or teams does.

    It is made of the rows themselves, so that no way of writing them can be forgotten.
    """
    kind, columns = _every_kind_and_team().read()
    rows = kind, *columns
    order = np.lexsort(rows)
    return sha256(b"".join(each[order].tobytes() for each in rows)).hexdigest()


def _with_targets_below(rows: Dated) -> Dated:
    """Lay targets out for every team that they hold for, as the teams below have them too."""
    others = rows[0] != TARGETS
    spells = target_spells()
    until = [each.span.until or ALWAYS for each in spells]
    laid = (
        np.full(len(spells), TARGETS),
        np.array([each.team_id for each in spells], dtype=np.int64),
        np.array([each.target.measure_id for each in spells], dtype=np.int64),
        np.array([each.span.since for each in spells], dtype="datetime64[D]"),
        np.array(until, dtype="datetime64[D]"),
    )
    kind, team, what, since, ends = (
        np.concatenate([each[others], more]) for each, more in zip(rows, laid, strict=True)
    )
    return kind, team, what, since, ends


def _dated() -> Dated:
    """Read kind, team, person or measure, and the days from and until which it holds (m,).

    Targets stand with the team that they were set for; those of the company with none.
    """
    kind, (team, what, since, until) = _every_kind().read()
    return kind, team, what, since, until


@cache
def _every_kind() -> packed.Together:
    return packed.Together.of(_selected())


@cache
def _every_kind_and_team() -> packed.Together:
    """Ask for teams, with the one above and until when they are open, as for one more kind."""
    until = func.coalesce(Team.closed_on, literal(ALWAYS, Date))
    above = func.coalesce(Team.parent_id, NO_TEAM)
    columns: list[Any] = [Team.id, above, literal(ALWAYS, Date), until]
    return packed.Together.of([*_selected(), select(*columns)])


def _selected() -> list[Select[Any]]:
    kinds: list[tuple[Any, Any]] = [
        (Leadership, Leadership.person_id),
        (Membership, Membership.person_id),
    ]
    kinds += [(each, each.measure_id) for each in lever_classes()]
    return [_rows(*each) for each in kinds]


def _rows(kind: Any, what: Any) -> Select[Any]:
    until = func.coalesce(kind.until, literal(ALWAYS, Date))
    return select(func.coalesce(kind.team_id, NO_TEAM), what, kind.since, until)


def _held(rows: tuple[IntArray, IntArray, IntArray, Any, Any], wanted: Any) -> Held:
    """Keep some of the rows; measures are told apart by the kind of their lever too."""
    kind, team, what, since, until = (each[wanted] for each in rows)
    return Held(team, what * (LEVERS + len(LeverKind)) + kind, since, until)


def _contacts(since: date, until: date) -> ContactCounts:
    """Read how many contacts teams had by month and channel, from some months before `since`."""
    begins = first_day(number_of(since, Period.MONTH) - MONTHS, Period.MONTH)
    team, days, found = packed.read_parts(
        channels_of_teams(), ("channel", "interactions"), (begins, until)
    )
    return ContactCounts(
        team, numbers_of_days(days, Period.MONTH), found["channel"], found["interactions"]
    )
