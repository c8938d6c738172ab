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
from cxstaff.alignment.audit.words import AGAINST, BRING, HEARD, WANTED, WORDS
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
    words, names = WORDS[finding.kind], _Names(finding, proof, HeldLevers.of(facts), measures)
    told, parts = names.told(), (words.sentence, words.why, names.change(words.change))
    return FindingText(*(_filled(each, told) for each in parts))


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

    def change(self, usual: Any) -> str:
        """Say what to change: never to ask for, or celebrate, what something speaks against."""
        measure, kind = self._measure(self.finding.measure_id), self.finding.kind
        if kind is FindingKind.PAID_FOR_ANOTHER and measure and not self._is_doubted(measure):
            return f"{usual} {WANTED}"
        if kind is FindingKind.CELEBRATED_NOT_MEASURED and measure:
            if self._is_doubted(measure):
                return str(AGAINST)
            return str(HEARD if _is_customers(measure) else usual)
        return str(usual)

    def _is_doubted(self, measure: Measure) -> bool:
        return self.held.is_doubted(measure.id)

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
            "praised": self._praised(),
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

    def _praised(self) -> str:
        """Name what is asked for and may be celebrated: what customers say before all else."""
        asked = [self.held.measures[each.measure_id] for each in self.held.targets]
        fit = [each for each in asked if self.held.may_be_celebrated(each.id)]
        heard = [each for each in fit if each.voice == Voice.CUSTOMER]
        return listed(each.name for each in heard or fit) or self._example()

    def _example(self) -> str:
        """Name something that customers say: asked for here, of the catalogue, or what would be."""
        asked = (self.measures.get(each.measure_id) for each in self.held.targets)
        found = [each for each in (*asked, *self.measures.values()) if each and _is_customers(each)]
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
