"""What customers said in their own words, newest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from cxstaff import engine
from cxstaff.customers.models import Channel, ContactReason, Feedback, Interaction
from cxstaff.customers.models.interactions import FEWEST_OF_GOOD
from cxstaff.customers.newest import newest_ids
from cxstaff.db import PAGE_SIZE, Page, db, page_in
from cxstaff.people.models import Person, Team
from cxstaff.search import words_in

MOST_LISTED = 1000
"""A list of remarks ends here; whoever looks for more chooses words, a team or a period."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What one customer said, about which interaction, and who handled it.

    `handler_id` and `handler_name` are None where the record names nobody.
    """

    interaction_id: int
    text: str
    csat: int | None
    channel: str
    reason: str
    day: date
    happened_at: datetime
    team_id: int
    team_name: str
    handler_id: int | None
    handler_name: str | None

    @property
    def is_good(self) -> bool:
        """Say whether it may be told whom it was about: of good remarks, and those without csat."""
        return self.csat is None or self.csat >= FEWEST_OF_GOOD

    def may_be_passed_on_by(self, person_id: int) -> bool:
        """Say whether somebody can thank its handler for it: of a good one, and not themselves."""
        return self.is_good and self.handler_id not in (None, person_id)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which remarks somebody looks for: those holding words, with a csat, from days on."""

    words: str = ""
    csat: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None


def remarks_for(
    team_ids: Collection[int] | None,
    number: int = 1,
    wanted: Wanted | None = None,
    size: int = PAGE_SIZE,
) -> Page[Remark]:
    """Return page `number` of the newest remarks about some teams (None: about all).

    At most `MOST_LISTED` are listed, so that a page costs the same however many there are.
    """
    asked = wanted or Wanted()
    rows, words = _chosen(team_ids, asked), words_in(asked.words)

    def holding(row: Any) -> list[ColumnElement[bool]]:
        said = engine.kept_folded(row.search_text, row.remark)
        return [said.contains(word, autoescape=True) for word in words]

    page = page_in(newest_ids(db.session(), rows, holding, most=MOST_LISTED), number, size)
    return page.showing(remarks_among(page.items))


def remarks_among(ids: Any) -> list[Remark]:
    """Return the remarks about some interactions (ids, or what selects them), newest first."""
    found = _remarks(Interaction.id.in_(ids))
    return sorted(found, key=lambda each: (each.happened_at, each.interaction_id), reverse=True)


def remark(interaction_id: int) -> Remark | None:
    """Return the remark about one interaction that counts, or None where there is none."""
    found = _remarks((Interaction.id == interaction_id) & Interaction.is_left_out.is_(False))
    return found[0] if found else None


def _chosen(team_ids: Collection[int] | None, wanted: Wanted) -> Select[Any]:
    """Select the remarks that somebody looks for, whatever words they hold."""
    columns: Any = Interaction.id, Interaction.happened_at, Feedback.remark, Feedback.search_text
    query: Select[Any] = select(*columns).join(Feedback)
    query = query.where(Feedback.remark.is_not(None), Interaction.is_left_out.is_(False))
    if team_ids is not None:
        query = query.where(Interaction.team_id.in_(list(team_ids)))
    if wanted.since is not None:
        query = query.where(Interaction.day >= wanted.since)
    if wanted.until is not None:
        query = query.where(Interaction.day < wanted.until)
    if wanted.csat:
        query = query.where(Feedback.csat.in_(wanted.csat))
    return query


def _remarks(where: Any) -> list[Remark]:
    query = (
        select(
            Interaction.id,
            Feedback.remark,
            Feedback.csat,
            Channel.name,
            ContactReason.name,
            Interaction.day,
            Interaction.happened_at,
            Team.id,
            Team.name,
            Person.id,
            Person.name,
        )
        .join(Feedback, Feedback.interaction_id == Interaction.id)
        .join(Channel, Channel.id == Interaction.channel_id)
        .join(ContactReason, ContactReason.id == Interaction.reason_id)
        .join(Team, Team.id == Interaction.team_id)
        .outerjoin(Person, Person.id == Interaction.handler_id)
        .where(where, Feedback.remark.is_not(None))
    )
    rows: Any = db.session.execute(query)
    return [Remark(*row) for row in rows]
