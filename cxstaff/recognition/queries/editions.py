"""Thanks as editions of the digest need them: who was thanked in a stretch, and how many are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from cxstaff.db import db
from cxstaff.recognition.models import Thanks, ThanksReceiver
from cxstaff.recognition.queries.wall import IS_PUBLIC, all_thanks, is_to


class ReceiverRow(NamedTuple):
    """One person whom a thanks is to, with their place among them; whether a team is thanked."""

    thanks_id: int
    given_at: datetime
    is_to_team: bool
    person_id: int
    place: int


def receivers_in(
    team_ids: Collection[int], since: datetime, until: datetime
) -> Sequence[ReceiverRow]:
    """Return everybody in teams who was publicly thanked in [since, until), the oldest first."""
    columns: tuple[Any, ...] = (
        Thanks.id,
        Thanks.given_at,
        Thanks.to_team_id.is_not(None),
        ThanksReceiver.person_id,
        ThanksReceiver.place,
    )
    query = (
        select(*columns)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .where(
            ThanksReceiver.team_id.in_(team_ids),
            ThanksReceiver.given_at >= since,
            ThanksReceiver.given_at < until,
            IS_PUBLIC,
        )
        .order_by(Thanks.given_at, Thanks.id, ThanksReceiver.place)
    )
    return [ReceiverRow(*row) for row in db.session.execute(query)]


def thanks_with_ids(ids: Collection[int]) -> list[Thanks]:
    """Return thanks by their ids, the newest first."""
    return list(db.session.scalars(all_thanks().where(Thanks.id.in_(ids)))) if ids else []


def count_to_others(
    team_ids: Collection[int], besides: int, since: datetime, until: datetime
) -> tuple[int, int]:
    """Return how many thanks of [since, until) in teams are to others: public, and private ones.

    Others than the person `besides`; of private ones those that this person gave do not count.
    """
    there = (
        is_to(ThanksReceiver.team_id.in_(team_ids)),
        ~is_to(ThanksReceiver.person_id == besides),
        Thanks.given_at >= since,
        Thanks.given_at < until,
    )
    private = func.count().filter(~IS_PUBLIC, Thanks.giver_id != besides)
    query = select(func.count().filter(IS_PUBLIC), private).select_from(Thanks).where(*there)
    row = db.session.execute(query).one()
    return row[0], row[1]
