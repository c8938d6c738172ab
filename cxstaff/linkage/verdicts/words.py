"""What a declared study's answer may be called, in the words that every page has for it."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.leads.words import Worth, verdict_badge
from cxstaff.linkage.verdicts.models import Study
from cxstaff.linkage.verdicts.queries import StudyState
from cxstaff.linkage.words.reasons import HELP, WHY

STUDY_WHY: dict[Reason, Any] = WHY | {
    Reason.MOVES_AS_HOPED: _l("Both move the way this study expected."),
    Reason.MOVES_AGAINST: _l("They move against what this study expected."),
}
STUDY_HELP: dict[Reason, Any] = HELP | {
    Reason.NO_CELLS: _l("Declare another study, of another customer result or a longer period."),
    Reason.NO_SHARED_MIX: _l("Declare another study, with the mix of customers as it was."),
}
"""What would help a study, whose question can no longer be chosen otherwise."""


def worth(study: Study) -> Worth:
    """Say what the declaration makes of the answer."""
    bound = _("Of 100 studies of nothing, no more than 5 ever find a link, however long they run.")
    if study.is_exploratory:
        status = _("Declared after somebody had looked: only what comes in since then is a test.")
    else:
        status = _("Declared before anybody looked, so its answer is a verdict.")
    return Worth(str(status), str(bound))


def whose(state: StudyState, *, stands: bool) -> str:
    """Say, where its question is asked, that a study gives it a verdict.

    A question that `stands` keeps the verdict of its own, and that of the study is told beside it.
    """
    newest, name = state.newest, state.study.name
    if newest is None:
        return str(
            _(
                "This is the question of the study “%(name)s”, which gives a verdict once it has "
                "run.",
                name=name,
            )
        )
    if stands:
        return str(
            _(
                "This is the question of the study “%(name)s” too, which gives a verdict of its "
                "own: %(verdict)s.",
                name=name,
                verdict=verdict_badge(newest.verdict).text,
            )
        )
    return str(
        _("This is the question of the study “%(name)s”, which gives its verdict:", name=name)
    )
