"""Thanks that somebody may see: a page of them, one, and those of a person or a team."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, union
from sqlalchemy.orm import aliased, joinedload, selectinload

from cxstaff.customers.models import Feedback, Interaction
from cxstaff.db import Stretch, db
from cxstaff.engine import holding
from cxstaff.recognition.models import Thanks, ThanksAudience, ThanksReceiver

IS_PUBLIC = Thanks.audience != ThanksAudience.PRIVATE
SHOWN = 25


class Wall(StrEnum):
    """Which thanks a person wants to see."""

    ALL = "all"
    TEAMS = "teams"
    RECEIVED = "received"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class WallReader:
    """Who looks at thanks, and the teams whose pages they open: some, or all."""

    person_id: int
    team_ids: Collection[int]
    sees_all: bool = False


@dataclass(frozen=True, slots=True)
class WallFilter:
    """Which thanks somebody looks for; what is None or "" is not asked for.

    `team_id` is a team that is thanked, `people` select who thanks or is thanked, `words` stand
    in what was written or in what the customer said.
    """

    wall: Wall = Wall.ALL
    team_id: int | None = None
    people: Select[int] | None = None
    measure_id: int | None = None
    value_id: int | None = None
    words: str = ""


EVERYTHING = WallFilter()


def thanks_stretch(
    reader: WallReader, wanted: WallFilter = EVERYTHING, after: int | None = None
) -> Stretch[Thanks]:
    """Return the newest thanks that somebody may see, or those that follow on the thanks `after`.

    Those are the ones for the whole company, the ones for teams whose pages they open, and all
    they gave or received. Nothing is counted: of each kind the newest are found by an index.
    """
    asked, last = _narrowed(wanted), _moment_of(after)
    newest = [_newest(kind, asked, last) for kind in _kinds(wanted.wall, reader)]
    ids = list(db.session.scalars(_first_of(newest)))
    shown = list(db.session.scalars(_by_id(ids[:SHOWN]))) if ids else []
    is_more = len(ids) > SHOWN
    return Stretch(shown, shown[-1].id if is_more else None, after is None)


def find_thanks_for(reader: WallReader, thanks_id: int) -> Thanks | None:
    """Return a thanks if somebody may see it, else None."""
    return db.session.scalar(all_thanks().where(Thanks.id == thanks_id, _is_seen(reader)))


def thanks_received(person_id: int, since: datetime, until: datetime) -> list[Thanks]:
    """Return what a person was thanked for in [since, until), private ones too, newest first."""
    query = _between(since, until).where(is_to(ThanksReceiver.person_id == person_id))
    return list(db.session.scalars(query))


def team_thanks(
    team_id: int, since: datetime, until: datetime, most: int | None = None
) -> list[Thanks]:
    """Return up to `most` public thanks to people of a team in [since, until), newest first."""
    query = _between(since, until).where(is_to(ThanksReceiver.team_id == team_id), IS_PUBLIC)
    return list(db.session.scalars(query.limit(most)))


def is_to(whom: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say that a thanks is, among others, to somebody of whom `whom` holds."""
    theirs = select(ThanksReceiver.thanks_id).where(ThanksReceiver.thanks_id == Thanks.id, whom)
    return theirs.correlate(Thanks).exists()


def all_thanks() -> Select[Thanks]:
    """Select thanks with all that a page says of one, newest first."""
    return (
        select(Thanks)
        .options(
            joinedload(Thanks.giver),
            joinedload(Thanks.to_team),
            selectinload(Thanks.receivers).joinedload(ThanksReceiver.person),
            joinedload(Thanks.measure),
            joinedload(Thanks.value),
            joinedload(Thanks.interaction).joinedload(Interaction.feedback),
            joinedload(Thanks.interaction).joinedload(Interaction.channel),
        )
        .order_by(Thanks.given_at.desc(), Thanks.id.desc())
    )


def _between(since: datetime, until: datetime) -> Select[Thanks]:
    return all_thanks().where(Thanks.given_at >= since, Thanks.given_at < until)


@dataclass(frozen=True, slots=True)
class _Kind:
    """Thanks of a kind: what holds of them, and the table that has them in order."""

    table: type[Thanks | ThanksReceiver]
    holds: tuple[ColumnElement[bool], ...]


