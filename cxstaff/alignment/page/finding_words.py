"""What the sentences of findings are filled in with: measures, plans, levels of one team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.alignment.audit.facts import (
    CelebrationFact,
    Finding,
    FindingKind,
    PlanFact,
    TargetFact,
    TeamFacts,
)
from cxstaff.alignment.audit.held import HeldLevers, LeverFact, hardest
from cxstaff.alignment.audit.proof import Proof
from cxstaff.alignment.audit.words import BRING, WORDS
from cxstaff.measures.models import Measure, Voice
from cxstaff.measures.words import goal

NAMED = 2
"""How many measures or plans a sentence names."""


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding in words: what it is, what it does, what to change."""

    sentence: str
    why: str
    change: str


def text_of(
    finding: Finding, proof: Proof, facts: TeamFacts, measures: Mapping[int, Measure]
) -> FindingText:
    """Put a finding in words."""
    words, told = WORDS[finding.kind], names_in(finding, proof, facts, measures)
    return FindingText(*(_filled(each, told) for each in (words.sentence, words.why, words.change)))


def names_in(
    finding: Finding, proof: Proof, facts: TeamFacts, measures: Mapping[int, Measure]
) -> dict[str, str]:
    """Return what the words of a finding are filled in with."""
    return _Names(finding, proof, HeldLevers.of(facts), measures).told()


def sentence_with(kind: FindingKind, names: Mapping[str, str]) -> str:
    """Say a finding in its sentence, filled in with what was kept of it."""
    return _filled(WORDS[kind].sentence, names)


def listed(names: Iterable[str]) -> str:
    """Name a few things in a row, and say how many more there are."""
    every = list(dict.fromkeys(names))
    shown, more = every[:NAMED], len(every) - NAMED
    if more > 0:
        shown.append(str(ngettext("%(num)s more", "%(num)s more", more)))
    if len(shown) < NAMED:
        return "".join(shown)
    told = _("%(first)s and %(last)s", first=", ".join(shown[:-1]), last=shown[-1])
    return str(told)


@dataclass(frozen=True, slots=True)
class _Names:
    finding: Finding
    proof: Proof
    held: HeldLevers
    measures: Mapping[int, Measure]

    def told(self) -> dict[str, str]:
        measure = self._measure(self.finding.measure_id)
        asked = [self._measure(each.measure_id) for each in self.held.targets]
        return {
            "measure": _name(measure),
            "others": listed(_name(each) for each in asked) or str(_("what customers say")),
            "heard": listed(_name(each) for each in asked if _is_customers(each)),
            "guard": _name(measure.guard if measure else None),
            "opposite": _name(measure.opposite if measure else None),
            "plans": listed(_quoted(each) for each in self._proven(PlanFact)) or str(_("the plan")),
            "ended": listed(map(_lever, self.proof.ended)),
            "going": listed(map(_lever, self.proof.levers)),
            "asked": self._level(self._levels(TargetFact), measure),
            "paid": self._level(self._levels(PlanFact), measure),
            "example": self._example(),
            "bring": str(BRING[measure.source]) if measure else "",
        }

    def _proven(self, kind: type[LeverFact]) -> list[LeverFact]:
        return [each for each in self.proof.levers if isinstance(each, kind)]

    def _levels(self, kind: type[TargetFact | PlanFact]) -> list[float]:
        found = [getattr(each, "level", None) for each in self._proven(kind)]
        return [each for each in found if each is not None]

    def _level(self, levels: Sequence[float], measure: Measure | None) -> str:
        if measure is None or not levels:
            return ""
        level = goal(measure, hardest(levels, self.held.measures[measure.id]))
        return level[:1].lower() + level[1:]

    def _measure(self, measure_id: int | None) -> Measure | None:
        return None if measure_id is None else self.measures.get(measure_id)

    def _example(self) -> str:
        """Name something that customers say: of the catalogue, or what would be."""
        found = (each for each in self.measures.values() if _is_customers(each))
        name = next((each.name for each in found if not each.retired_on), None)
        return name or str(_("how satisfied they are"))


def _filled(words: Any, names: Mapping[str, str]) -> str:
    text = str(words) % names
    return text[:1].upper() + text[1:]


def _is_customers(measure: Measure | None) -> bool:
    return measure is not None and measure.voice == Voice.CUSTOMER


def _name(measure: Measure | None) -> str:
    return measure.name if measure else ""


def _quoted(lever: LeverFact) -> str:
    return str(_("“%(name)s”", name=getattr(lever, "name", "")))


def _lever(lever: LeverFact) -> str:
    if isinstance(lever, TargetFact):
        return str(_("the target"))
    if isinstance(lever, CelebrationFact):
        return str(_("the celebration “%(name)s”", name=lever.name))
    return str(_("the plan “%(name)s”", name=lever.name))
