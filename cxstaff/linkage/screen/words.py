"""A screen in words: what stands out, what to do next, and why the rest does not."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.estimates.verdict import Lead
from cxstaff.linkage.leads.words import BOUND, among
from cxstaff.linkage.screen.screen import Screen
from cxstaff.linkage.words.reasons import WHY
from cxstaff.linkage.words.terms import PERIOD, PERIODS
from cxstaff.web import number

ALONE = 0.05
"""The level at which a question asked alone would have looked like a finding."""
OF_MANY: dict[Reason, Any] = {
    Reason.TOO_FEW_TEAMS: _l("Fewer than %(fewest_teams)s teams can be compared."),
    Reason.TOO_FEW_PERIODS: _l("Fewer than %(fewest)s %(periods)s can be compared."),
}


def why(reason: Reason, found: Screen) -> str:
    """Put a reason in words that hold for every question it counts for."""
    terms = Terms()
    if reason is Reason.MAY_BE_ONE_OF_MANY:
        return among(found.questions)
    return str((WHY | OF_MANY)[reason]) % {
        "fewest_teams": number(terms.teams),
        "fewest": number(terms.periods),
        "period": PERIOD[found.span],
        "periods": PERIODS[found.span],
    }


def headline(found: Screen) -> str:
    """Say what stands out: leads, the standing question's verdict, or nothing."""
    told = found.leads
    leads = sum(isinstance(each.reading, Lead) for each in told)
    studies = sum(each.study_id is not None for each in told)
    said = []
    if len(told) > leads + studies:
        said.append(_("Your standing question has a verdict."))
    if studies:
        said.append(
            ngettext(
                "%(num)s question has the verdict of a study.",
                "%(num)s questions have the verdict of a study.",
                studies,
            )
        )
    if leads:
        said.append(_counted(leads, is_more=bool(said)))
    if said:
        return " ".join(said)
    if found.estimated:
        return str(_("Cannot tell: nothing stands out."))
    return str(_("None of the questions can be estimated yet."))


def _counted(leads: int, *, is_more: bool) -> str:
    """Say how many leads stand out, `is_more` beside verdicts that do so too."""
    if is_more:
        told = ngettext(
            "%(num)s more stands out: a lead to follow, not a verdict.",
            "%(num)s more stand out: leads to follow, not verdicts.",
            leads,
        )
    else:
        told = ngettext(
            "%(num)s question stands out: a lead to follow, not a verdict.",
            "%(num)s questions stand out: leads to follow, not verdicts.",
            leads,
        )
    return str(told)


def alone(found: Screen) -> str:
    """Say how many slopes would have looked like findings, had each been the only question."""
    slopes = [cell.slope for cell in found.estimated]
    seeming = sum(not isinstance(slope, Unusable) and slope.p <= ALONE for slope in slopes)
    told = ngettext(
        "Asked alone, %(num)s question would have looked like a finding.",
        "Asked alone, %(num)s questions would have looked like findings.",
        seeming,
    )
    luck = _(
        "Of %(count)s questions without any link, about %(luck)s do so by luck; that is allowed "
        "for here.",
        count=number(len(slopes)),
        luck=number(len(slopes) * ALONE, 0),
    )
    return f"{told} {luck} {BOUND}"


def next_step(found: Screen) -> str:
    """Say what to do about what stands out, or about nothing."""
    if found.leads:
        return str(
            _(
                "Next: open what stands out to see what speaks for and against it. If it still "
                "matters then, declare it as a study: it is tested on what comes in from now on."
            )
        )
    return str(
        _(
            "Next: if you expect one of these to move with another, declare it as a study. The "
            "planner says how long it takes until something can be seen."
        )
    )


def reasons(found: Screen) -> list[str]:
    """Say why questions do not stand out, and for how many each holds; the commonest first."""
    counted = Counter(cell.reason for cell in found.cells if cell.reason)
    tried = number(len(found.cells))
    return [
        _(
            "%(count)s of %(tried)s: %(reason)s",
            count=number(count),
            tried=tried,
            reason=why(reason, found),
        )
        for reason, count in counted.most_common()
    ]
