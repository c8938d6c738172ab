"""What is known to have changed in teams, in words, with both estimates beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.estimates.reasons import Reason, Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.estimates.verdict import Judgement
from cxstaff.linkage.material.breaks import Break, ChangesFound, TeamChange
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.words import terms as words
from cxstaff.linkage.words.reasons import WHY
from cxstaff.linkage.words.terms import PERIODS
from cxstaff.web import number, percent
from cxstaff.web.marks import NOTHING

MOST_LISTED = 40
"""Changes that are listed, the newest; of more, how many there are."""
WHAT: dict[TeamChange, Any] = {
    TeamChange.LEAD: _l("Another lead"),
    TeamChange.PEOPLE: _l("%(share)s of the people are others"),
    TeamChange.CHANNELS: _l("%(share)s of the contacts come by other channels"),
    TeamChange.LEVER: _l("A target, plan or celebration began or ended"),
}
LOOKED_FOR = _l(
    "Looked for: another lead, a third or more of the people changed, contacts that come by other "
    "channels, and targets, plans and celebrations that began or ended."
)


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """One of the two estimates: with its interval and what it rests on, written out."""

    name: str
    value: str
    low: str
    high: str
    teams: str
    periods: str
    n: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change: in which team, from when on, and what."""

    team: str
    since: str
    what: str


@dataclass(frozen=True, slots=True)
class KnownChanges:
    """What changed in the teams, and both estimates, the second of them with what is known.

    `heading` says what effects are told for; `note` why there is no second one, or what it says.
    """

    told: str
    heading: str
    estimates: Sequence[EstimateRow]
    note: str
    summary: str
    changes: Sequence[ChangeRow]


def changes_found(comparison: Comparison, judgement: Judgement | None = None) -> ChangesFound:
    """Count what is known to have changed in the teams of a comparison, judged so or otherwise."""
    judgement = judgement or comparison.judgement
    every = comparison.breaks
    newest = sorted(every, key=lambda each: (-each.period, each.team_id))[:MOST_LISTED]
    teams = len({each.team_id for each in every})
    beside = None if judgement.beside is None else judgement.beside.slope
    counts = Counter(each.change for each in every)
    return ChangesFound(counts, teams, newest, beside, judgement.rests_on_parted)


def known_changes(
    found: ChangesFound | None,
    slope: Slope | Unusable,
    question: Question,
    step: float,
    names: Mapping[int, str],
) -> KnownChanges:
    """Show what changed beside an estimate; None was found before anybody looked for it."""
    heading = str(_("For %(step)s points", step=words.points(step)))
    if found is None:
        told = _("This result is of a time before known changes were looked for.")
        return KnownChanges(str(told), heading, (), "", "", ())
    return KnownChanges(
        changed(found),
        heading,
        _estimates(slope, found, question, step),
        _note(found, slope, question),
        _("%(shown)s of %(count)s changes, the newest first", shown=number(len(found.newest)),
          count=number(found.total)),
        [_row(each, question, names) for each in found.newest],
    )  # fmt: skip


def changed(found: ChangesFound) -> str:
    """Say how often what is known changed, and in how many teams."""
    if not found.total:
        nothing = _("Nothing that is known changed in the teams in this time.")
        return f"{nothing} {LOOKED_FOR}"
    counts = found.counts
    parts = {
        TeamChange.LEAD: ngettext(
            "%(num)s new lead", "%(num)s new leads", counts.get(TeamChange.LEAD, 0)
        ),
        TeamChange.PEOPLE: ngettext(
            "%(num)s change of people",
            "%(num)s changes of people",
            counts.get(TeamChange.PEOPLE, 0),
        ),
        TeamChange.CHANNELS: ngettext(
            "%(num)s change of channels",
            "%(num)s changes of channels",
            counts.get(TeamChange.CHANNELS, 0),
        ),
        TeamChange.LEVER: ngettext(
            "%(num)s change of targets, plans or celebrations",
            "%(num)s changes of targets, plans or celebrations",
            counts.get(TeamChange.LEVER, 0),
        ),
    }
    told = ", ".join(str(text) for change, text in parts.items() if counts.get(change))
    return str(
        ngettext(
            "In %(num)s team: %(told)s.", "In %(num)s teams: %(told)s.", found.teams, told=told
        )
    )


def changed_line(comparison: Comparison) -> list[tuple[str, str]]:
    """Return the term and what is said of known changes in a line; nothing where there are none."""
    found, question = changes_found(comparison), comparison.question
    if not found.total:
        return []
    rows = _estimates(comparison.slope, found, question, comparison.step)
    beside = [
        _(
            "With teams as new ones from then on: %(value)s (%(low)s to %(high)s).",
            value=each.value,
            low=each.low,
            high=each.high,
        )
        for each in rows[1:]
    ]
    return [(_("What is known to have changed"), " ".join([changed(found), *map(str, beside)]))]


def _estimates(
    slope: Slope | Unusable, found: ChangesFound, question: Question, step: float
) -> list[EstimateRow]:
    beside = found.beside
    if isinstance(slope, Unusable) or beside is None:
        return []
    called, parted = (beside, slope) if found.rests_on_parted else (slope, beside)
    return [
        _estimate(_("Teams as they are called"), called, question, step),
        _estimate(_("Teams as new ones from each change on"), parted, question, step),
    ]


def _estimate(name: str, found: Slope | Unusable, question: Question, step: float) -> EstimateRow:
    periods = f"{number(found.periods)} {PERIODS[question.span]}"
    counted = number(found.teams), periods, number(found.cells)
    if isinstance(found, Unusable):
        return EstimateRow(name, NOTHING, NOTHING, NOTHING, *counted)
    digits = words.digits_for(step, found.low, found.high)
    value, low, high = (
        words.change(each, digits, step) for each in (found.value, found.low, found.high)
    )
    return EstimateRow(name, value, low, high, *counted)


def _note(found: ChangesFound, slope: Slope | Unusable, question: Question) -> str:
    """Say what the second estimate is for, or why there is none."""
    if isinstance(slope, Unusable):
        return str(_("Without an estimate there is none to set beside it."))
    if found.beside is None:
        return "" if not found.total else str(_("No change parts what is compared in two."))
    rule = _(
        "What such a change brings with it lasts, and may move both numbers. So a team counts as a "
        "new one from then on. A verdict rests on that estimate, and that of teams as they are "
        "called has to go the same way; a lead needs both."
    )
    if isinstance(found.beside, Unusable):
        return f"{rule} {WHY[Reason.CHANGES_LEAVE_TOO_LITTLE]}"
    return str(rule)


def _row(found: Break, question: Question, names: Mapping[int, str]) -> ChangeRow:
    share = {} if found.share is None else {"share": percent(found.share)}
    return ChangeRow(
        names.get(found.team_id, NOTHING),
        words.name_of(found.period, question.span),
        str(WHAT[found.change]) % share,
    )
