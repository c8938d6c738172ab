"""A standing question in words: what it asks, who declared it, what may still be changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.leads.models import StandingQuestion
from cxstaff.linkage.leads.queries import Looks, Standing
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies.words import LATER
from cxstaff.linkage.words.terms import score_of
from cxstaff.web import day, when

LEADS_SINCE = date(2026, 11, 30)
"""The day since which no comparison but that of the standing question gets a verdict."""


def why(*, saw_verdicts: bool) -> Sequence[str]:
    """Say why there is one question, and what became of verdicts that a company saw before."""
    told = [
        _(
            "Whoever looks at many results finds one that fits by luck. A question chosen "
            "beforehand is not one of many."
        ),
        _(
            "Measures that teams are measured or paid by get verdicts too: by the main customer "
            "result that you choose here."
        ),
    ]
    if saw_verdicts:
        told.append(
            _(
                "Before %(day)s, every comparison could be answered with “supports” or "
                "“conflicts”. What you saw so then, other than here, is a lead now: worth "
                "following, not yet believed.",
                day=day(LEADS_SINCE),
            )
        )
    return told


def asked(question: Question, subjects: Mapping[str, str]) -> str:
    """Write a standing question in one sentence."""
    return str(
        _(
            "When a team’s %(score)s is higher than usual, does %(outcome)s move %(later)s?",
            score=score_of(question.engagement, subjects[question.engagement]),
            outcome=f"“{OUTCOMES[question.outcome].label}”",
            later=str(LATER[question.span, question.lag]),
        )
    )


def declared(declaration: StandingQuestion | None) -> str:
    """Say who declared what stands, and when."""
    if declaration is None:
        return str(
            _(
                "Nobody declared one, so the usual question of cxstaff stands. It was not chosen "
                "by your numbers, so its answer is a verdict."
            )
        )
    told = _(
        "Declared on %(when)s by %(name)s.",
        when=when(declaration.declared_at),
        name=declaration.declared_by.name,
    )
    return str(told)


def worth(standing: Standing, first: date | None) -> str | None:
    """Say what was looked at before it was declared; None where that takes nothing away.

    `first` is the day on which its result was first looked at.
    """
    if standing.gets_verdicts:
        return None
    seen = _("These two had been compared here before it was declared.")
    if first is not None:
        seen = _(
            "These two had been compared here before it was declared, first on %(day)s.",
            day=day(first),
        )
    only = _(
        "So what it finds is a lead, not a verdict; a study tests it on what comes in from now on."
    )
    return f"{seen} {only}"


def changeable(looks: Looks) -> str:
    """Say whether it may still be changed without anybody wondering why."""
    if not looks.total:
        return str(_("No comparison of these two was opened yet: change it freely until then."))
    return str(
        ngettext(
            "A comparison of these two was opened on %(num)s day, %(day)s. You can still change "
            "it; that stays on record here and in the security log.",
            "A comparison of these two was opened on %(num)s days, last on %(day)s. You can still "
            "change it; that stays on record here and in the security log.",
            looks.total,
            day=day(looks.days[-1]),
        )
    )
