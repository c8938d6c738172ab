"""What was chosen for a comparison, in words: the mix of customers, the teams, the time."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.material.material import MixAdjustment
from cxstaff.linkage.material.periods import number_of
from cxstaff.linkage.material.question import Mix, Question
from cxstaff.linkage.words.reasons import WHY
from cxstaff.linkage.words.terms import PERIOD, PERIODS, name_of
from cxstaff.web import number, percent

WORTH_SAYING = 0.005


def mix(comparison: Comparison) -> str:
    """Say whether the mix of customers is taken out, of how many, and what stays in."""
    taken = comparison.mix
    if isinstance(taken, Unusable):
        return str(WHY[taken.reason])
    if taken is None:
        return str(
            _(
                "As it was, not taken out: where channels or segments shift, the customer result "
                "can move with them. Choose “As if every team had the same” to see it without."
            )
        )
    return " ".join([_taken_out(taken), *_left(taken, comparison.question)])


def teams_and_time(question: Question, names: Mapping[int, str]) -> str:
    """Say which teams and periods are asked about."""
    if not question.is_narrowed:
        return str(_("All teams, all %(periods)s that are over.", periods=PERIODS[question.span]))
    teams = _("All teams")
    if question.team_id is not None:
        teams = _("%(team)s and the teams below", team=names[question.team_id])
    return f"{teams}{_time(question)}."


def _time(question: Question) -> str:
    """Name the first and the last period, after the teams."""
    first, last = (
        None if day is None else name_of(number_of(day, question.span), question.span)
        for day in (question.first_on, question.last_on)
    )
    if first and last:
        return str(_(", from %(first)s to %(last)s", first=first, last=last))
    if first:
        return str(_(", from %(first)s on", first=first))
    return str(_(", up to %(last)s", last=last)) if last else ""


def _taken_out(taken: MixAdjustment) -> str:
    if taken.strata == 1:
        return str(_("There is only one channel and segment, so there was nothing to take out."))
    return str(
        _(
            "Taken out: every team counts as if it had always had the mix of all %(counted)s "
            "answers together, over %(strata)s pairs of channel and segment.",
            counted=number(taken.counted),
            strata=number(taken.strata),
        )
    )


def _left(taken: MixAdjustment, question: Question) -> list[str]:
    """Say what could not be made the same."""
    found = []
    if taken.left_out:
        found.append(
            ngettext(
                "%(count)s answer is left out: its channel and segment is found with one team "
                "only, or its team had less than half of the mix in that %(period)s.",
                "%(count)s answers are left out: their channel and segment is found with one team "
                "only, or their team had less than half of the mix in that %(period)s.",
                taken.left_out,
                count=number(taken.left_out),
                period=PERIOD[question.span],
            )
        )
    if taken.filled >= WORTH_SAYING:
        found.append(
            _(
                "Where a team lacked part of the mix, the usual difference stood in: for "
                "%(share)s of it.",
                share=percent(taken.filled),
            )
        )
    if question.mix is Mix.SAME:
        found.append(
            _(
                "What customers got in touch about, and how else they differ, is not taken out; "
                "how much that matters cannot be known from these numbers."
            )
        )
    return [str(each) for each in found]
