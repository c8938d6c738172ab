"""Everything the drivers page shows of one decomposition, as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.linkage.comparison.charts import ChartSpec
from cxstaff.linkage.comparison.forms import ComparisonForm
from cxstaff.linkage.comparison.words.missing import (
    EmptyComparison,
    Missing,
    empty_state,
    missing,
)
from cxstaff.linkage.drivers.decomposition import (
    FEWEST_ANSWERS,
    Decomposition,
    DriverShares,
    Share,
    teams_needed,
)
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.verdict import Reading, Verdict
from cxstaff.linkage.leads.words import reading_badge
from cxstaff.linkage.material.cells import CellCounts
from cxstaff.linkage.material.periods import Calendar
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words.elements import Badge, WrittenInterval
from cxstaff.linkage.words.reasons import HELP, WHY
from cxstaff.linkage.words.terms import LAGS, NOUNS, PERIOD, PERIODS
from cxstaff.web import number, percent

ANY_DRIVER = "driver:recognition"
ENDS = ("value", "low", "high")
MOST_IN_A_LOW_PICTURE = 5
"""Drivers that a picture of the usual height can name."""

REFUSED: dict[Reason, Any] = {
    Reason.NO_CELLS: _l("It takes scores of at least two drivers, and there are not so many yet."),
    Reason.TOO_FEW_ANSWERS: _l(
        "Shares are told only where %(answers)s people or more of a team answered about each "
        "driver in a %(period)s, and hardly any team has so many."
    ),
    Reason.TOO_FEW_TEAMS: _l(
        "Only %(teams)s teams have %(answers)s answers or more about each driver in several "
        "%(periods)s; it takes at least %(fewest_teams)s teams."
    ),
    Reason.TOO_FEW_DEGREES: _l(
        "%(teams)s teams over %(seen)s %(periods)s are too few numbers, even for two drivers."
    ),
}
HELPS: dict[Reason, Any] = {
    Reason.NO_CELLS: _l("Plan a pulse that asks about several drivers."),
    Reason.TOO_FEW_ANSWERS: _l(
        "Choose a longer period, so that several rounds count together, or ask about fewer drivers "
        "in a pulse, so that more people answer each."
    ),
    Reason.TOO_FEW_TEAMS: _l(
        "Choose a longer period, so that several rounds count together, or ask about fewer drivers "
        "in a pulse, so that more people answer each."
    ),
    Reason.TOO_FEW_DEGREES: _l("More rounds, or more teams with enough answers."),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there are no shares, and what would help."""

    why: str
    helps: str


@dataclass(frozen=True, slots=True)
class DriverRow:
    """One driver's share with what may be said of it, or the share of all together."""

    name: str
    share: WrittenInterval
    reading: Badge


@dataclass(frozen=True, slots=True)
class DriversResult:
    """What stands below the question where shares can be told; `height` is the picture's."""

    headline: str
    left_out: str | None
    picture: ChartSpec
    height: str
    rows: Sequence[DriverRow]
    basis: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DriversPage:
    """The drivers page: nothing but the form where the question cannot be read."""

    form: ComparisonForm
    missing: EmptyComparison | None = None
    refusal: Refusal | None = None
    result: DriversResult | None = None


def drivers_page(
    form: ComparisonForm,
    carried: DriverShares,
    said: Mapping[str, Reading],
    labels: Mapping[str, str],
    calendar: Calendar,
    may: Callable[[str], bool],
) -> DriversPage:
    """Show what each driver carries; `labels` are the names of engagement subjects.

    `said` is what may be said of each driver, by its subject.
    """
    found, question = carried.found, form.question()
    lacks = absent(carried, question, calendar)
    if lacks is not None:
        return DriversPage(form, missing=empty_state(lacks, may))
    if isinstance(found, Unusable):
        return DriversPage(form, refusal=refused(found, question))
    return DriversPage(form, result=_result(found, said, question, labels))


def _result(
    found: Decomposition,
    said: Mapping[str, Reading],
    question: Question,
    labels: Mapping[str, str],
) -> DriversResult:
    rows = [_row(labels[share.driver], share, said[share.driver]) for share in found.shares]
    stand_out = any(said[share.driver] is not Verdict.CANNOT_TELL for share in found.shares)
    return DriversResult(
        headline(found, question, stand_out=stand_out),
        left_out([labels[driver] for driver in found.left_out]),
        picture(found, labels),
        "tall" if len(found.shares) > MOST_IN_A_LOW_PICTURE else "normal",
        [*rows, _row(_("All together"), found.total, None)],
        [(_("Compared"), compared(found, question)), (_("Luck alone"), luck(found))],
    )


