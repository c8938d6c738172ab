"""The facts of one team's levers, gathered from every feature, and what the rules find in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cxstaff.alignment.audit.facts import (
    CelebrationFact,
    Finding,
    MeasureFact,
    PlanFact,
    SignFact,
    TargetFact,
    TeamFacts,
    ThanksFact,
)
from cxstaff.alignment.audit.rules import LONG, UNREAD, findings_of, unheard_outcomes
from cxstaff.alignment.scorecards import newest_numbers
from cxstaff.clock import start_of
from cxstaff.incentives.models import IncentivePlan
from cxstaff.incentives.queries import recent_plans_of
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.material.periods import Period, first_day
from cxstaff.linkage.signs.evidence import RaisedSign
from cxstaff.linkage.signs.lever_spells import PLAN, TARGET
from cxstaff.linkage.signs.queries import fallen_guards
from cxstaff.measures import queries as catalogue
from cxstaff.measures.inheritance import TargetSpell
from cxstaff.measures.models import Measure, Target
from cxstaff.people import queries as people
from cxstaff.people.models import Team
from cxstaff.recognition.models import Celebration
from cxstaff.recognition.queries import public_thanks_by_measure


@dataclass(frozen=True, slots=True)
class TeamAudit:
    """The mixed messages of a team, the facts they were found in, and the measures by id."""

    facts: TeamFacts
    findings: Sequence[Finding]
    measures: Mapping[int, Measure]


@dataclass(frozen=True, slots=True)
class TeamMaterial:
    """What was read of a team's levers: those that hold or held lately, and what is told of them.

    `plans` and `celebrations` are those that did not end long ago, `thanks` those of the last
    days, `fallen` the signs on its levers, `numbers` the newest day of each measure that
    has a number lately, by id.
    """

    spells: Sequence[TargetSpell[Target]]
    plans: Sequence[IncentivePlan]
    celebrations: Sequence[Celebration]
    thanks: Sequence[ThanksFact]
    fallen: Sequence[RaisedSign]
    numbers: Mapping[int, date]


def audit_of(
    team: Team, below: Collection[int], judged: Mapping[int, MeasureJudgement], today: date
) -> TeamAudit:
    """Look for mixed messages in the levers of a team as they stand on the day `today`.

    `below` are the team and those below it, `judged` is what customers say of measures. However
    many measures there are, the database is asked the same few times.
    """
    measures = {each.id: each for each in catalogue.all_measures()}
    spells = catalogue.target_spells_of(team)
    plans = recent_plans_of(team.id, today - LONG)
    held = {each.target.measure_id for each in spells if each.span.holds(today)}
    asked = [each for key, each in measures.items() if key in held]
    is_guarded = any(each.guard_id for each in pointed_at(spells, plans, today).values())
    material = TeamMaterial(
        spells=spells,
        plans=plans,
        celebrations=catalogue.recent_levers_of(Celebration, team.id, today - LONG),
        thanks=_thanks(below, today),
        fallen=fallen_guards(team.id, today) if is_guarded else [],
        numbers=newest_numbers(asked, team.id, today, today - UNREAD),
    )
    return audit_from(team, material, measures, judged, today)


def audit_from(
    team: Team,
    material: TeamMaterial,
    measures: Mapping[int, Measure],
    judged: Mapping[int, MeasureJudgement],
    today: date,
) -> TeamAudit:
    """Look for mixed messages in what was read of a team, without asking the database."""
    facts = TeamFacts(
        team=team.name,
        today=today,
        measures=tuple(_measure(each, judged, material.numbers) for each in measures.values()),
        targets=tuple(_fact(e.target, e.span.since, e.span.until) for e in material.spells),
        plans=tuple(_plan(each) for each in material.plans),
        celebrations=tuple(
            CelebrationFact(each.measure_id, each.since, each.until, each.name)
            for each in material.celebrations
        ),
        thanks=tuple(material.thanks),
        signs=tuple(_signs(material, today)),
    )
    return TeamAudit(facts, findings_of(facts), measures)


def pointed_at(
    spells: Iterable[TargetSpell[Target]], plans: Iterable[IncentivePlan], today: date
) -> dict[tuple[str, int], Measure]:
    """Return the measures of targets and plans that hold today, by the lever's kind and id."""
    found = {(TARGET, e.target.id): e.target.measure for e in spells if e.span.holds(today)}
    return found | {(PLAN, each.id): each.measure for each in plans if each.span.holds(today)}


def thanked_within(today: date) -> tuple[datetime, datetime]:
    """Return from when until when thanks count: 90 days, today included."""
    zone = people.get_company().zone
    return start_of(today - LONG, zone), start_of(today + timedelta(days=1), zone)


def unheard(today: date) -> list[Measure]:
    """Return the measures in use that are the customer's voice and that no team has a target on."""
    known = {each.id: each for each in catalogue.measures()}
    targets = [_fact(each, each.since, each.until) for each in catalogue.one_target_each(today)]
    found = unheard_outcomes((_measure(each, {}, {}) for each in known.values()), targets)
    return [known[each.measure_id] for each in found if each.measure_id is not None]


def _measure(
    measure: Measure, judged: Mapping[int, MeasureJudgement], numbers: Mapping[int, date]
) -> MeasureFact:
    found = judged.get(measure.id)
    return MeasureFact(
        id=measure.id,
        name=measure.name,
        voice=measure.voice,
        better=measure.direction,
        guard_id=measure.guard_id,
        judged=found.reading.value if found else None,
        last_number_on=numbers.get(measure.id),
    )


def _fact(target: Target, since: date, until: date | None) -> TargetFact:
    says = bool(target.good_behaviour or target.by_role)
    return TargetFact(target.measure_id, since, until, target.level, says)


def _plan(plan: IncentivePlan) -> PlanFact:
    terms = plan.terms
    return PlanFact(
        measure_id=plan.measure_id,
        since=plan.since,
        until=plan.until,
        name=plan.name,
        guard_id=terms.guard_id if terms else None,
        level=terms.hardest_level if terms else None,
    )


def _thanks(below: Collection[int], today: date) -> list[ThanksFact]:
    """Count the thanks of 90 days to people of the team and the teams below it.

    Public ones alone: what is between two people says nothing to the others.
    """
    found = public_thanks_by_measure(below, *thanked_within(today))
    return [ThanksFact(*each) for each in found.items()]


def _signs(material: TeamMaterial, today: date) -> Iterator[SignFact]:
    """Give what is suspected of measures whose guard is watched, where a lever holds on any."""
    pointed = pointed_at(material.spells, material.plans, today)
    for sign in material.fallen:
        if sign.lever and sign.lever in pointed:
            since = first_day(sign.first, Period.MONTH)
            yield SignFact(pointed[sign.lever].id, since)
