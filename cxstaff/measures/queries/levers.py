"""Questions about targets and the other levers that point to measures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from cxstaff.db import db
from cxstaff.measures.inheritance import Parents, TargetSpell, nearest, path_up, spells
from cxstaff.measures.models import Lever, Measure, Target, lever_classes
from cxstaff.people.models import Team

AnyLever = TypeVar("AnyLever", bound=Lever)


def targets_of(team_id: int | None, on: date) -> list[Target]:
    """Return what a team (None: the company) is measured on, on the day `on`, by name of measure.

    Its own targets, and those of the teams above and of the company where it has none itself.
    """
    path = _path(team_id, on)
    query = _held_by(path).where(_holds(Target, on)).order_by(Measure.name, Target.id)
    return nearest(db.session.scalars(query), path)


def targets_of_teams(
    team_ids: Collection[int], parents: Parents, closed: Collection[int], on: date
) -> dict[int, list[Target]]:
    """Return the same of several teams, by team, in one statement.

    `parents` are the teams above, `closed` those that are closed then: they have only their own.
    """
    paths = {each: [each] if each in closed else path_up(each, parents) for each in team_ids}
    every = {place for path in paths.values() for place in path}
    query = _held_by([*every]).where(_holds(Target, on)).order_by(Measure.name, Target.id)
    found = list(db.session.scalars(query)) if every else []
    return {each: nearest(found, path) for each, path in paths.items()}


def teams_with_targets_on(measure_ids: Collection[int], on: date) -> set[int | None]:
    """Return whose targets on any of these measures hold on a day; None is the company."""
    query = select(Target.team_id).where(Target.measure_id.in_(measure_ids), _holds(Target, on))
    return set(db.session.scalars(query.distinct()))


def teams_with(kind: type[Lever], measure_ids: Collection[int], on: date) -> set[int]:
    """Return the teams that have a lever of one kind of their own on any of these measures."""
    query = select(kind.team_id).where(kind.measure_id.in_(measure_ids), _holds(kind, on))
    return {each for each in db.session.scalars(query.distinct()) if each is not None}


def targets_now_and_later(team_id: int | None, on: date) -> tuple[list[Target], list[Target]]:
    """Return the same, and the targets that begin after the day `on`, from above too.

    What is to come stands by its first day; one from above that its own will hide then is left out.
    """
    path = _path(team_id, on)
    query = _held_by(path).where(or_(Target.until.is_(None), Target.until > on))
    every = list(db.session.scalars(query.order_by(Measure.name, Target.id)))
    later = [
        each for each in every if each.since > on and each in nearest(_on(every, each.since), path)
    ]
    later.sort(key=lambda each: each.since)
    return nearest(_on(every, on), path), later


def targets_ever(team_id: int | None) -> list[Target]:
    """Return every target that held or holds for a team, from above too, the newest first."""
    query = _held_by(path_up(team_id, parents())).options(joinedload(Target.set_by))
    return list(db.session.scalars(query.order_by(Target.since.desc(), Target.id.desc())))


def target_spells() -> list[TargetSpell[Target]]:
    """Return for every team the days on which each target there is or was holds for it."""
    query = select(Target).options(joinedload(Target.measure).joinedload(Measure.guard))
    rows = db.session.execute(select(Team.id, Team.parent_id, Team.closed_on)).all()
    return spells(
        db.session.scalars(query.order_by(Target.since, Target.id)),
        {row[0]: row[1] for row in rows},
        {row[0]: row[2] for row in rows if row[2] is not None},
    )


def target_spells_of(team: Team) -> list[TargetSpell[Target]]:
    """Return the days on which each target there is or was holds for a team, from above too."""
    above = parents()
    path = path_up(team.id, above)
    targets = db.session.scalars(_held_by(path).order_by(Target.since, Target.id))
    line = {each: above.get(each) for each in path if each is not None}
    closed = {} if team.closed_on is None else {team.id: team.closed_on}
    return [each for each in spells(targets, line, closed) if each.team_id == team.id]


def target_spells_of_teams(
    team_ids: Collection[int], parents: Parents, closed: Mapping[int, date]
) -> list[TargetSpell[Target]]:
    """Return the same of several teams; `parents` are the teams above, `closed` since when."""
    paths = {place for each in team_ids for place in path_up(each, parents)}
    targets = db.session.scalars(_held_by([*paths, None]).order_by(Target.since, Target.id))
    line = {each: parents.get(each) for each in paths if each is not None}
    return [each for each in spells(targets, line, closed) if each.team_id in team_ids]


def targets_on(measure_id: int, on: date) -> list[Target]:
    """Return the targets on a measure that hold on the day `on` or later, the company's first."""
    query = select(Target).options(joinedload(Target.team), joinedload(Target.set_by))
    query = query.outerjoin(Team).where(
        Target.measure_id == measure_id, or_(Target.until.is_(None), Target.until > on)
    )
    order = Target.team_id.is_not(None), Team.name, Target.since, Target.id
    return list(db.session.scalars(query.order_by(*order)))