def _row(name: str, share: Share, said: Reading | None) -> DriverRow:
    """Write a share beside what may be said of the driver; of all together nothing is."""
    interval = WrittenInterval.of(share, lambda value: percent(value, 1))
    described = Badge(_("Described only"), "muted")
    return DriverRow(name, interval, described if said is None else reading_badge(said))


def absent(carried: DriverShares, question: Question, calendar: Calendar) -> Missing | None:
    """Say what is not there at all: which, a title and what to do."""
    asked = replace(question, engagement=next(iter(carried.drivers), ANY_DRIVER))
    known = CellCounts(carried.scores, carried.happened, carried.results)
    lacks = missing(asked, known, calendar)
    if lacks and lacks.kind == "rounds":
        return Missing("rounds", _("No results about drivers yet"), str(HELPS[Reason.NO_CELLS]))
    return lacks


def refused(found: Unusable, question: Question) -> Refusal:
    """Say why there are no shares, and what would help."""
    values = {
        "answers": number(FEWEST_ANSWERS),
        "teams": number(found.teams),
        "seen": number(found.periods),
        "fewest_teams": number(teams_needed(2)),
        "period": PERIOD[question.span],
        "periods": PERIODS[question.span],
    }
    why, helps = (WHY | REFUSED)[found.reason], (HELP | HELPS)[found.reason]
    return Refusal(str(why) % values, str(helps) % values)


def headline(found: Decomposition, question: Question, *, stand_out: bool) -> str:
    """Say how much all drivers carry together, or that none of them stands out."""
    values = {
        "count": number(len(found.shares)),
        "share": percent(found.total.value),
        "low": percent(found.total.low),
        "high": percent(found.total.high),
        "outcome": NOUNS[question.outcome],
        "luck": percent(found.chance_total),
    }
    if stand_out:
        text = _(
            "%(count)s drivers together move with %(share)s of how %(outcome)s changed within "
            "teams (%(low)s to %(high)s)."
        )
    else:
        text = _(
            "Cannot tell: no driver stands out. Together %(count)s drivers move with %(share)s of "
            "how %(outcome)s changed within teams; luck alone often gives up to %(luck)s."
        )
    return str(text) % values


def compared(found: Decomposition, question: Question) -> str:
    """Say how much was compared, and when."""
    return str(
        _(
            "%(teams)s teams over %(count)s %(periods)s; %(answers)s answers at the least about "
            "each driver; %(said)s counted for the customer result. %(when)s.",
            teams=number(found.teams),
            count=number(found.periods),
            periods=PERIODS[question.span],
            answers=number(found.answers),
            said=number(found.interactions),
            when=LAGS[question.lag],
        )
    )


def luck(found: Decomposition) -> str:
    """Say what shares luck alone gives."""
    return str(
        _(
            "Without any link, the largest share stays below %(largest)s, and all together below "
            "%(total)s, in 95 of 100 tries. Of so many pages some are above that by luck; what is "
            "said of a driver allows for all of them.",
            largest=percent(found.chance, 1),
            total=percent(found.chance_total, 1),
        )
    )


def picture(found: Decomposition, labels: Mapping[str, str]) -> ChartSpec:
    """Draw each driver's share with its interval beside what luck alone gives."""
    ends = {name: [_hundredths(getattr(s, name)) for s in found.shares] for name in ENDS}
    series = {"name": str(_("Share")), "values": ends["value"]}
    return {
        "kind": "intervals",
        "categories": [labels[share.driver] for share in found.shares],
        "series": [series | {"low": ends["low"], "high": ends["high"]}],
        "unit": "%",
        "decimals": 1,
        "reference": {"value": _hundredths(found.chance), "label": str(_("luck alone"))},
    }


def _hundredths(value: float) -> float:
    return round(100 * value, 2)


def left_out(names: list[str]) -> str | None:
    """Say which drivers are left out for having too few answers, if any are."""
    if not names:
        return None
    return str(
        ngettext(
            "%(names)s is left out: too few people answered about it together with the others.",
            "%(names)s are left out: too few people answered about them together with the others.",
            len(names),
            names=", ".join(names),
        )
    )
