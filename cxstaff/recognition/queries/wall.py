"""Thanks that somebody may see: a page of them, one, and those of a person or a team."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff.customers.models import Feedback, Interaction
from cxstaff.db import Page, db, page_of
from cxstaff.engine import holding
from cxstaff.recognition.models import Thanks, ThanksAudience, ThanksReceiver

IS_PUBLIC = Thanks.audience != ThanksAudience.PRIVATE


class Wall(StrEnum):
    """Which thanks a person wants to see."""

    ALL = "all"
    TEAMS = "teams"
    RECEIVED = "received"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class WallFilter:
    """Which thanks somebody looks for; what is None or "" is not asked for.

    `team_id` is a team that is thanked, `person_ids` who thanks or is thanked, `words` stand
    in what was written or in what the customer said.
    """

    wall: Wall = Wall.ALL
    team_id: int | None = None
    person_ids: Collection[int] | None = None
    measure_id: int | None = None
    value_id: int | None = None
    words: str = ""


EVERYTHING = WallFilter()


def thanks_page(
    person_id: int, team_ids: Collection[int], number: int, wanted: WallFilter = EVERYTHING
) -> Page[Thanks]:
    """Return page `number` of the thanks a person may see, the newest first.

    Those are the ones for the whole company, the ones for teams of people who were in `team_ids`,
    and all they gave or received.
    """
    query = all_thanks().where(_on(wanted.wall, person_id, team_ids), *_narrowed(wanted))
    return page_of(query, number)


def find_thanks_for(person_id: int, team_ids: Collection[int], thanks_id: int) -> Thanks | None:
    """Return a thanks if the person may see it, else None."""
    query = all_thanks().where(Thanks.id == thanks_id, _on(Wall.ALL, person_id, team_ids))
    return db.session.scalar(query)


def find_same_thanks(
    giver_id: int, receiver_ids: Collection[int], message: str, since: datetime
) -> Thanks | None:
    """Return a thanks to the same people in these very words since a moment, or None."""
    query = all_thanks().where(
        Thanks.giver_id == giver_id, Thanks.message == message, Thanks.given_at > since
    )
    wanted = set(receiver_ids)
    found = db.session.scalars(query)
    return next((each for each in found if {to.person_id for to in each.receivers} == wanted), None)


def thanks_by_key(request_key: str) -> Thanks:
    """Return the thanks that a form with this key gave; raises NoResultFound without one."""
    return db.session.scalars(all_thanks().where(Thanks.request_key == request_key)).one()


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
    return exists().where(ThanksReceiver.thanks_id == Thanks.id, whom)


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


def _on(wall: Wall, person_id: int, team_ids: Collection[int]) -> ColumnElement[bool]:
    """Say which thanks stand on somebody's wall, who sees the teams `team_ids`."""
    in_sight = and_(
        Thanks.audience == ThanksAudience.TEAM, is_to(ThanksReceiver.team_id.in_(team_ids))
    )
    for_all = Thanks.audience == ThanksAudience.COMPANY
    received = is_to(ThanksReceiver.person_id == person_id)
    given = Thanks.giver_id == person_id
    walls = {
        Wall.ALL: or_(for_all, in_sight, received, given),
        Wall.TEAMS: and_(IS_PUBLIC, is_to(ThanksReceiver.team_id.in_(team_ids))),
        Wall.RECEIVED: received,
        Wall.GIVEN: given,
    }
    return walls[wall]


def _narrowed(wanted: WallFilter) -> list[ColumnElement[bool]]:
    """Return what else a thanks has to be."""
    asked: list[ColumnElement[bool]] = []
    if wanted.team_id is not None:
        asked.append(is_to(ThanksReceiver.team_id == wanted.team_id))
    if wanted.person_ids is not None:
        theirs = is_to(ThanksReceiver.person_id.in_(wanted.person_ids))
        asked.append(or_(Thanks.giver_id.in_(wanted.person_ids), theirs))
    if wanted.measure_id is not None:
        asked.append(Thanks.measure_id == wanted.measure_id)
    if wanted.value_id is not None:
        asked.append(Thanks.value_id == wanted.value_id)
    if wanted.words:
        said = select(Feedback.remark).where(Feedback.interaction_id == Thanks.interaction_id)
        asked += holding(wanted.words, Thanks.message, said.scalar_subquery())
    return asked
