"""What tests of customers stand on: contacts, files, and a recount that owes nothing to ours."""

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from cxstaff.customers.models import (
    SUMS,
    Cell,
    ChannelTotal,
    Feedback,
    Interaction,
    SegmentTotal,
    Total,
)
from cxstaff.customers.reading.contact import Contact
from cxstaff.db import db
from cxstaff.search import folded_if_needed
from tests.cast import ZONE

Recounted = dict[tuple[Any, ...], dict[str, int]]


@pytest.fixture
def contact() -> Callable[..., Contact]:
    """Make a contact: `contact("r1", handler="Ben Berg", csat=4)`."""

    def make(reference: str, happened_at: datetime | None = None, **more: Any) -> Contact:
        moment = happened_at or datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        day = moment.astimezone(ZoneInfo(ZONE)).date()
        more = {"handler": "Ben Berg", "channel": "Phone"} | more
        return Contact(reference, moment, day, **more)

    return make


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file: `file("id,when", "1,2026-03-01 10:00")`."""

    def write(*lines: str, name: str = "contacts.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


Sums = tuple[Recounted, Recounted, Recounted, Recounted]
"""Cells, totals of teams, of channels, and of segments."""


def recount() -> Sums:
    """Count every interaction that is not left out anew, plainly."""
    cells: Recounted = defaultdict(lambda: dict.fromkeys(SUMS, 0))
    totals, channels, segments = (
        defaultdict[tuple[Any, ...], dict[str, int]](lambda: dict.fromkeys(SUMS, 0))
        for _ in range(3)
    )
    query = db.select(Interaction, Feedback).outerjoin(Feedback)
    query = query.where(~Interaction.is_left_out)
    for one, said in db.session.execute(query):
        assert said is None or said.search_text == folded_if_needed(said.remark)
        monday = one.day - timedelta(days=one.day.weekday())
        for grain, start in (("day", one.day), ("week", monday), ("month", one.day.replace(day=1))):
            key = (grain, one.team_id, start)
            for row in (
                cells[(*key, one.channel_id, one.segment_id)],
                totals[key],
                channels[(grain, one.channel_id, start)],
                segments[(grain, one.segment_id, start)],
            ):
                _count(row, one, said)
    return dict(cells), dict(totals), dict(channels), dict(segments)


def stored() -> Sums:
    """Read the running sums as the database holds them."""

    def key(row: Any, part: str = "team_id") -> tuple[Any, ...]:
        start = row.starts_on if isinstance(row.starts_on, date) else None
        return (row.grain, getattr(row, part), start)

    def sums(row: Any) -> dict[str, int]:
        return {name: getattr(row, name) for name in SUMS}

    db.session.expire_all()
    return (
        {
            (*key(row), row.channel_id, row.segment_id): sums(row)
            for row in db.session.scalars(db.select(Cell))
        },
        {key(row): sums(row) for row in db.session.scalars(db.select(Total))},
        {key(row, "channel_id"): sums(row) for row in db.session.scalars(db.select(ChannelTotal))},
        {key(row, "segment_id"): sums(row) for row in db.session.scalars(db.select(SegmentTotal))},
    )


def _count_heard(row: dict[str, int], one: Interaction, said: Feedback) -> None:
    scores = (said.csat, said.nps, said.ces, said.is_satisfied, said.is_solved)
    answered = any(given is not None for given in scores)
    if answered and one.is_resolved is not None:
        row["resolved_heard" if one.is_resolved else "unresolved_heard"] += 1


def _count(row: dict[str, int], one: Interaction, said: Feedback | None) -> None:
    row["interactions"] += 1
    _count_lengths(row, one)
    for name in ("resolved", "reopened", "escalated", "complaint"):
        if (is_so := getattr(one, f"is_{name}")) is not None:
            row[f"{name}_n"] += 1
            row[f"{name}_yes"] += is_so
    if said is not None:
        _count_heard(row, one, said)
        _count_said(row, said)


def _count_lengths(row: dict[str, int], one: Interaction) -> None:
    waited = (one.responded_at - one.happened_at).total_seconds() if one.responded_at else None
    open_for = (one.closed_at - one.happened_at).total_seconds() if one.closed_at else None
    for name, number in (
        ("waiting", waited),
        ("closing", open_for),
        ("handling", one.handling_seconds),
        ("value", one.value),
    ):
        if number is not None:
            row[f"{name}_n"] += 1
            row[f"{name}_sum"] += int(number)
            row[f"{name}_squares_high"] += int(number) ** 2 // 2**32
            row[f"{name}_squares"] += int(number) ** 2 % 2**32


def _count_said(row: dict[str, int], said: Feedback) -> None:
    for name in ("csat", "ces"):
        given = getattr(said, name)
        if given is not None:
            row[f"{name}_n"] += 1
            row[f"{name}_sum"] += given
            row[f"{name}_squares"] += given**2
    row["csat_top2"] += said.csat in (4, 5)
    if said.is_satisfied is not None:
        row["satisfied_n"] += 1
        row["satisfied_yes"] += said.is_satisfied
    if said.is_solved is not None:
        row["solved_n"] += 1
        row["solved_yes"] += said.is_solved
    if said.nps is not None:
        row["nps_n"] += 1
        row["nps_promoters"] += said.nps in (9, 10)
        row["nps_detractors"] += said.nps < 7
