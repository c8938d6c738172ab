"""Mixed messages as the team page tells them: what was found, what proves it, what to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.alignment.audit.facts import Finding, FindingKind, TargetFact
from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.audit.rules import HeldLevers, LeverFact, ended_lately
from cxstaff.alignment.audit.words import WORDS
from cxstaff.alignment.page.ways import Access, ways_to_change
from cxstaff.alignment.sides import Sides
from cxstaff.alignment.words import whose
from cxstaff.measures.models import Target
from cxstaff.measures.words import goal
from cxstaff.web import day
from cxstaff.web.marks import Way

FEW = 5
"""How many levers prove what was found of all of them."""
NAMED = 2
"""How many measures a sentence names."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One mixed message: the levers that prove it with their dates, and where it is changed."""

    sentence: str
    why: str
    proof: Sequence[str]
    change: str
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class FindingsPart:
    """What the team page says of a team's levers together: in one sentence, then one by one."""

    sentence: str
    lines: Sequence[FindingLine]

    @property
    def icon(self) -> str:
        """Return the sign that the sentence stands beside."""
        return "arrows-exchange" if self.lines else "circle-check"


def findings_part(team_id: int, audit: TeamAudit, sides: Sides, access: Access) -> FindingsPart:
    """Return what was found as the page tells it, the most telling first."""
    team = _TeamWords(team_id, audit, sides)
    lines = [team.line(each, access) for each in audit.findings]
    return FindingsPart(_whole(lines, sides), lines)


def _whole(lines: Sequence[FindingLine], sides: Sides) -> str:
    """Say all of it in one sentence."""
    if not lines and sides.is_empty:
        return str(_("Nothing is asked, paid or celebrated here yet"))
    if not lines:
        return str(_("Nothing here points two ways"))
    first, more = lines[0].sentence, len(lines) - 1
    if not more:
        return first
    told = ngettext(
        "%(first)s – and %(num)s more", "%(first)s – and %(num)s more", more, first=first
    )
    return str(told)


@dataclass(frozen=True, slots=True)
class _TeamWords:
    """Writes findings of a team out with the levers it has."""

    team_id: int
    audit: TeamAudit
    sides: Sides

    def line(self, finding: Finding, access: Access) -> FindingLine:
        words, told = WORDS[finding.kind], self._names(finding)
        sentence, why, change = (
            str(each) % told for each in (words.sentence, words.why, words.change)
        )
        ways = ways_to_change(finding, self.team_id, self.audit, self.sides, access)
        return FindingLine(sentence, why, self._proof(finding), change, ways)

    def _names(self, finding: Finding) -> dict[str, str]:
        asked = [each.measure.name for each in self.sides.targets]
        return {
            "measure": self._name(finding.measure_id),
            "others": str(_(" and ")).join(asked[:NAMED]),
            "guard": self._name(self._guard_of(finding.measure_id)),
            "opposite": self._name(self._opposite_of(finding.measure_id)),
        }

    def _name(self, measure_id: int | None) -> str:
        found = None if measure_id is None else self.audit.measures.get(measure_id)
        return found.name if found else ""

    def _guard_of(self, measure_id: int | None) -> int | None:
        found = None if measure_id is None else self.audit.measures.get(measure_id)
        return found.guard_id if found else None

    def _opposite_of(self, measure_id: int | None) -> int | None:
        every = self.audit.facts.measures
        return next((each.opposite_id for each in every if each.id == measure_id), None)

    def _proof(self, finding: Finding) -> list[str]:
        """Write out the levers that a finding rests on, with their dates."""
        about = {finding.measure_id, self._opposite_of(finding.measure_id)}
        every = list(self._held(None if finding.measure_id is None else about))
        if finding.kind is FindingKind.PAID_FOR_ANOTHER:
            every = [*every, *(self._asked(each) for each in self.sides.targets)]
        if finding.kind is FindingKind.PAID_WHILE_GUARD_FALLS:
            every += self._suspected(finding)
        if finding.kind is FindingKind.ENDED_WHILE_OTHERS_POINT_ON:
            every = [*self._ended(finding), *every]
        if finding.kind is FindingKind.CELEBRATED_NOT_MEASURED:
            every += self._thanked(finding)
        return _shortened(every)

    def _held(self, about: set[int | None] | None) -> Iterator[str]:
        for target in self.sides.targets:
            if about is None or target.measure_id in about:
                yield self._asked(target)
        for plan in self.sides.plans:
            if about is None or plan.measure_id in about:
                told = {"measure": plan.measure.name, "name": plan.name, "day": day(plan.since)}
                yield str(_("Paid for: %(measure)s, by “%(name)s”, since %(day)s", **told))
        for habit in self.sides.celebrations:
            if about is None or habit.measure_id in about:
                told = {"measure": habit.measure.name, "name": habit.name, "day": day(habit.since)}
                yield str(_("Celebrated: %(measure)s, by “%(name)s”, since %(day)s", **told))

    def _asked(self, target: Target) -> str:
        told = _(
            "Asked for: %(measure)s, %(goal)s, %(whose)s",
            measure=target.measure.name,
            goal=goal(target.measure, target.level),
            whose=whose(target, self.team_id),
        )
        return str(told)

    def _suspected(self, finding: Finding) -> list[str]:
        found = [e.since for e in self.audit.facts.signs if e.measure_id == finding.measure_id]
        since = day(min(found))
        return [str(_("Better, as its guard got worse, since %(day)s", day=since))]

    def _thanked(self, finding: Finding) -> list[str]:
        found = [e.count for e in self.audit.facts.thanks if e.measure_id == finding.measure_id]
        return [
            str(
                ngettext(
                    "Thanked for in public %(num)s time in the last 90 days",
                    "Thanked for in public %(num)s times in the last 90 days",
                    each,
                )
            )
            for each in found
        ]

    def _ended(self, finding: Finding) -> list[str]:
        found = ended_lately(HeldLevers.of(self.audit.facts))
        return [_end(each) for each in found if each.measure_id == finding.measure_id]


def _end(lever: LeverFact) -> str:
    told = day(lever.until - timedelta(days=1) if lever.until else None)
    if isinstance(lever, TargetFact):
        return str(_("Ended: the target, after %(day)s", day=told))
    return str(_("Ended: “%(name)s”, after %(day)s", name=lever.name, day=told))


def _shortened(lines: Sequence[str]) -> list[str]:
    """Keep the first few of many."""
    if len(lines) <= FEW:
        return list(lines)
    more = len(lines) - FEW
    return [*lines[:FEW], str(ngettext("and %(num)s more", "and %(num)s more", more))]
