"""Running sums of teams over days, weeks or months: what outcomes of many periods come from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from cxstaff.customers.models import SUMS, Grain, Total
from cxstaff.customers.outcomes import OUTCOMES, Estimate
from cxstaff.db import db


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
    called `keys` need is summed.
    """
    names = sorted({name for key in keys for name in OUTCOMES[key].sums})
    return _by(Total.starts_on, team_ids, grain, (since, until), names)


def by_team(team_ids: Collection[int] | None, since: date, until: date) -> dict[int, Summed]:
    """Return the sums of each team (None: of all teams) over the days of [since, until)."""
    return _by(Total.team_id, team_ids, Grain.DAY, (since, until), SUMS)


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
    rows = db.session.execute(query.group_by(key))
    return {row[0]: Summed(dict(zip(names, map(int, row[1:]), strict=True))) for row in rows}


class _Named:
    """Sums as attributes, which outcomes are computed from."""

    def __init__(self, by_name: Mapping[str, int]) -> None:
        self.__dict__.update(by_name)
