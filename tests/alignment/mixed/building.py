"""Planted companies in a line or two: levers by how many days ago they began and ended."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from cxstaff.alignment.audit.facts import (
    CelebrationFact,
    FindingKind,
    MeasureFact,
    PlanFact,
    SignFact,
    TargetFact,
    TeamFacts,
    ThanksFact,
)
from tests.alignment.mixed.measures import MEASURES, SATISFACTION, TODAY

Company = tuple[str, TeamFacts, frozenset[tuple[FindingKind, int | None]]]
Lever = TargetFact | PlanFact | CelebrationFact | ThanksFact | SignFact

LEVEL = 80.0
"""What targets and plans ask where the level is not what the company is about."""


def ago(days: int) -> date:
    """The day so many days before today; below 0: it is yet to come."""
    return TODAY - timedelta(days=days)


def _ended(days: int | None) -> date | None:
    return None if days is None else ago(days)


def asked(
    measure: MeasureFact,
    since: int = 200,
    until: int | None = None,
    *,
    level: float = LEVEL,
    behaviour: bool = True,
) -> TargetFact:
    """A target; `since` and `until` are days ago, `until` the first day without it."""
    return TargetFact(measure.id, ago(since), _ended(until), level, behaviour)


def paid(
    measure: MeasureFact,
    since: int = 120,
    until: int | None = None,
    *,
    guard: MeasureFact | None = None,
    level: float | None = LEVEL,
    name: str = "Bonus",
) -> PlanFact:
    """An incentive plan, with its own guard or none."""
    return PlanFact(measure.id, ago(since), _ended(until), name, guard.id if guard else None, level)


def celebrated(
    measure: MeasureFact, since: int = 150, until: int | None = None, name: str = "Friday cake"
) -> CelebrationFact:
    """An announced celebration."""
    return CelebrationFact(measure.id, ago(since), _ended(until), name)


def thanked(measure: MeasureFact, times: int) -> ThanksFact:
    """Thanks of the last 90 days that name the measure."""
    return ThanksFact(measure.id, times)


def suspect(measure: MeasureFact, since: int = 40) -> SignFact:
    """The measure gets better as its guard gets worse."""
    return SignFact(measure.id, ago(since))


def both(measure: MeasureFact, since: int = 200) -> tuple[Lever, ...]:
    """Asked for and celebrated: nothing to find."""
    return asked(measure, since), celebrated(measure, min(since, 150))


WELL: tuple[Lever, ...] = both(SATISFACTION)
"""What a team with nothing to find has: asked for satisfaction, with cake for it."""


def judged(measure: MeasureFact, word: str | None) -> MeasureFact:
    """The measure, of which customers' answers say this."""
    return replace(measure, judged=word)


def numbered(measure: MeasureFact, days: int | None) -> MeasureFact:
    """The measure, whose last number is so many days old (None: it never had one)."""
    return replace(measure, last_number_on=_ended(days))


def company(
    name: str,
    levers: Iterable[Lever],
    *planted: tuple[FindingKind, MeasureFact | None],
    changed: Iterable[MeasureFact] = (),
) -> Company:
    """One team: its name says what is planted, `changed` measures replace those of the house."""
    told = {measure.id: measure for measure in MEASURES} | {m.id: m for m in changed}
    given = list(levers)
    facts = TeamFacts(
        team=name.split(":")[0],
        today=TODAY,
        measures=tuple(told.values()),
        targets=tuple(lever for lever in given if isinstance(lever, TargetFact)),
        plans=tuple(lever for lever in given if isinstance(lever, PlanFact)),
        celebrations=tuple(lever for lever in given if isinstance(lever, CelebrationFact)),
        thanks=tuple(lever for lever in given if isinstance(lever, ThanksFact)),
        signs=tuple(lever for lever in given if isinstance(lever, SignFact)),
    )
    return name, facts, frozenset((kind, m.id if m else None) for kind, m in planted)
