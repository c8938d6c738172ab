"""Everything the drivers page shows of one decomposition, in words, a picture and rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.linkage.comparison.words.missing import Counts, missing
from cxstaff.linkage.drivers.decomposition import (
    FEWEST_ANSWERS,
    Decomposition,
    DriverShares,
    Share,
    teams_needed,
)
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words.reasons import HELP, WHY
from cxstaff.linkage.words.terms import LAGS, NOUNS, PERIOD, PERIODS
from cxstaff.web import number, percent

ANY_DRIVER = "driver:recognition"
ENDS = ("value", "low", "high")

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


def shown(
    carried: DriverShares, question: Question, labels: Mapping[str, str], zone: str
) -> dict[str, Any]:
    """Return what the template needs; `labels` are the names of engagement subjects."""
    found = carried.found
    told = {"question": question, "missing": absent(carried, question, zone), "labels": labels}
    if isinstance(found, Unusable):
        return told | {"found": None, "refused": refused(found, question)}
    return told | {
        "found": found,
        "headline": headline(found, question),
        "left_out": left_out([labels[driver] for driver in found.left_out]),
        "picture": picture(found, labels),
        "rests": [(_("Compared"), compared(found, question)), (_("Luck alone"), luck(found))],
        "share": written,
    }


def absent(carried: DriverShares, question: Question, zone: str) -> tuple[str, str, str] | None:
    """Say what is not there at all: which, a title and what to do."""
    asked = replace(question, engagement=next(iter(carried.drivers), ANY_DRIVER))
    lacks = missing(Counts(asked, carried.scores, carried.happened, carried.results), zone)
    if lacks and lacks[0] == "rounds":
        return "rounds", _("No results about drivers yet"), str(HELPS[Reason.NO_CELLS])
    return lacks


def refused(found: Unusable, question: Question) -> tuple[str, str]:
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
    return str(why) % values, str(helps) % values


def headline(found: Decomposition, question: Question) -> str:
    """Say how much all drivers carry together, or that it is no more than luck gives."""
    values = {
        "count": number(len(found.shares)),
        "share": percent(found.total.value),
        "low": percent(found.total.low),
        "high": percent(found.total.high),
        "outcome": NOUNS[question.outcome],
        "luck": percent(found.chance_total),
    }
    if found.total.is_clear:
        text = _(
            "%(count)s drivers together move with %(share)s of how %(outcome)s changed within "
            "teams (%(low)s to %(high)s)."
        )
    else:
        text = _(
            "Cannot tell: %(count)s drivers together move with %(share)s of how %(outcome)s "
            "changed within teams, and luck alone gives up to %(luck)s."
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
            "%(total)s, in 95 of 100 tries. A driver counts only above that.",
            largest=percent(found.chance, 1),
            total=percent(found.chance_total, 1),
        )
    )


def written(share: Share) -> tuple[str, str, str]:
    """Write a share and the ends of its interval."""
    return percent(share.value, 1), percent(share.low, 1), percent(share.high, 1)


def picture(found: Decomposition, labels: Mapping[str, str]) -> dict[str, Any]:
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
