"""Thanks counted by the measure or the value they name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from cxstaff.customers.models import Feedback
from cxstaff.db import db
from cxstaff.measures.models import Measure
from cxstaff.recognition.models import CompanyValue, Thanks, ThanksReceiver
from cxstaff.recognition.queries.wall import IS_PUBLIC, is_to


@dataclass(frozen=True, slots=True)
class ThanksCount:
    """How many thanks are for a measure, a company value (by its name) or both.

    `remarks` of them stand on what a customer said.
    """

    measure_id: int | None
    value: str | None
    count: int
    remarks: int


def public_thanks(
    team_ids: Collection[int] | None, since: datetime, until: datetime
) -> list[ThanksCount]:
    """Count the public thanks of [since, until) to people of teams by what they are for.

    None: of all teams. What most are for comes first. Private ones stay between their people.
    """
    named: tuple[Any, ...] = (Thanks.measure_id, CompanyValue.name)
    count: Any = func.count()
    columns: tuple[Any, ...] = (*named, count, func.count(Feedback.remark))
    query = (
        select(*columns)
        .outerjoin(CompanyValue, CompanyValue.id == Thanks.value_id)
        .outerjoin(Feedback, Feedback.interaction_id == Thanks.interaction_id)
        .where(IS_PUBLIC, Thanks.given_at >= since, Thanks.given_at < until)
        .group_by(*named)
        .order_by(count.desc(), *named)
    )
    if team_ids is not None:
        query = query.where(is_to(ThanksReceiver.team_id.in_(team_ids)))
    return [ThanksCount(*row) for row in db.session.execute(query)]


def public_thanks_by_team(
    since: datetime, until: datetime, team_ids: Collection[int] | None = None
) -> dict[int, dict[int, int]]:
    """Count public thanks of [since, until) by team and the measure they name; None: all teams."""
    counted = func.count(Thanks.id.distinct())
    query = (
        select(ThanksReceiver.team_id, Measure.id, counted)
        .join(Thanks, Thanks.id == ThanksReceiver.thanks_id)
        .join(Measure, Measure.id == Thanks.measure_id)
        .where(IS_PUBLIC, Thanks.given_at >= since, Thanks.given_at < until)
    )
    if team_ids is not None:
        query = query.where(ThanksReceiver.team_id.in_(team_ids))
    grouped = query.group_by(ThanksReceiver.team_id, Measure.id)
    found = dict[int, dict[int, int]]()
    for team_id, measure_id, count in db.session.execute(grouped):
        found.setdefault(team_id, {})[measure_id] = count
    return found
