"""How scores, shares and differences are written on pages of results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.pulses import words
from cxstaff.pulses.models import RoundResult
from cxstaff.pulses.results.queries import Score
from cxstaff.pulses.scoring import scoring
from cxstaff.pulses.scoring.shares import FavourableShare
from cxstaff.pulses.scoring.significance import Judged, ScoreMove
from cxstaff.web import day, number, percent


@dataclass(frozen=True, slots=True)
class ScoreCell:
    """A score as a table shows it; `absent` says why there is none, and it is hidden without."""

    score: Score | None
    absent: str | None = None


@dataclass(frozen=True, slots=True)
class ShareText:
    """A share with the ends of its interval, None where nothing is left open."""

    value: str
    low: str | None = None
    high: str | None = None


@dataclass(frozen=True, slots=True)
class DifferenceText:
    """A difference in words, and which way it clearly goes, if it does."""

    text: str
    direction: ScoreMove


def cell(score: Score) -> ScoreCell:
    """Return a score as a table shows it: told, hidden, or not asked."""
    is_absent = score.result is None and not score.is_asked
    return ScoreCell(score, _("Not asked") if is_absent else None)


def mean(told: RoundResult) -> str:
    """Write a published mean in points."""
    return words.mean(told.mean, told.coded_low, told.coded_high)


def how_sure(told: RoundResult, ends: scoring.Interval | None) -> str:
    """Say how many answered, and where the mean of all asked lies."""
    if told.is_of_everybody:
        return str(_("everybody answered: %(n)s", n=number(told.n)))
    counted = {"n": number(told.n), "asked": number(told.invited)}
    if ends is None:
        return str(_("%(n)s of %(asked)s answered", **counted))
    return str(
        _(
            "%(low)s to %(high)s with 95 %% confidence, %(n)s of %(asked)s answered",
            low=number(ends.low, 0),
            high=number(ends.high, 0),
            **counted,
        )
    )


def sum_of_teei(mean: float) -> str:
    """Write the mean of the three statements as their sum."""
    return str(_("%(sum)s of 21", sum=number(scoring.teei_sum(mean), 1)))


def sums_counted(told: RoundResult) -> str:
    """Say what a sum of the three statements is, and how many it is of."""
    return str(
        _(
            "the sum of three answers of 1 to 7, on average; %(n)s of %(asked)s answered",
            n=number(told.n),
            asked=number(told.invited),
        )
    )


def sums_between(ends: scoring.Interval) -> str:
    """Say where the sum of the three statements lies for all asked."""
    low, high = (number(scoring.teei_sum(end), 1) for end in (ends.low, ends.high))
    return str(_("%(low)s to %(high)s with 95 %% confidence", low=low, high=high))


def share(found: FavourableShare | None) -> ShareText | None:
    """Write a favourable share; one at an end that is coded says which way it is open."""
    if found is None:
        return None
    value = percent(found.value)
    if found.is_lowest:
        value = _("%(share)s or less", share=value)
    elif found.is_highest:
        value = _("%(share)s or more", share=value)
    if found.low == found.high:
        return ShareText(value)
    return ShareText(value, percent(found.low), percent(found.high))


def beside_company(judged: Judged | None) -> DifferenceText | None:
    """Say how a score differs from the company's, in a column of such differences."""
    return _beside(judged, _("No clear difference"))


def beside_company_in_full(judged: Judged | None) -> DifferenceText | None:
    """Say how a score differs from the company's, where it stands alone."""
    return _beside(judged, _("No clear difference from the company"))


def from_company(found: Judged) -> str:
    """Say a clear difference from the company's score."""
    points = points_of(found)
    if found.direction is ScoreMove.HIGHER:
        return str(
            ngettext("%(num)s point above the company", "%(num)s points above the company", points)
        )
    return str(
        ngettext("%(num)s point below the company", "%(num)s points below the company", points)
    )


def since_last_time(judged: Judged | None, at: datetime | None) -> DifferenceText | None:
    """Say how a score differs from that of the round that began `at`."""
    if judged is None:
        return None
    since, points = day(at), points_of(judged)
    if judged.direction is ScoreMove.UNCLEAR:
        return DifferenceText(_("No clear change since %(day)s", day=since), judged.direction)
    if judged.direction is ScoreMove.HIGHER:
        text = ngettext(
            "%(num)s point higher than on %(day)s",
            "%(num)s points higher than on %(day)s",
            points,
            day=since,
        )
    else:
        text = ngettext(
            "%(num)s point lower than on %(day)s",
            "%(num)s points lower than on %(day)s",
            points,
            day=since,
        )
    return DifferenceText(text, judged.direction)


def points_of(found: Judged) -> int:
    """Return how many whole points a difference is, whichever way it goes."""
    return round(abs(found.value))


def _beside(judged: Judged | None, unclear: str) -> DifferenceText | None:
    if judged is None:
        return None
    is_unclear = judged.direction is ScoreMove.UNCLEAR
    return DifferenceText(unclear if is_unclear else from_company(judged), judged.direction)
