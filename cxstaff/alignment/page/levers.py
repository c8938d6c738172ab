"""The levers of a team as its pages list them: in three columns, and dated in its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.page.numbers import NumberLine, number_line
from cxstaff.alignment.page.standing import (
    ThankedLine,
    plans_stand,
    targets_stand,
    thanked_lines,
    thanks_stand,
)
from cxstaff.alignment.scorecards import PeriodValue
from cxstaff.alignment.sides import Sides
from cxstaff.alignment.words import (
    VERDICT_TONES,
    VERDICT_WORDS,
    role_sentences,
    whose,
)
from cxstaff.db import Page
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.judging import judge
from cxstaff.measures.models import Lever, Target, Voice
from cxstaff.measures.words import VOICES, goal
from cxstaff.recognition.models import Celebration
from cxstaff.web.marks import NOTHING, Way


@dataclass(frozen=True, slots=True)
class StandingLine:
    """Where a team stands on a target: the verdict, and the number with how sure it is."""

    verdict: str
    tone: str
    number: NumberLine


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
    whose: str | None = None
    by_role: Sequence[str] = ()

    def links(self, team_id: int, may_set: bool) -> list[Way]:
        """Return where it leads: what it pays, and what can be done with it by who may.

        One from above is left alone, and another set.
        """
        if not may_set:
            return self._more
        if self.whose is not None:
            place = {"team_id": team_id, "measure": self.lever.measure_id}
            return [Way(_("Set another for this team"), "measures.new_target", place)]
        place = {"team_id": team_id, "lever_id": self.lever.id}
        return [
            *self._more,
            Way(_("Change"), self.change, place),
            Way(_("End"), self.end, place),
        ]

    @property
    def _more(self) -> list[Way]:
        """Return the way to the page of a plan that works amounts out; none of any other lever."""
        if not isinstance(self.lever, IncentivePlan) or self.lever.terms_id is None:
            return []
        place = {"team_id": self.lever.team_id, "lever_id": self.lever.id}
        return [Way(_("How it pays, and how it stands"), "incentives.plan", place)]

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
    """One of the three kinds of lever: those that hold now, those that begin later.

    `stands` says in a line how it stands; `thanked` is what people are really thanked for.
    """

    kind: str
    empty: str
    now: Sequence[LeverLine]
    later: Sequence[LeverLine]
    stands: str | None = None
    thanked: Sequence[ThankedLine] = ()

    @property
    def lines(self) -> list[LeverLine]:
        """Return all of them, those that hold first."""
        return [*self.now, *self.later]

    @property
    def count(self) -> int:
        """Return how many levers stand in the column, with what people are thanked for."""
        return len(self.lines) + len(self.thanked)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A lever of any kind, dated."""

    lever: Lever
    kind: str
    what: str
    set_by: str


def columns(
    team_id: int,
    now: Sides,
    later: Sides,
    standings: Mapping[int, PeriodValue],
    audit: TeamAudit,
) -> tuple[LeverColumn, LeverColumn, LeverColumn]:
    """Return the levers of a team in their three columns, with the thanks that `audit` counted."""
    targets = [_target(team_id, each, standings) for each in now.targets]
    return (
        LeverColumn(
            "measured",
            _("There is no target. Without one, people guess what matters."),
            targets,
            [_target(team_id, each) for each in later.targets],
            targets_stand(each.standing.verdict for each in targets if each.standing),
        ),
        LeverColumn(
            "incented",
            _("No incentive plan is recorded."),
            [_line(each) for each in now.plans],
            [_line(each, is_later=True) for each in later.plans],
            plans_stand(now.plans),
        ),
        LeverColumn(
            "celebrated",
            _("Nothing is celebrated as a habit. What does doing well look like here?"),
            [_line(each) for each in now.celebrations],
            [_line(each, is_later=True) for each in later.celebrations],
            thanks_stand(audit.thanks),
            thanked_lines(audit.thanks, audit.measures),
        ),
    )


def history(page: Page[Lever], team_id: int) -> Page[HistoryLine]:
    """Return levers as the history lists them."""
    return page.showing([_history(each, team_id) for each in page.items])


def _target(
    team_id: int, target: Target, standings: Mapping[int, PeriodValue] | None = None
) -> LeverLine:
    """Write a target out, which may come from above; without standings it begins later."""
    found = (standings or {}).get(target.measure_id)
    return LeverLine(
        target,
        target.measure.name,
        goal(target.measure, target.level),
        target.measure.voice if target.measure.is_customers_voice else None,
        "measures.change_target",
        "measures.end_target",
        _standing(target, found) if found else None,
        standings is None,
        None if target.team_id == team_id else whose(target, team_id),
        role_sentences(target) if standings is not None else (),
    )


def _line(lever: Lever, *, is_later: bool = False) -> LeverLine:
    """Write a plan or a celebration out."""
    if isinstance(lever, IncentivePlan):
        detail, end = lever.pays, "incentives.end_plan"
        change = "alignment.new_change" if lever.terms_id else "incentives.change_plan"
    else:
        assert isinstance(lever, Celebration)  # noqa: S101 – there are three kinds
        detail, change = lever.occasion, "recognition.change_celebration"
        end = "recognition.end_celebration"
    voice = lever.measure.voice
    return LeverLine(lever, lever.name, detail, voice, change, end, None, is_later)


def _standing(target: Target, found: PeriodValue) -> StandingLine:
    verdict = judge(found.number, target.level, target.measure.direction)
    line = number_line(found, target.measure)
    return StandingLine(str(VERDICT_WORDS[verdict]), VERDICT_TONES[verdict], line)


def _history(lever: Lever, team_id: int) -> HistoryLine:
    set_by = lever.set_by.name if lever.set_by else NOTHING
    if isinstance(lever, Target):
        above = None if lever.team_id == team_id else whose(lever, team_id)
        parts = [goal(lever.measure, lever.level), above, lever.good_behaviour]
        return HistoryLine(lever, _("Measured"), ". ".join(filter(None, parts)), set_by)
    if isinstance(lever, IncentivePlan):
        return HistoryLine(lever, _("Incented"), f"{lever.name}: {lever.pays}", set_by)
    assert isinstance(lever, Celebration)  # noqa: S101 – there are three kinds
    return HistoryLine(lever, _("Celebrated"), f"{lever.name}: {lever.occasion}", set_by)
