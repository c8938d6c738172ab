"""Clean interactions written into the database, many at once: rows, feedback and running sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import compress
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cxstaff import engine, packed, versions
from cxstaff.customers.models import (
    CELL_KEYS,
    CHANNEL_KEYS,
    CHANNELS_OF_TEAMS,
    SEGMENT_KEYS,
    TOTAL_KEYS,
    Cell,
    Channel,
    ChannelTotal,
    Circumstance,
    ContactReason,
    Feedback,
    Grain,
    Interaction,
    Segment,
    SegmentTotal,
    Total,
    totals_of,
)
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records.sums import DayCells
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.search import folded_if_needed
from cxstaff.text import N_

Named = type[Channel] | type[Segment] | type[ContactReason] | type[Circumstance]

MOST_NAMES: dict[Named, tuple[int, str]] = {
    Channel: (100, N_("There are more than %(most)s channels. Is the right column chosen?")),
    Segment: (500, N_("There are more than %(most)s segments. Is the right column chosen?")),
    ContactReason: (2000, N_("There are more than %(most)s reasons. Is the right column chosen?")),
    Circumstance: (
        2000,
        N_("There are more than %(most)s circumstances. Is the right column chosen?"),
    ),
}
NAMED: dict[str, Named] = {
    "channel": Channel,
    "segment": Segment,
    "reason": ContactReason,
    "circumstance": Circumstance,
}
SAID_OF_IT = (
    "happened_at",
    "day",
    "responded_at",
    "handling_seconds",
    "is_resolved",
    "closed_at",
    "reopened_at",
    "is_reopened",
    "is_escalated",
    "is_complaint",
    "value",
    "changed_at",
)
"""What a contact tells of the interaction itself, under the same names as the table."""
SAID = ("given_at", "csat", "nps", "ces", "remark", "is_satisfied", "is_solved")
"""What a contact tells of the customer's feedback."""

OF_COMPANY = (
    (ChannelTotal, CHANNEL_KEYS, DayCells.of_channels),
    (SegmentTotal, SEGMENT_KEYS, DayCells.of_segments),
)
"""The company's tables of sums, in the order of every writer, and what gives their rows."""


class Taken(NamedTuple):
    """An interaction whose handler and team are known."""

    contact: Contact
    person_id: int | None
    team_id: int


def write(session: Session, source: str, taken: Sequence[Taken], run_id: int | None) -> None:
    """Write interactions that are not known yet: rows, feedback and running sums.

    Raises `Refused` when a column of names turns out to hold something else.
    """
    contacts, people, teams = zip(*taken, strict=True)
    columns = dict(zip(Contact._fields, zip(*contacts, strict=True), strict=True))
    write_columns(session, source, columns, people, teams, run_id)


def write_columns(
    session: Session,
    source: str,
    columns: Mapping[str, Sequence[Any]],
    people: Sequence[int | None],
    teams: Sequence[int],
    run_id: int | None,
) -> None:
    """Do the same for interactions of which `columns` hold the fields of their contacts, by name.

    `people` and `teams` say in the same order who handled each of them, and for which team.
    """
    many = len(teams)
    named = {
        f"{name}_id": _ids_for(session, model, columns[name], run_id)
        for name, model in NAMED.items()
    }
    ids = engine.new_ids(session, _table(Interaction), many)
    interactions = {
        "id": ids,
        "source": [source] * many,
        "team_id": teams,
        "handler_id": people,
        **named,
        "run_id": [run_id] * many,
        "is_left_out": [False] * many,
        **{name: columns[name] for name in ("reference", "customer", *SAID_OF_IT)},
    }
    engine.insert_columns(session, _table(Interaction), interactions)
    engine.insert_columns(session, _table(Feedback), _heard(ids, columns))
    days = DayCells()
    days.add_all((teams, columns["day"], named["channel_id"], named["segment_id"]), columns)
    add_to_sums(session, days)