def _kinds(wall: Wall, reader: WallReader) -> list[_Kind]:
    """Return the kinds that stand on a wall."""
    company = Thanks.audience == ThanksAudience.COMPANY
    team = Thanks.audience == ThanksAudience.TEAM
    received = _Kind(ThanksReceiver, (ThanksReceiver.person_id == reader.person_id,))
    given = _Kind(Thanks, (Thanks.giver_id == reader.person_id,))
    theirs = ThanksReceiver.team_id.in_(reader.team_ids), ~_is_another_before(reader.team_ids)
    for_teams, of_teams = (
        _Kind(Thanks, (each,)) if reader.sees_all else _Kind(ThanksReceiver, (each, *theirs))
        for each in (team, IS_PUBLIC)
    )
    return {
        Wall.ALL: [_Kind(Thanks, (company,)), for_teams, received, given],
        Wall.TEAMS: [of_teams],
        Wall.RECEIVED: [received],
        Wall.GIVEN: [given],
    }[wall]


def _is_another_before(team_ids: Collection[int]) -> ColumnElement[bool]:
    """Say that somebody else of some teams is thanked by the same: each is told of once.

    DISTINCT would have every thanks of the teams read before the newest are known.
    """
    other = aliased(ThanksReceiver)
    before = select(other.thanks_id).where(
        other.thanks_id == ThanksReceiver.thanks_id,
        other.person_id < ThanksReceiver.person_id,
        other.team_id.in_(team_ids),
    )
    return before.correlate(ThanksReceiver).exists()


def _newest(
    kind: _Kind, asked: Sequence[ColumnElement[bool]], last: tuple[int, datetime] | None
) -> Select[Any]:
    """Select ids and moments of the newest of a kind, as many as a stretch can need."""
    number: Any = Thanks.id if kind.table is Thanks else ThanksReceiver.thanks_id
    at: Any = kind.table.given_at
    few: Select[Any] = select(number.label("id"), at.label("given_at")).where(*kind.holds, *asked)
    if kind.table is ThanksReceiver:
        few = few.join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
    if last is not None:
        few = few.where(at <= last[1], or_(at < last[1], number < last[0]))
    return select(few.order_by(at.desc(), number.desc()).limit(SHOWN + 1).subquery())


def _first_of(kinds: Sequence[Select[Any]]) -> Select[int]:
    """Select the ids of the newest of all kinds together."""
    together = union(*kinds).subquery()
    ordered = select(together.c.id).order_by(together.c.given_at.desc(), together.c.id.desc())
    return ordered.limit(SHOWN + 1)


def _moment_of(thanks_id: int | None) -> tuple[int, datetime] | None:
    """Return a thanks and when it was given; None without one, or where it is gone."""
    if thanks_id is None:
        return None
    at = db.session.scalar(select(Thanks.given_at).where(Thanks.id == thanks_id))
    return None if at is None else (thanks_id, at)


def _by_id(ids: Sequence[int]) -> Select[Thanks]:
    return all_thanks().where(Thanks.id.in_(ids))


def _is_seen(reader: WallReader) -> ColumnElement[bool]:
    """Say that somebody may see a thanks: that it is of a kind that stands on their wall."""
    return or_(
        *(
            is_to(and_(*each.holds)) if each.table is ThanksReceiver else and_(*each.holds)
            for each in _kinds(Wall.ALL, reader)
        )
    )


def _narrowed(wanted: WallFilter) -> list[ColumnElement[bool]]:
    """Return what else a thanks has to be."""
    asked: list[ColumnElement[bool]] = []
    if wanted.team_id is not None:
        asked.append(is_to(ThanksReceiver.team_id == wanted.team_id))
    if wanted.people is not None:
        theirs = is_to(ThanksReceiver.person_id.in_(wanted.people))
        asked.append(or_(Thanks.giver_id.in_(wanted.people), theirs))
    if wanted.measure_id is not None:
        asked.append(Thanks.measure_id == wanted.measure_id)
    if wanted.value_id is not None:
        asked.append(Thanks.value_id == wanted.value_id)
    if wanted.words:
        said = select(Feedback.remark).where(Feedback.interaction_id == Thanks.interaction_id)
        asked += holding(wanted.words, Thanks.message, said.scalar_subquery())
    return asked