def one_target_each(on: date) -> list[Target]:
    """Return for each measure one of the targets on it that hold on a day, in whichever team."""
    first = select(func.min(Target.id)).where(_holds(Target, on)).group_by(Target.measure_id)
    return list(db.session.scalars(select(Target).where(Target.id.in_(first))))


def parents() -> dict[int, int | None]:
    """Return the team above each team, None of those at the top."""
    return {row[0]: row[1] for row in db.session.execute(select(Team.id, Team.parent_id))}


def parents_to_children() -> dict[int, list[int]]:
    """Return the teams right below each team that has any."""
    return children_of(parents())


def children_of(above: Parents) -> dict[int, list[int]]:
    """Return the same of the teams above each."""
    found = dict[int, list[int]]()
    for team_id, parent_id in above.items():
        if parent_id is not None:
            found.setdefault(parent_id, []).append(team_id)
    return found


def levers_of(kind: type[AnyLever], team_id: int, on: date) -> list[AnyLever]:
    """Return the levers of one kind that hold for a team on the day `on`, by name of measure."""
    query = _levers(kind, team_id).where(_holds(kind, on))
    return list(db.session.scalars(query.order_by(Measure.name, kind.id)))


def levers_now_and_later(
    kind: type[AnyLever], team_id: int, on: date
) -> tuple[list[AnyLever], list[AnyLever]]:
    """Return the same, by name of measure, and those that begin after the day, the next first."""
    every = [each for each in recent_levers_of(kind, team_id, on) if each.until != on]
    now = [each for each in every if each.since <= on]
    return sorted(now, key=lambda each: each.measure.name), every[len(now) :]


def levers_of_teams(
    kind: type[AnyLever], team_ids: Collection[int], on: date
) -> dict[int, list[AnyLever]]:
    """Return the levers of a kind that hold for several teams, by team, in one statement."""
    query = select(kind).join(Measure, kind.measure_id == Measure.id)
    query = query.options(joinedload(kind.measure)).where(kind.team_id.in_(team_ids))
    found = dict[int, list[AnyLever]]()
    for each in db.session.scalars(query.where(_holds(kind, on)).order_by(Measure.name, kind.id)):
        found.setdefault(each.team_id or 0, []).append(each)
    return found


def levers_of_teams_since(
    kind: type[AnyLever], team_ids: Collection[int], day: date
) -> list[AnyLever]:
    """Return every lever of one kind of several teams, save those that ended by a day."""
    query = select(kind).options(joinedload(kind.measure)).where(kind.team_id.in_(team_ids))
    query = query.where(or_(kind.until.is_(None), kind.until > day))
    return list(db.session.scalars(query.order_by(kind.since, kind.id)))


def all_levers_of(kind: type[AnyLever], team_id: int) -> list[AnyLever]:
    """Return every lever of one kind a team has or had, with who set it, the newest first."""
    query = _levers(kind, team_id).options(joinedload(kind.set_by))
    return list(db.session.scalars(query.order_by(kind.since.desc(), kind.id.desc())))