def add_to_sums(session: Session, days: DayCells) -> None:
    """Add sums of days to the cells and totals of their days, weeks and months.

    Tables and their rows come in the same order for every writer, so that none waits for another
    in a ring.
    """
    _add_team_sums(session, days)
    for model, keys, of_table in OF_COMPANY:
        engine.add_up(session, _table(model), keys, of_table(days))
    count_change(session)


def add_team_sums(session: Session, days: DayCells) -> None:
    """Add sums of days to the cells and totals of teams alone, not to those of the company."""
    _add_team_sums(session, days)
    count_change(session)


def _add_team_sums(session: Session, days: DayCells) -> None:
    cells, totals = days.of_cells(), days.of_totals()
    engine.add_up(session, _table(Cell), CELL_KEYS, cells)
    engine.add_up(session, _table(Total), TOTAL_KEYS, totals)
    count_periods(session, _periods(cells), _periods(totals))


def _periods(rows: Mapping[str, Sequence[Any]]) -> set[tuple[str, date]]:
    return set(zip(rows.get("grain", ()), rows.get("starts_on", ()), strict=True))


def count_periods(
    session: Session, cells: Iterable[tuple[str, date]], totals: Iterable[tuple[str, date]]
) -> None:
    """Count a change of teams' cells and of their totals in some periods, which may be packed.

    They are told apart because what goes from one channel to another changes no total.
    """
    names = [
        packed.version_name(CHANNELS_OF_TEAMS, starts_on)
        for grain, starts_on in cells
        if grain == Grain.MONTH.value
    ]
    names += [
        packed.version_name(totals_of(grain), starts_on)
        for grain, starts_on in totals
        if grain != Grain.DAY.value
    ]
    versions.count_changes(session, names)


def count_change(session: Session) -> None:
    """Count a change of the running sums, so that every process asks them anew.

    In the transaction that changes them, which holds the lock of writers until it commits: nobody
    waits for this row alone.
    """
    versions.count_change(session, "customers.sums")


def _heard(ids: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Return the columns of feedback, of those interactions about which something was said."""
    said = {name: columns[name] for name in SAID}
    heard = {"interaction_id": ids, **feedback_columns(said)}
    unsaid = {name: said[name].count(None) for name in SAID[1:]}
    if 0 in unsaid.values():
        return heard
    told = [said[name] for name, many in unsaid.items() if many < len(ids)]
    nothing = (None,) * len(told)
    is_heard = [some != nothing for some in zip(*told, strict=True)]
    return {name: list(compress(each, is_heard)) for name, each in heard.items()}


def feedback_columns(said: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Return columns of what customers said, with what their remarks are found by."""
    return {**said, "search_text": [folded_if_needed(remark) for remark in said["remark"]]}


def _ids_for(session: Session, model: Named, names: Sequence[str], run_id: int | None) -> list[int]:
    ids = ids_of(session, model, set(names), run_id)
    return [ids[name] for name in names]


def ids_of(
    session: Session, model: Named, names: set[str], run_id: int | None = None
) -> dict[str, int]:
    """Return the ids of names, adding those that are new.

    Raises `Refused` where an import brings too many names of its own: a column that names nearly
    every record differently. What another import left behind is not laid to its charge.
    """
    found = {name: number for name, number in session.execute(select(model.name, model.id))}  # noqa: C416
    missing = sorted(names - found.keys())
    if not missing:
        return found
    most, sentence = MOST_NAMES[model]
    if len(found) + len(missing) > most < _names_in(session, model, run_id) + len(missing):
        raise Refused(sentence, most=most)
    session.execute(db.insert(model), [{"name": name} for name in missing])
    return ids_of(session, model, names, run_id)


def _names_in(session: Session, model: Named, run_id: int | None) -> int:
    """Return how many names an import has brought or used so far."""
    column = next(getattr(Interaction, f"{key}_id") for key, each in NAMED.items() if each is model)
    query = select(func.count(column.distinct())).where(Interaction.run_id == run_id)
    return (session.scalar(query) or 0) if run_id is not None else 0


def _table(model: Any) -> Any:
    return model.__table__
