"""Which study a question was declared in, and what it found last."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from cxstaff.db import db
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.verdict import Verdict
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.verdicts.found import StudyVerdict
from cxstaff.linkage.verdicts.models import Study, StudyVersion


@dataclass(frozen=True, slots=True)
class StudyState:
    """A study and its newest version, if it has run."""

    study: Study
    newest: StudyVersion | None


def study_of(question: Question) -> StudyState | None:
    """Return the study that a question gets its verdict by, if it was declared in one.

    Of several that ask the same it is the first that nobody had looked before, else the first: what
    was declared later can take nothing back.
    """
    columns: dict[Any, Any] = {
        Study.engagement: question.engagement,
        Study.outcome: question.outcome,
        Study.span: question.span,
        Study.lag: question.lag,
        Study.mix: question.mix,
        Study.team_id: question.team_id,
        Study.first_on: question.first_on,
        Study.last_on: question.last_on,
    }
    query = select(Study).where(
        *(column.is_not_distinct_from(value) for column, value in columns.items())
    )
    found = db.session.scalar(query.order_by(Study.is_exploratory, Study.id).limit(1))
    return None if found is None else StudyState(found, newest_versions([found.id]).get(found.id))


def verdicts_at(span: Period, lag: int) -> dict[Question, StudyVerdict]:
    """Return what studies found last of every question of a period and lag that they asked."""
    query = select(Study).where(Study.span == span, Study.lag == lag)
    first: dict[Question, Study] = {}
    for study in db.session.scalars(query.order_by(Study.is_exploratory, Study.id)):
        first.setdefault(study.question, study)
    newest = newest_versions([each.id for each in first.values()])
    return {
        question: StudyVerdict(
            study.id,
            Verdict(newest[study.id].verdict),
            tuple(Reason(each) for each in newest[study.id].reasons),
        )
        for question, study in first.items()
        if study.id in newest
    }


def newest_versions(study_ids: Collection[int]) -> dict[int, StudyVersion]:
    """Return what each of some studies found last, by its id, but for those that never ran."""
    if not study_ids:
        return {}
    later: Any = aliased(StudyVersion)
    number = (
        select(func.max(later.number))
        .where(later.study_id == StudyVersion.study_id)
        .scalar_subquery()
    )
    query = select(StudyVersion).where(
        StudyVersion.study_id.in_(study_ids), StudyVersion.number == number
    )
    return {version.study_id: version for version in db.session.scalars(query)}
