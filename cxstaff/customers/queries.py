"""Questions about outcomes and remarks; outcomes come from running sums alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from cxstaff.customers.models import (
    SUMS,
    Cell,
    Channel,
    Grain,
    Total,
)
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.customers.remarks import Remark, Wanted, remark, remarks_for
from cxstaff.db import db
from cxstaff.versions import version_of


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """One line of a table of outcomes: whose it is, how much happened, and the estimate."""

    id: int | None
    name: str
    interactions: int
    estimate: Estimate | None


@dataclass(frozen=True, slots=True)
class Week:
    """The outcome of one week (or month) over several teams together."""

    starts_on: date
    interactions: int
    estimate: Estimate | None


def outcome_of(
    team_ids: Collection[int] | None, outcome_key: str, since: date, until: date
) -> Estimate | None:
    """Return an outcome of some teams together (None: of all) over the days of [since, until)."""
    return outcomes_of(team_ids, since, until)[outcome_key]


def outcomes_of(
    team_ids: Collection[int] | None, since: date, until: date
) -> dict[str, Estimate | None]:
    """Return every outcome of some teams together (None: of all) over [since, until)."""
    query = _within(select(*_summed(Total)), Total, Grain.DAY, since, until)
    row = db.session.execute(_of(query, Total, team_ids)).one()
    return {key: outcome.value(row) for key, outcome in OUTCOMES.items()}


def interactions_of(team_ids: Collection[int] | None, since: date, until: date) -> int:
    """Return how many interactions some teams (None: all) handled in [since, until)."""
    query = select(func.coalesce(func.sum(Total.interactions), 0))
    query = _within(query, Total, Grain.DAY, since, until)
    return int(db.session.scalar(_of(query, Total, team_ids)) or 0)


def interactions_by_team(
    team_ids: Collection[int] | None, since: date, until: date
) -> dict[int, int]:
    """Return how many interactions each team (of some, or of all) handled in [since, until).

    Teams that handled none are absent.
    """
    query: Any = select(Total.team_id, func.sum(Total.interactions))
    query = _of(_within(query, Total, Grain.DAY, since, until), Total, team_ids)
    return {row[0]: int(row[1]) for row in db.session.execute(query.group_by(Total.team_id))}


def outcome_by_team(
    team_ids: Sequence[int] | None, outcome_key: str, since: date, until: date
) -> dict[int, Estimate | None]:
    """Return an outcome of each of some teams over [since, until), by team id.

    Without `team_ids` it is that of each team that handled something.
    """
    query = _within(select(Total.team_id, *_summed(Total)), Total, Grain.DAY, since, until)
    query = _of(query, Total, team_ids).group_by(Total.team_id)
    found = {row[0]: OUTCOMES[outcome_key].value(row) for row in db.session.execute(query)}
    return found if team_ids is None else {each: found.get(each) for each in team_ids}


def outcome_by_channel(
    team_ids: Collection[int] | None, outcome_key: str, since: date, until: date
) -> list[GroupOutcome]:
    """Return an outcome of each channel over [since, until), by name."""
    query = select(Channel.id, Channel.name, *_summed(Cell)).join(
        Channel, Channel.id == Cell.channel_id
    )
    query = _of(_within(query, Cell, Grain.DAY, since, until), Cell, team_ids)
    query = query.group_by(Channel.id, Channel.name).order_by(Channel.name)
    outcome = OUTCOMES[outcome_key]
    return [
        GroupOutcome(row[0], row[1], int(row.interactions), outcome.value(row))
        for row in db.session.execute(query)
    ]


def weeks_of(
    team_ids: Collection[int] | None, outcome_key: str, since: date, until: date
) -> list[Week]:
    """Return an outcome of some teams together for each week that starts in [since, until)."""
    query = _within(select(Total.starts_on, *_summed(Total)), Total, Grain.WEEK, since, until)
    query = _of(query, Total, team_ids).group_by(Total.starts_on).order_by(Total.starts_on)
    outcome = OUTCOMES[outcome_key]
    return [
        Week(row[0], int(row.interactions), outcome.value(row)) for row in db.session.execute(query)
    ]


def last_day(team_ids: Collection[int] | None = None) -> date | None:
    """Return the newest day on which some teams (None: any) handled an interaction."""
    query = select(func.max(Total.starts_on)).where(Total.grain == Grain.DAY)
    newest: date | None = db.session.scalar(_of(query, Total, team_ids))
    return newest


def version() -> int:
    """Return a number that grows in the transaction of whatever changes the running sums."""
    return version_of("customers.sums")


def _summed(kind: type[Total] | type[Cell]) -> list[Any]:
    return [func.coalesce(func.sum(getattr(kind, name)), 0).label(name) for name in SUMS]


def _within(
    query: Select[Any],
    kind: type[Total] | type[Cell],
    grain: Grain,
    since: date | None,
    until: date | None,
) -> Select[Any]:
    query = query.where(kind.grain == grain.value)
    if since is not None:
        query = query.where(kind.starts_on >= since)
    return query if until is None else query.where(kind.starts_on < until)


def _of(
    query: Select[Any], kind: type[Total] | type[Cell], team_ids: Collection[int] | None
) -> Select[Any]:
    return query if team_ids is None else query.where(kind.team_id.in_(list(team_ids)))


__all__ = [
    "GroupOutcome",
    "Remark",
    "Wanted",
    "Week",
    "interactions_by_team",
    "interactions_of",
    "last_day",
    "outcome_by_channel",
    "outcome_by_team",
    "outcome_of",
    "outcomes_of",
    "remark",
    "remarks_for",
    "version",
    "weeks_of",
]