def recent_levers_of(
    kind: type[AnyLever], team_id: int, day: date, *options: ExecutableOption
) -> list[AnyLever]:
    """Return a team's levers of one kind, save those that ended before a day, the oldest first.

    `options` say what is loaded with them.
    """
    query = _levers(kind, team_id).where(or_(kind.until.is_(None), kind.until >= day))
    return list(db.session.scalars(query.options(*options).order_by(kind.since, kind.id)))


def recent_levers(
    kind: type[AnyLever], day: date, *options: ExecutableOption
) -> dict[int, list[AnyLever]]:
    """Return the same of every team, by team; those of the company as a whole are left out."""
    query = select(kind).options(joinedload(kind.measure), *options)
    query = query.where(kind.team_id.is_not(None), or_(kind.until.is_(None), kind.until >= day))
    found = dict[int, list[AnyLever]]()
    for each in db.session.scalars(query.order_by(kind.since, kind.id)):
        found.setdefault(each.team_id or 0, []).append(each)
    return found


def levers_left_on(measure_id: int, on: date) -> list[Lever]:
    """Return the levers of every kind on a measure that hold on the day `on` or are to come."""
    left = list[Lever]()
    for kind in lever_classes():
        query = select(kind).where(kind.measure_id == measure_id)
        query = query.where(or_(kind.until.is_(None), kind.until > on))
        left += db.session.scalars(query.order_by(kind.id))
    return left


def levers_left_of(team_id: int, on: date) -> list[Lever]:
    """Return the levers of every kind that a team has on the day `on` or is to have later."""
    left = list[Lever]()
    for kind in lever_classes():
        query = select(kind).where(kind.team_id == team_id)
        query = query.where(or_(kind.until.is_(None), kind.until > on))
        left += db.session.scalars(query.order_by(kind.id))
    return left


def find_lever(kind: type[AnyLever], team_id: int | None, lever_id: int) -> AnyLever | None:
    """Return a lever of a team (None: of the company), or None where it has none of this number."""
    return db.session.scalar(_levers(kind, team_id).where(kind.id == lever_id))


def alike(lever: Lever) -> list[Lever]:
    """Return the other levers for the same thing, whose days may not overlap with this one's."""
    kind = type(lever)
    query = select(kind).where(*(getattr(kind, n) == getattr(lever, n) for n in kind.alike_by))
    return [other for other in db.session.scalars(query) if other is not lever]


def _levers(kind: type[AnyLever], team_id: int | None) -> Select[AnyLever]:
    return (
        select(kind)
        .join(Measure, kind.measure_id == Measure.id)
        .options(joinedload(kind.measure).joinedload(Measure.guard))
        .where(kind.team_id == team_id)
    )


def _path(team_id: int | None, on: date) -> list[int | None]:
    """Return whose targets hold for a team on a day; for one that is closed then, only its own."""
    if team_id is None:
        return [None]
    above = dict[int, int | None]()
    for each, parent_id, closed_on in db.session.execute(
        select(Team.id, Team.parent_id, Team.closed_on)
    ):
        above[each] = parent_id
        if each == team_id and closed_on is not None and closed_on <= on:
            return [team_id]
    return path_up(team_id, above)


def _held_by(path: Sequence[int | None]) -> Select[Target]:
    teams = [each for each in path if each is not None]
    theirs = Target.team_id.in_(teams)
    whose = or_(Target.team_id.is_(None), theirs) if None in path else theirs
    return (
        select(Target)
        .join(Measure, Target.measure_id == Measure.id)
        .options(joinedload(Target.measure).joinedload(Measure.guard), joinedload(Target.team))
        .where(whose)
    )


def _holds(kind: type[Lever], on: date) -> ColumnElement[bool]:
    return and_(kind.since <= on, or_(kind.until.is_(None), kind.until > on))


def _on(targets: Iterable[Target], day: date) -> list[Target]:
    return [each for each in targets if each.span.holds(day)]
