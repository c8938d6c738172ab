"""What helps a question that is told now: a wider choice, or the day until which to wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.material.periods import first_day
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words.reasons import HELP
from cxstaff.linkage.words.terms import PERIOD, name_of
from cxstaff.web import day

MORE_TEAMS = _l("Choose all teams, or a part of the company with more of them.")
LONGER, OR_LONGER = _l("Choose a longer time."), _l("Or choose a longer time.")

MOST_AHEAD = 60
"""Periods that are looked ahead."""


def helps(comparison: Comparison) -> Mapping[Reason, Any]:
    """Return what would help with each reason, with the day until which to wait where one will do.

    What can be filled in is as in `HELP`, of which a percent sign here would be taken for one.
    """
    question = comparison.question
    found = dict[Reason, Any](HELP) | _wider(question)
    if question.last_on is not None:
        return found
    for reason, periods in _wanted(comparison).items():
        ready = _ready(comparison, periods)
        if ready is not None:
            instead = OR_LONGER if found[reason] is LONGER else found[reason]
            found[reason] = f"{_until(comparison, ready)} {instead}"
    return found


def _wider(question: Question) -> dict[Reason, Any]:
    """Return what helps where so few teams or periods are there because they were chosen."""
    found = dict[Reason, Any]()
    if question.team_id is not None:
        found |= dict.fromkeys((Reason.ONE_TEAM, Reason.TOO_FEW_TEAMS), MORE_TEAMS)
    if question.first_on is not None or question.last_on is not None:
        found |= dict.fromkeys((Reason.ONE_PERIOD, Reason.TOO_FEW_PERIODS), LONGER)
    return found


def _wanted(comparison: Comparison) -> dict[Reason, int]:
    """Return how many periods more each reason asks for."""
    terms, seen = comparison.judgement.terms, comparison.slope.periods
    wanted = {Reason.ONE_PERIOD: 1, Reason.TOO_FEW_PERIODS: max(1, terms.periods - seen)}
    ends = min(comparison.scored, default=None)
    is_late = ends is not None and ends + comparison.question.lag >= comparison.running
    if is_late:  # else time is not to blame
        wanted[Reason.NO_CELLS] = 1
    return wanted


def _ready(comparison: Comparison, wanted: int) -> int | None:
    """Return the period after which there are so many more, with a round in each from now on.

    A period counts where some team has a score `lag` periods before, or may get one still.
    """
    scored, lag = set(comparison.scored), comparison.question.lag
    for period in range(comparison.running, comparison.running + MOST_AHEAD):
        if period - lag in scored or period - lag >= comparison.running:
            wanted -= 1
        if wanted == 0:
            return period
    return None


def _until(comparison: Comparison, period: int) -> str:
    span = comparison.question.span
    ends = day(first_day(period + 1, span))
    if period == comparison.running:
        return str(
            _(
                "Wait until %(day)s: %(name)s is still running.",
                day=ends,
                name=name_of(period, span),
            )
        )
    return str(
        _(
            "Wait until %(day)s, with a round in every %(period)s until then.",
            day=ends,
            period=PERIOD[span],
        )
    )
