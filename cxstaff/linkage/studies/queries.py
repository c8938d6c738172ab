"""Questions about studies: which there are, and what they found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from cxstaff.db import Page, db, page_of
from cxstaff.linkage.leads.models import Look
from cxstaff.linkage.material.periods import number_of
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.verdicts.models import Study, StudyVersion
from cxstaff.linkage.verdicts.queries import StudyState, newest_versions

SETTLING = timedelta(days=3)
"""How long after its end a period is left alone, so that what comes in late is counted."""


def studies_page(number: int) -> Page[StudyState]:
    """Return a page of studies, open ones first, then the newest, each with its last version."""
    query = select(Study).options(joinedload(Study.declared_by), joinedload(Study.team))
    order = Study.closed_at.is_not(None), Study.declared_at.desc(), Study.id.desc()
    page = page_of(query.order_by(*order), number)
    newest = newest_versions([study.id for study in page.items])
    return page.showing([StudyState(study, newest.get(study.id)) for study in page.items])


def last_looks(studies: Sequence[Study]) -> dict[int, date]:
    """Return by study the last day before its declaration on which its result was looked at."""
    query = (
        select(Study.id, func.max(Look.day))
        .join(Look, (Look.engagement == Study.engagement) & (Look.outcome == Study.outcome))
        .where(Study.id.in_([each.id for each in studies]), Look.first_at <= Study.declared_at)
        .group_by(Study.id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_study(study_id: int) -> Study | None:
    """Return a study, with its team, who declared and who closed it."""
    kept = Study.team, Study.declared_by, Study.closed_by
    query = select(Study).where(Study.id == study_id)
    return db.session.scalar(query.options(*(joinedload(each) for each in kept)))


def versions_page(study_id: int, number: int) -> Page[StudyVersion]:
    """Return a page of what a study found, the newest first."""
    query = select(StudyVersion).where(StudyVersion.study_id == study_id)
    return page_of(query.order_by(StudyVersion.number.desc()), number)


def newest_version(study_id: int) -> StudyVersion | None:
    """Return what a study found last, or None before its first run."""
    return newest_versions([study_id]).get(study_id)


def due_studies(today: date) -> list[int]:
    """Return open studies that have not seen the last period they ask about that is settled."""
    last = (
        select(StudyVersion.study_id, func.max(StudyVersion.until).label("until"))
        .group_by(StudyVersion.study_id)
        .subquery()
    )
    query = select(Study, last.c.until).outerjoin(last, last.c.study_id == Study.id)
    rows = db.session.execute(query.where(Study.closed_at.is_(None)).order_by(Study.id))
    return [
        study.id
        for study, until in rows
        if until is None or until < _last_settled(study.question, today)
    ]


def _last_settled(question: Question, today: date) -> int:
    """Return the last period that is over and settled, of those asked about."""
    settled = number_of(today - SETTLING, question.span) - 1
    if question.last_on is None:
        return settled
    return min(settled, number_of(question.last_on, question.span))
