"""Questions about measures, and about the levers that point to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from cxstaff.db import Page, db, page_of
from cxstaff.engine import holding
from cxstaff.measures.models import Lever, Measure, Reading, Source, Target, lever_classes
from cxstaff.people.models import Team
from cxstaff.versions import version_of

AnyLever = TypeVar("AnyLever", bound=Lever)


def measures() -> list[Measure]:
    """Return every measure, by name."""
    return list(db.session.scalars(select(Measure).order_by(Measure.name)))


def measures_page(number: int, words: str) -> Page[Measure]:
    """Return page `number` of the measures, those whose name holds `words` if any."""
    query = select(Measure).options(joinedload(Measure.guard)).order_by(Measure.name)
    if words:
        query = query.where(*holding(words, Measure.name))
    return page_of(query, number)


def find_measure(measure_id: int) -> Measure | None:
    """Return a measure, or None where there is none."""
    return db.session.get(Measure, measure_id)


def find_measure_called(name: str) -> Measure | None:
    """Return the measure of this name, in any spelling of its case."""
    return db.session.scalar(select(Measure).where(func.lower(Measure.name) == name.lower()))


def targets_of(team_id: int, on: date) -> list[Target]:
    """Return what a team is measured on, on the day `on`, by name of the measure."""
    return levers_of(Target, team_id, on)


def levers_of(kind: type[AnyLever], team_id: int, on: date) -> list[AnyLever]:
    """Return the levers of one kind that hold for a team on the day `on`, by name of measure."""
    query = _levers(kind, team_id).where(
        kind.since <= on, or_(kind.until.is_(None), kind.until > on)
    )
    return list(db.session.scalars(query.order_by(Measure.name, kind.id)))


def upcoming_levers_of(kind: type[AnyLever], team_id: int, on: date) -> list[AnyLever]:
    """Return the levers of one kind that begin after the day `on`, the next first."""
    query = _levers(kind, team_id).where(kind.since > on)
    return list(db.session.scalars(query.order_by(kind.since, Measure.name, kind.id)))


def all_levers_of(kind: type[AnyLever], team_id: int) -> list[AnyLever]:
    """Return every lever of one kind a team has or had, with who set it, the newest first."""
    query = _levers(kind, team_id).options(joinedload(kind.set_by))
    return list(db.session.scalars(query.order_by(kind.since.desc(), kind.id.desc())))


def levers_left_of(team_id: int, on: date) -> list[Lever]:
    """Return the levers of every kind that a team has on the day `on` or is to have later."""
    left = list[Lever]()
    for kind in lever_classes():
        query = select(kind).where(kind.team_id == team_id)
        query = query.where(or_(kind.until.is_(None), kind.until > on))
        left += db.session.scalars(query.order_by(kind.id))
    return left


def find_lever(kind: type[AnyLever], team_id: int, lever_id: int) -> AnyLever | None:
    """Return a lever of a team, or None where the team has none of this number."""
    return db.session.scalar(_levers(kind, team_id).where(kind.id == lever_id))


def reading_teams_page(team_ids: Collection[int], number: int) -> Page[Team]:
    """Return page `number` of those of these teams that are open, by name."""
    query = select(Team).where(Team.id.in_(team_ids), Team.closed_on.is_(None))
    return page_of(query.order_by(Team.name, Team.id), number)


def readings_in(measure_id: int, starts_on: date, team_ids: Sequence[int]) -> dict[int, Reading]:
    """Return the readings of a measure for the week that starts on a day, by team."""
    query = select(Reading).where(
        Reading.measure_id == measure_id,
        Reading.starts_on == starts_on,
        Reading.team_id.in_(team_ids),
    )
    return {reading.team_id: reading for reading in db.session.scalars(query)}


def readings_between(
    measure_ids: Collection[int], team_ids: Collection[int], since: date, until: date
) -> dict[int, list[float]]:
    """Return the readings of measures in weeks that start in `since` (incl.) to `until` (excl.).

    They come by measure, oldest first, the teams' own numbers one after the other.
    """
    query = (
        select(Reading.measure_id, Reading.value)
        .join(Measure)
        .where(
            Measure.source == Source.READINGS,
            Reading.measure_id.in_(measure_ids),
            Reading.team_id.in_(team_ids),
            Reading.starts_on >= since,
            Reading.starts_on < until,
        )
        .order_by(Reading.starts_on, Reading.team_id)
    )
    found: dict[int, list[float]] = {}
    for measure_id, value in db.session.execute(query):
        found.setdefault(measure_id, []).append(value)
    return found


def weekly_readings(measure_ids: Collection[int]) -> list[tuple[int, int, date, float]]:
    """Return every reading of measures: measure id, team id, first day of the week, value."""
    query = select(Reading.measure_id, Reading.team_id, Reading.starts_on, Reading.value)
    rows = db.session.execute(query.where(Reading.measure_id.in_(measure_ids)))
    return [(measure, team, day, value) for measure, team, day, value in rows]


def readings_version() -> int:
    """Return a number that grows whenever readings are entered or put right."""
    return version_of("measures.readings")


def alike(lever: Lever) -> list[Lever]:
    """Return the other levers for the same thing, whose days may not overlap with this one's."""
    kind = type(lever)
    query = select(kind).where(*(getattr(kind, n) == getattr(lever, n) for n in kind.alike_by))
    return [other for other in db.session.scalars(query) if other is not lever]


def _levers(kind: type[AnyLever], team_id: int) -> Select[AnyLever]:
    return (
        select(kind)
        .join(Measure, kind.measure_id == Measure.id)
        .options(joinedload(kind.measure).joinedload(Measure.guard))
        .where(kind.team_id == team_id)
    )
