"""What happy customers said of whoever handled it: remarks from the top of every scale answered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, or_, select

from cxstaff.customers.models import Feedback, Interaction
from cxstaff.customers.newest import newest_ids
from cxstaff.customers.remarks import MOST_LISTED, Remark, remarks_among
from cxstaff.db import Page, db, page_in
from cxstaff.promoters import PROMOTER_FROM

BEST_CSAT = 5
LATE = timedelta(days=90)
"""So long after a contact a customer's answer to it is still looked for."""


@dataclass(frozen=True, slots=True)
class Praised:
    """Whose praise somebody reads: one person's, that of some teams, or all with neither."""

    person_id: int | None = None
    team_ids: Collection[int] | None = None


def praise_page(whose: Praised, number: int) -> Page[Remark]:
    """Return page `number` of the newest praise, of at most `MOST_LISTED`."""
    columns: Any = Interaction.id, Interaction.happened_at, *_ASKED
    rows: Select[Any] = select(*columns).join(Feedback).where(*_stands(), *_is_of(whose))
    page = page_in(newest_ids(db.session(), rows, _happy, most=MOST_LISTED), number)
    return page.showing(remarks_among(page.items))


def newest_praise(whose: Praised, since: datetime, now: datetime, most: int) -> list[Remark]:
    """Return up to `most` praises that came since a moment, the newest contact first.

    One comes when the customer gave it, which may be long after the contact.
    """
    ids = (
        select(Interaction.id)
        .join(Feedback)
        .where(
            *_stands(),
            *_is_of(whose),
            Interaction.happened_at >= since - LATE,
            _came_at().between(since, now),
            *_happy(Feedback),
        )
    )
    newest = ids.order_by(Interaction.happened_at.desc(), Interaction.id.desc()).limit(most)
    return remarks_among(newest)


def praise_that_came(since: datetime | None, now: datetime | None) -> Select[Any]:
    """Select contact and handler of praise that came within a time, of all with None."""
    columns: Any = Interaction.id, Interaction.handler_id
    query: Select[Any] = select(*columns).join(Feedback).where(*_stands(), *_happy(Feedback))
    if since is None or now is None:
        return query
    return query.where(Interaction.happened_at >= since - LATE, _came_at().between(since, now))


def praised_contact(of: FromClause, person_id: ColumnElement[int], since: datetime) -> Any:
    """Select a praised contact since a moment of each person in `of`, for those who have one."""
    contact = (
        select(func.max(Interaction.id))
        .join(Feedback)
        .where(
            *_stands(),
            Interaction.handler_id == person_id,
            Interaction.happened_at >= since,
            *_happy(Feedback),
        )
    )
    return contact.correlate(of).scalar_subquery()


_ASKED = (
    Feedback.remark,
    Feedback.csat,
    Feedback.nps,
    Feedback.is_satisfied,
    Feedback.is_solved,
)


def _happy(said: Any) -> Sequence[ColumnElement[bool]]:
    """Say that a customer answered at the top of each scale, and on one at least."""
    return (
        said.remark.is_not(None),
        or_(said.csat.is_(None), said.csat == BEST_CSAT),
        or_(said.nps.is_(None), said.nps >= PROMOTER_FROM),
        or_(said.is_satisfied.is_(None), said.is_satisfied.is_(True)),
        or_(said.is_solved.is_(None), said.is_solved.is_(True)),
        or_(said.csat.is_not(None), said.nps.is_not(None), said.is_satisfied.is_not(None)),
    )


def _stands() -> tuple[ColumnElement[bool], ...]:
    """Say that a contact counts and has somebody who handled it."""
    return Interaction.is_left_out.is_(False), Interaction.handler_id.is_not(None)


def _is_of(whose: Praised) -> list[ColumnElement[bool]]:
    asked = []
    if whose.person_id is not None:
        asked.append(Interaction.handler_id == whose.person_id)
    if whose.team_ids is not None:
        asked.append(Interaction.team_id.in_(list(whose.team_ids)))
    return asked


def _came_at() -> ColumnElement[Any]:
    """Say when a customer answered, where that is not known when they were in touch."""
    return func.coalesce(Feedback.given_at, Interaction.happened_at)
