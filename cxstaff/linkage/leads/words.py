"""What a question may be answered with, in words: one wording wherever it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.verdict import Lead, Reading, Verdict
from cxstaff.linkage.leads.family import Allowance, Status
from cxstaff.linkage.words.elements import Badge
from cxstaff.linkage.words.reasons import WHY
from cxstaff.web import day, number

STATUS: dict[Status, Any] = {
    Status.STANDING: _l("This is your standing question, so its answer is a verdict."),
    Status.EXPLORATORY: _l(
        "This is not your standing question. What stands out here is a lead to follow, not a "
        "verdict."
    ),
    Status.POST_HOC: _l(
        "Teams or times were chosen. So the numbers are shown, and nothing is called a verdict or "
        "a lead."
    ),
}
BOUND = _l(
    "Of 100 companies without any link, no more than 5 ever meet a lead, whatever they open here."
)
BOUND_OF_VERDICTS = _l("Of 100 companies without any link, no more than 5 ever read a verdict.")

READINGS: dict[Reading, tuple[Any, str, str]] = {
    Verdict.SUPPORTS: (_l("Supports"), "good", "arrow-up-right"),
    Verdict.CONFLICTS: (_l("Conflicts"), "warn", "arrows-exchange"),
    Verdict.CANNOT_TELL: (_l("Cannot tell"), "muted", "hourglass"),
    Lead.TOGETHER: (_l("Lead: together"), "info", "arrow-up-right"),
    Lead.OPPOSITE: (_l("Lead: opposite"), "info", "arrows-exchange"),
}
"""How each is called wherever it is shown, with its tone and its icon."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What an answer may be called, and how seldom there is one like it without any link.

    `is_chosen` where it is about chosen teams or times, so that no number could make it sure.
    """

    status: str
    bound: str
    is_chosen: bool = False


def verdict_badge(verdict: str) -> Badge:
    """Return how a verdict that was kept is shown."""
    return reading_badge(Verdict(verdict))


def reading_badge(reading: Reading) -> Badge:
    """Return how a verdict or a lead is shown, on every page alike."""
    text, tone, icon_name = READINGS[reading]
    return Badge(str(text), tone, icon_name)


def worth(allowance: Allowance) -> Worth:
    """Say what the answer to a question may be called, and how seldom there is such a one."""
    is_chosen = allowance.status is Status.POST_HOC
    return Worth(status(allowance), bound(allowance), is_chosen)


def status(allowance: Allowance) -> str:
    """Say what the answer to a question may be called."""
    return str(STATUS[allowance.status])


def bound(allowance: Allowance) -> str:
    """Say how seldom there is such an answer without any link."""
    return str(BOUND_OF_VERDICTS if allowance.status is Status.STANDING else BOUND)


def seen_since(first: date) -> str:
    """Say since which day an answer has been seen here, and what that makes of a study of it."""
    return str(
        _(
            "It was first opened here on %(day)s. A study of it that is declared after that says "
            "so.",
            day=day(first),
        )
    )


def why(allowance: Allowance) -> Mapping[Reason, Any]:
    """Return every reason in words, that of luck by what is allowed for."""
    if allowance.status is Status.STANDING:
        luck = _("Beside the measures that are judged as well, one like this can turn up by luck.")
    else:
        luck = among(allowance.questions)
    return WHY | {Reason.MAY_BE_ONE_OF_MANY: luck}


def among(questions: int) -> str:
    """Say that luck gives as much among all that can be asked."""
    return str(
        _(
            "Among the %(questions)s questions that can be asked here, one as clear as this can "
            "turn up by luck.",
            questions=number(questions),
        )
    )


def allowed_for(allowance: Allowance) -> str:
    """Say how luck is allowed for."""
    if allowance.status is Status.STANDING and allowance.part == 1:
        return str(_("Chosen before it was looked at, so it is the only one luck is allowed for."))
    if allowance.status is Status.STANDING:
        return str(
            _(
                "Chosen before it was looked at. It shares what is allowed for luck with the "
                "measures that are judged by the same customer result."
            )
        )
    if allowance.status is Status.EXPLORATORY:
        count = number(allowance.questions)
        text = _("%(count)s questions can be asked here; all are allowed for.", count=count)
        return f"{text} {BOUND}"
    return str(
        _(
            "Choosing teams or times can go on without end, so there is nothing to allow for luck "
            "by."
        )
    )
