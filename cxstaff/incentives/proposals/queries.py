"""Questions about proposals."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, and_, false, func, select
from sqlalchemy.orm import joinedload

from cxstaff.db import Page, db, page_of
from cxstaff.incentives.models import Decision, PlanProposal
from cxstaff.points.models import LedgerAccount
from cxstaff.points.queries import open_budgets


def proposals_page(team_ids: Collection[int] | None, number: int) -> Page[PlanProposal]:
    """Return page `number` of the proposals of some teams (None: all), open ones first."""
    query = _loaded().order_by(
        PlanProposal.decision.isnot(None), PlanProposal.written_at.desc(), PlanProposal.id.desc()
    )
    if team_ids is not None:
        query = query.where(PlanProposal.team_id.in_(team_ids))
    return page_of(query, number)


def find_proposal(proposal_id: int, team_ids: Collection[int] | None) -> PlanProposal | None:
    """Return a proposal for one of some teams (None: for any), or None."""
    query = _loaded().where(PlanProposal.id == proposal_id)
    if team_ids is not None:
        query = query.where(PlanProposal.team_id.in_(team_ids))
    return db.session.scalar(query)


def open_proposals_of(team_id: int) -> list[PlanProposal]:
    """Return what waits for a decision about a team, the oldest first."""
    query = _loaded().where(PlanProposal.team_id == team_id, PlanProposal.decision.is_(None))
    return list(db.session.scalars(query.order_by(PlanProposal.id)))


def count_waiting(person_id: int) -> int:
    """Count the proposals that wait for somebody else than a person to decide."""
    return count_told(person_id, None)[0]


def count_told(person_id: int, since: datetime | None) -> tuple[int, int]:
    """Count the proposals of others that wait, and one's own that were decided since a moment."""
    own = PlanProposal.written_by_id == person_id
    decided = PlanProposal.decision.in_((Decision.APPROVED, Decision.DECLINED))
    news = and_(own, decided, PlanProposal.decided_at >= since) if since else false()
    others = PlanProposal.written_by_id.is_distinct_from(person_id)
    waits = and_(PlanProposal.decision.is_(None), others)
    query = select(func.count().filter(waits), func.count().filter(news)).select_from(PlanProposal)
    waiting, told = db.session.execute(query).one()
    return int(waiting), int(told)


def budgets() -> list[LedgerAccount]:
    """Return every budget that a plan can be paid from, by name."""
    return list(open_budgets())


def _loaded() -> Select[PlanProposal]:
    return select(PlanProposal).options(
        joinedload(PlanProposal.team),
        joinedload(PlanProposal.measure),
        joinedload(PlanProposal.terms),
        joinedload(PlanProposal.written_by),
        joinedload(PlanProposal.decided_by),
    )
