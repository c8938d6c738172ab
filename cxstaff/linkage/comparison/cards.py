"""The answer of a question, as the study that it was declared in gives it, if there is one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.words.answer import tell
from cxstaff.linkage.comparison.words.card import (
    AnswerCard,
    StudyMark,
    answer_card,
    comparison_card,
)
from cxstaff.linkage.leads.family import Status
from cxstaff.linkage.verdicts.queries import study_of
from cxstaff.linkage.verdicts.versions import comparison_of
from cxstaff.linkage.verdicts.words import STUDY_HELP, STUDY_WHY, whose, worth


def card_of(
    comparison: Comparison, engagement: str, asked: Mapping[str, str] | None = None
) -> AnswerCard:
    """Put the answer of a comparison in words, and say what it may be called.

    Where the question was declared in a study that has run, it is what that study found last, in
    its words: a lead beside a verdict would say two things about one question. The standing
    question keeps its own verdict, and that of a study is told beside it.
    """
    own = comparison_card(comparison, engagement, asked)
    declared = study_of(comparison.question)
    if declared is None:
        return own
    study, newest = declared.study, declared.newest
    stands = comparison.allowance.status is Status.STANDING
    mark = StudyMark(study.id, whose(declared, stands=stands))
    if newest is None or stands:
        return replace(own, study=mark)
    kept = comparison_of(study, newest)
    told = tell(kept, engagement, STUDY_WHY, STUDY_HELP)
    return replace(answer_card(kept, told, worth(study), own.picture, asked), study=mark)
