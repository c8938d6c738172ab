"""The facts of one team's levers, gathered from every feature, and what the rules find in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from cxstaff.alignment.audit.acknowledgements.queries import (
    Newest,
    PartedFindings,
    newest_of,
    newest_of_company,
    parted_by,
)
from cxstaff.alignment.audit.facts import (
    CelebrationFact,
    ChangeFact,
    Finding,
    MeasureFact,
    PlanFact,
    SignFact,
    TargetFact,
    TeamFacts,
    ThanksFact,
)
from cxstaff.alignment.audit.held import LONG, UNREAD, HeldLevers
from cxstaff.alignment.audit.proof import Proof, proof_of
from cxstaff.alignment.audit.rules import findings_of, unheard_outcomes
from cxstaff.alignment.scorecards import newest_numbers
from cxstaff.clock import start_of
from cxstaff.incentives.models import IncentivePlan
from cxstaff.incentives.queries import recent_plans_of
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.material.periods import Period, first_day
from cxstaff.linkage.signs.evidence import Quantity, RaisedSign
from cxstaff.linkage.signs.lever_spells import PLAN, TARGET
from cxstaff.linkage.signs.queries import fallen_guards
from cxstaff.measures import queries as catalogue
from cxstaff.measures.inheritance import TargetSpell
from cxstaff.measures.models import Measure, Target
from cxstaff.people import queries as people
from cxstaff.people.models import Team
from cxstaff.recognition.models import Celebration
from cxstaff.recognition.queries import ThanksCount, public_thanks


@dataclass(frozen=True, slots=True)
class TeamAudit:
    """The mixed messages of a team with what proves each, and the facts they were found in.

    `parts` says which of them are acknowledged, `newest` what was ever acknowledged of them;
    `thanks` counts those in public of the last 90 days, `judged` is what customers say of measures.
    """

    facts: TeamFacts
    findings: Sequence[Finding]
    measures: Mapping[int, Measure]
    proofs: Mapping[Finding, Proof]
    parts: PartedFindings
    newest: Newest
    thanks: Sequence[ThanksCount]
    judged: Mapping[int, MeasureJudgement]


@dataclass(frozen=True, slots=True)
class CompanyAudit:
    """Customer results that no team is measured on, with what was acknowledged of them."""

    today: date
    findings: Sequence[Finding]
    measures: Mapping[int, Measure]
    proofs: Mapping[Finding, Proof]
    parts: PartedFindings
    newest: Newest


@dataclass(frozen=True, slots=True)
class TeamMaterial:
    """What was read of a team's levers: those that hold or held lately, and what is told of them.

    `plans` and `celebrations` are those that did not end long ago, `thanks` those of the last
    days, `fallen` the signs on its levers, `numbers` the newest day of each measure that
    has a number lately, by id; `newest` is what was last acknowledged of it, and `counted` the
    thanks by what they are for, values included.
    """

    spells: Sequence[TargetSpell[Target]]
    plans: Sequence[IncentivePlan]
    celebrations: Sequence[Celebration]
    thanks: Sequence[ThanksFact]
    fallen: Sequence[RaisedSign]
    numbers: Mapping[int, date]
    newest: Newest = field(default_factory=dict)
    counted: Sequence[ThanksCount] = ()


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
    counted = public_thanks(below, *thanked_within(today))
    material = TeamMaterial(
        spells=spells,
        plans=plans,
        celebrations=catalogue.recent_levers_of(Celebration, team.id, today - LONG),
        thanks=_by_measure(counted),
        fallen=fallen_guards(team.id, today) if is_guarded else [],
        numbers=newest_numbers(asked, team.id, today, today - UNREAD),
        newest=newest_of([team.id]).get(team.id, {}),
        counted=counted,
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
            CelebrationFact(each.measure_id, each.since, each.until, each.name, each.id)
            for each in material.celebrations
        ),
        thanks=tuple(material.thanks),
        signs=tuple(_signs(material, today)),
    )
    return judged_from(facts, measures, material.newest, material.counted, judged)


def judged_from(
    facts: TeamFacts,
    measures: Mapping[int, Measure],
    newest: Newest,
    thanks: Sequence[ThanksCount],
    judged: Mapping[int, MeasureJudgement],
) -> TeamAudit:
    """Apply the rules to facts, and part what they find by what was acknowledged."""
    held, findings = HeldLevers.of(facts), findings_of(facts)
    proofs = {each: proof_of(held, each) for each in findings}
    parts = parted_by(fingerprints(proofs), newest, facts.today)
    return TeamAudit(facts, findings, measures, proofs, parts, newest, thanks, judged)


def fingerprints(proofs: Mapping[Finding, Proof]) -> list[tuple[Finding, str]]:
    """Return findings, each with the fingerprint of the facts that prove it."""
    return [(each, proof.fingerprint) for each, proof in proofs.items()]


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


def audit_of_company(today: date) -> CompanyAudit:
    """Look for customer results in use that no team is measured on, on the day `today`."""
    known = {each.id: each for each in catalogue.measures()}
    targets = [_fact(each, each.since, each.until) for each in catalogue.one_target_each(today)]
    facts = tuple(_measure(each, {}, {}) for each in known.values())
    found = unheard_outcomes(facts, targets)
    held = HeldLevers.of(TeamFacts("", today, facts))
    proofs, newest = {each: proof_of(held, each) for each in found}, newest_of_company()
    parts = parted_by(fingerprints(proofs), newest, today)
    return CompanyAudit(today, found, known, proofs, parts, newest)


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
        opposite_id=measure.opposite_id,
        judged=found.reading.value if found else None,
        last_number_on=numbers.get(measure.id),
    )


def _fact(target: Target, since: date, until: date | None) -> TargetFact:
    says = bool(target.good_behaviour or target.by_role)
    return TargetFact(target.measure_id, since, until, target.level, says, target.id)


def _plan(plan: IncentivePlan) -> PlanFact:
    terms = plan.terms
    return PlanFact(
        measure_id=plan.measure_id,
        since=plan.since,
        until=plan.until,
        name=plan.name,
        guard_id=terms.guard_id if terms else None,
        level=terms.hardest_level if terms else None,
        lever_id=plan.id,
    )


def _by_measure(counted: Iterable[ThanksCount]) -> list[ThanksFact]:
    """Add thanks up by the measure that they name."""
    counts = dict[int, tuple[int, int]]()
    for each in counted:
        if each.measure_id is not None:
            count, remarks = counts.get(each.measure_id, (0, 0))
            counts[each.measure_id] = count + each.count, remarks + each.remarks
    return [ThanksFact(key, *each) for key, each in counts.items()]


def _signs(material: TeamMaterial, today: date) -> Iterator[SignFact]:
    """Give what is suspected of measures whose guard is watched, where a lever holds on any."""
    pointed = pointed_at(material.spells, material.plans, today)
    for sign in material.fallen:
        if sign.lever and sign.lever in pointed:
            since = first_day(sign.first, Period.MONTH)
            moved = {
                each.what: ChangeFact(each.value, each.n, each.low, each.high)
                for each in sign.evidence
            }
            changes = moved.get(Quantity.MEASURE), moved.get(Quantity.GUARD)
            yield SignFact(pointed[sign.lever].id, since, *changes)
