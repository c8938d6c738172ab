"""Packing all there is, and holding what is read against the rows themselves."""

from typing import Any

from cxstaff import packed
from cxstaff.customers.columns import channels_of_teams, totals
from cxstaff.customers.models import SUMS, Cell, Grain, Total
from cxstaff.db import db

GRAINS = Grain.WEEK, Grain.MONTH
Rows = list[tuple[Any, ...]]


def pack_sums() -> None:
    """Pack every week and month that is not packed as it is now."""
    for data in (*map(totals, GRAINS), channels_of_teams()):
        packed.keep(packed.packed_anew(data, packed.stale_parts(data)))


def totals_read() -> Rows:
    """Return the totals of weeks and months as whoever compares reads them."""
    found: Rows = []
    for grain in GRAINS:
        team, starts_on, sums = packed.read_parts(totals(grain), SUMS)
        columns = [each.tolist() for each in (team, starts_on, *sums.values())]
        found += [(grain.value, *row) for row in zip(*columns, strict=True)]
    return sorted(found)


def totals_kept() -> Rows:
    """Return the same totals as the table holds them."""
    columns = [getattr(Total, name) for name in ("grain", "team_id", "starts_on", *SUMS)]
    query = db.select(*columns).where(Total.grain.in_(GRAINS))
    return sorted(tuple(row) for row in db.session.execute(query))


def channels_read() -> Rows:
    """Return the interactions of teams by month and channel as whoever compares reads them."""
    names = "channel", "interactions"
    team, starts_on, found = packed.read_parts(channels_of_teams(), names)
    columns = (team, starts_on, *found.values())
    return sorted(zip(*(each.tolist() for each in columns), strict=True))


def channels_kept() -> Rows:
    """Return the same as the table holds it."""
    keys = Cell.team_id, Cell.starts_on, Cell.channel_id
    query = db.select(*keys, db.func.sum(Cell.interactions)).group_by(*keys)
    query = query.where(Cell.grain == Grain.MONTH)
    return sorted(tuple(row) for row in db.session.execute(query))
