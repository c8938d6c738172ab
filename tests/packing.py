"""Packing all there is, and holding what is read against the rows themselves."""

from typing import Any

from cxstaff import packed
from cxstaff.customers.columns import totals
from cxstaff.customers.models import SUMS, Grain, Total
from cxstaff.db import db

GRAINS = Grain.WEEK, Grain.MONTH
Rows = list[tuple[Any, ...]]


def pack_totals() -> None:
    """Pack every week and month that is not packed as it is now."""
    for grain in GRAINS:
        data = totals(grain)
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
