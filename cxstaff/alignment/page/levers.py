"""The levers of a team as its pages list them: in three columns, and dated in its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.alignment.sides import Sides
from cxstaff.alignment.words import DIGITS, VERDICT_TONES, VERDICT_WORDS, goal
from cxstaff.db import Page
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.judging import Number
from cxstaff.measures.models import Lever, Target, Voice
from cxstaff.measures.standings import Standing
from cxstaff.measures.words import VOICES
from cxstaff.recognition.models import Celebration
from cxstaff.web import amount, between, number
from cxstaff.web.marks import NOTHING


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Where a team stands on a target: the verdict, and the number with how sure it is."""

    verdict: str
    tone: str
    value: str | None = None
    ends: str | None = None
    counted: str = ""

    @property
    def how_sure(self) -> str:
        """Say how sure the number is."""
        if self.ends is None:
            return str(_("one week only"))
        return f"({self.ends}), {self.counted}"


@dataclass(frozen=True, slots=True)
class LeverLine:
    """One lever as an entry of its column; `change` and `end` are the pages that do so."""

    lever: Lever
    name: str
    detail: str | None
    voice: str | None
    change: str
    end: str
    standing: StandingLine | None = None
    is_later: bool = False

    @property
    def behaviour(self) -> str | None:
        """Return what doing well looks like, if it was written down, of a target that holds."""
        if self.is_later or not isinstance(self.lever, Target):
            return None
        return self.lever.good_behaviour

    @property
    def voice_note(self) -> str | None:
        """Say whose voice the measure of a target is, where no badge does; of others, which."""
        if self.is_later:
            return None
        if isinstance(self.lever, Target):
            return None if self.voice else str(VOICES[Voice(self.lever.measure.voice)])
        return str(_("Points to: %(measure)s", measure=self.lever.measure.name))

    @property
    def link_name(self) -> str:
        """Return what links to it are told apart by: its measure's name until it has begun."""
        return self.lever.measure.name if self.is_later else self.name


@dataclass(frozen=True, slots=True)
class LeverColumn:
    """One of the three kinds of lever: those that hold now, those that begin later."""

    kind: str
    empty: str
    now: Sequence[LeverLine]
    later: Sequence[LeverLine]

    @property
    def lines(self) -> list[LeverLine]:
        """Return all of them, those that hold first."""
        return [*self.now, *self.later]

    @property
    def count(self) -> int:
        """Return how many levers stand in the column."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A lever of any kind, dated."""

    lever: Lever
    kind: str
    what: str
    set_by: str


def columns(
    now: Sides, later: Sides, standings: Mapping[int, Standing]
) -> tuple[LeverColumn, LeverColumn, LeverColumn]:
    """Return the levers of a team in their three columns."""
    return (
        LeverColumn(
            "measured",
            _("There is no target. Without one, people guess what matters."),
            [_line(each, standings) for each in now.targets],
            [_line(each) for each in later.targets],
        ),
        LeverColumn(
            "incented",
            _("No incentive plan is recorded."),
            [_line(each, {}) for each in now.plans],
            [_line(each) for each in later.plans],
        ),
        LeverColumn(
            "celebrated",
            _("Nothing is celebrated as a habit. What does doing well look like here?"),
            [_line(each, {}) for each in now.celebrations],
            [_line(each) for each in later.celebrations],
        ),
    )


def history(page: Page[Lever]) -> Page[HistoryLine]:
    """Return levers as the history lists them."""
    return page.showing([_history(each) for each in page.items])


def _line(lever: Lever, standings: Mapping[int, Standing] | None = None) -> LeverLine:
    """Write a lever out; without standings it begins later."""
    is_later = standings is None
    if isinstance(lever, Target):
        standing = (standings or {}).get(lever.id)
        return LeverLine(
            lever,
            lever.measure.name,
            goal(lever.measure, lever.level),
            lever.measure.voice if lever.measure.is_customers_voice else None,
            "measures.change_target",
            "measures.end_target",
            _standing(lever, standing) if standing else None,
            is_later,
        )
    if isinstance(lever, IncentivePlan):
        detail, change, end = lever.pays, "incentives.change_plan", "incentives.end_plan"
    else:
        assert isinstance(lever, Celebration)  # noqa: S101 – there are three kinds
        detail, change = lever.occasion, "recognition.change_celebration"
        end = "recognition.end_celebration"
    voice = lever.measure.voice
    return LeverLine(lever, lever.name, detail, voice, change, end, None, is_later)


def _standing(target: Target, found: Standing) -> StandingLine:
    verdict, tone = str(VERDICT_WORDS[found.verdict]), VERDICT_TONES[found.verdict]
    if found.number is None:
        return StandingLine(verdict, tone)
    value = amount(round(found.number.value, DIGITS), target.measure.unit or "")
    text = _("from %(n)s") if target.measure.outcome else _("from %(n)s weeks")
    counted = str(text) % {"n": number(found.number.n)}
    ends = _ends(found.number, target.measure.unit)
    return StandingLine(verdict, tone, value, ends, counted)


def _ends(found: Number, unit: str) -> str | None:
    if found.low is None or found.high is None:
        return None
    return between(round(found.low, DIGITS), round(found.high, DIGITS), unit)


def _history(lever: Lever) -> HistoryLine:
    set_by = lever.set_by.name if lever.set_by else NOTHING
    if isinstance(lever, Target):
        parts = [goal(lever.measure, lever.level), lever.good_behaviour]
        return HistoryLine(lever, _("Measured"), ". ".join(filter(None, parts)), set_by)
    if isinstance(lever, IncentivePlan):
        return HistoryLine(lever, _("Incented"), f"{lever.name}: {lever.pays}", set_by)
    assert isinstance(lever, Celebration)  # noqa: S101 – there are three kinds
    return HistoryLine(lever, _("Celebrated"), f"{lever.name}: {lever.occasion}", set_by)
