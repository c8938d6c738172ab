"""Running sums of teams over days, weeks or months: what outcomes of many periods come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from cxstaff.customers.models import SUMS, Channel, ChannelTotal, Grain, Total
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.db import db

WEEK = 7


@dataclass(frozen=True, slots=True)
class Summed:
    """Running sums by name; those of several teams or periods add up."""

    by_name: Mapping[str, int]

    def outcome(self, key: str) -> Estimate | None:
        """Return a customer outcome of them; None where there is too little to tell it."""
        return OUTCOMES[key].value(_Named(self.by_name))


def together(every: Iterable[Summed]) -> Summed:
    """Add running sums up."""
    rows = [each.by_name for each in every]
    names = rows[0] if rows else SUMS
    return Summed({name: sum(row[name] for row in rows) for name in names})


def by_start(
    team_ids: Collection[int] | None,
    grain: Grain,
    since: date,
    until: date,
    keys: Collection[str] = tuple(OUTCOMES),
) -> dict[date, Summed]:
    """Return the sums of teams together (None: of all) by the first day of what starts in a span.

    The span is [since, until); where nothing happened there is nothing. Only what the outcomes
    called `keys` need is summed. Of all teams it is what the company's totals by channel add up to.
    """
    names = sorted({name for key in keys for name in OUTCOMES[key].sums})
    if team_ids is None:
        return _of_company(grain, (since, until), names)
    # Grouped by the bare column, SQLite reads the days of all teams to spare a sorting.
    day: Any = func.coalesce(Total.starts_on, Total.starts_on)
    return _by(day, team_ids, grain, (since, until), names)


def by_team(team_ids: Collection[int] | None, since: date, until: date) -> dict[int, Summed]:
    """Return the sums of each team (None: of all teams) over the days of [since, until)."""
    return _by(Total.team_id, team_ids, Grain.DAY, (since, until), SUMS)


def by_team_in_pieces(
    team_ids: Collection[int], since: date, until: date, keys: Collection[str]
) -> dict[int, list[Summed]]:
    """Return sums that add up to those of each team over the days of [since, until).

    Full weeks are read as weeks, so that few rows are looked at. Only what the outcomes called
    `keys` need is summed.
    """
    names = sorted({name for key in keys for name in OUTCOMES[key].sums})
    found = dict[int, list[Summed]]()
    for grain, first, end in pieces_of(since, until):
        for team_id, each in _by(Total.team_id, team_ids, grain, (first, end), names).items():
            found.setdefault(team_id, []).append(each)
    return found


def pieces_of(since: date, until: date) -> list[tuple[Grain, date, date]]:
    """Part the days of [since, until) into full weeks and the single days before and after them."""
    monday = min(since + timedelta(days=-since.weekday() % WEEK), until)
    after = max(until - timedelta(days=until.weekday()), monday)
    parts = (Grain.DAY, since, monday), (Grain.WEEK, monday, after), (Grain.DAY, after, until)
    return [(grain, first, end) for grain, first, end in parts if first < end]


def _by(
    key: Any,
    team_ids: Collection[int] | None,
    grain: Grain,
    span: tuple[date, date],
    names: Sequence[str],
) -> dict[Any, Summed]:
    sums = [func.coalesce(func.sum(getattr(Total, name)), 0) for name in names]
    query = select(key, *sums).where(
        Total.grain == grain.value, Total.starts_on >= span[0], Total.starts_on < span[1]
    )
    if team_ids is not None:
        query = query.where(Total.team_id.in_(list(team_ids)))
    return _summed(query.group_by(key), names)


def _summed(query: Select[Any], names: Sequence[str]) -> dict[Any, Summed]:
    rows = db.session.execute(query)
    return {row[0]: Summed(dict(zip(names, map(int, row[1:]), strict=True))) for row in rows}


def _of_company(grain: Grain, span: tuple[date, date], names: Sequence[str]) -> dict[date, Summed]:
    """Add up the company's totals by channel, channel by channel: each is found by its days."""
    sums = [func.sum(getattr(ChannelTotal, name)) for name in names]
    query = select(ChannelTotal.starts_on, *sums).where(
        ChannelTotal.grain == grain.value,
        ChannelTotal.channel_id.in_(select(Channel.id)),
        ChannelTotal.starts_on >= span[0],
        ChannelTotal.starts_on < span[1],
    )
    return _summed(query.group_by(ChannelTotal.starts_on), names)


def by_team_and_start(
    grain: Grain, since: date, until: date, keys: Collection[str]
) -> dict[tuple[int, date], Summed]:
    """Return the sums of every team by team and the first day of what starts in [since, until).

    Only what the outcomes called `keys` need is summed.
    """
    names = sorted({name for key in keys for name in OUTCOMES[key].sums})
    columns = [getattr(Total, name) for name in names]
    query = select(Total.team_id, Total.starts_on, *columns).where(
        Total.grain == grain.value, Total.starts_on >= since, Total.starts_on < until
    )
    return {
        (row[0], row[1]): Summed(dict(zip(names, row[2:], strict=True)))
        for row in db.session.execute(query)
    }


class _Named:
    """Sums as attributes, which outcomes are computed from."""

    def __init__(self, by_name: Mapping[str, int]) -> None:
        self.__dict__.update(by_name)
