"""What proves each planted message, and when its fingerprint is another one."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from flask import Flask

from cxstaff.alignment.audit.acknowledgements.queries import parted_by
from cxstaff.alignment.audit.facts import ChangeFact, Finding, FindingKind, SignFact, TeamFacts
from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.audit.held import HeldLevers
from cxstaff.alignment.audit.proof import PROVEN_BY, Proof, proof_of
from cxstaff.alignment.audit.rules import findings_of
from cxstaff.alignment.page.proof import ProofWords
from cxstaff.alignment.sides import Sides
from cxstaff.people.models import Person, Team
from tests.alignment.mixed_companies import COMPANIES
from tests.cast import NOW
from tests.levers import a_measure

DAY = timedelta(days=1)


def fingerprints(facts: TeamFacts) -> dict[Finding, str]:
    held = HeldLevers.of(facts)
    return {each: proof_of(held, each).fingerprint for each in findings_of(facts)}


def with_other_words(facts: TeamFacts) -> TeamFacts:
    """The same levers by other names; one thanks more, and a sign that looks at later months."""
    return replace(
        facts,
        measures=tuple(replace(each, name=f"{each.name}!") for each in facts.measures),
        plans=tuple(replace(each, name=f"{each.name}!", lever_id=7) for each in facts.plans),
        celebrations=tuple(replace(each, name=f"{each.name}!") for each in facts.celebrations),
        thanks=tuple(replace(each, count=each.count + (each.count > 4)) for each in facts.thanks),
        signs=tuple(replace(each, since=each.since - DAY) for each in facts.signs),
    )


def with_earlier_levers(facts: TeamFacts) -> TeamFacts:
    """The same levers, each of which began a day before."""

    def earlier(levers: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(replace(e, since=e.since - DAY) for e in levers)

    return replace(
        facts,
        targets=earlier(facts.targets),
        plans=earlier(facts.plans),
        celebrations=earlier(facts.celebrations),
    )


def test_every_kind_says_what_proves_it_and_every_planted_message_has_a_record() -> None:
    assert set(PROVEN_BY) == set(FindingKind)
    for name, facts, _planted in COMPANIES:
        held = HeldLevers.of(facts)
        for each in findings_of(facts):
            proof = proof_of(held, each)
            assert proof.levers or proof.ended or proof.thanks, (name, each)


def test_names_days_and_one_thanks_more_leave_the_fingerprint_and_other_levers_do_not() -> None:
    told = 0
    for name, facts, _planted in COMPANIES:
        known, worded = fingerprints(facts), fingerprints(with_other_words(facts))
        assert worded == known, name
        moved = fingerprints(with_earlier_levers(facts))
        for each in known.keys() & moved.keys():
            proof = proof_of(HeldLevers.of(facts), each)
            if proof.levers or proof.ended:
                told += 1
                assert moved[each] != known[each], (name, each)
    assert told > 90


def test_a_sign_tells_from_how_many_and_what_was_to_be_expected(
    app: Flask, ines: Person, blue: Team
) -> None:
    guard = a_measure(ines, "Satisfied", voice="customer", direction="up", unit="%")
    speed = a_measure(ines, guard=guard)
    seen = SignFact(
        speed.id,
        date(2026, 2, 1),
        ChangeFact(-1.5, 812, -0.4, 0.3),
        ChangeFact(-9.2, 120, -3.0, 2.5),
    )
    finding = Finding(FindingKind.PAID_WHILE_GUARD_FALLS, speed.id)
    proof = Proof(finding, signs=(seen,))
    facts, every = TeamFacts(blue.name, NOW.date(), ()), {speed.id: speed, guard.id: guard}
    parts = parted_by([], {}, NOW.date())
    audit = TeamAudit(facts, [finding], every, {finding: proof}, parts, {}, [], {})
    (line,) = ProofWords(blue.id, audit, Sides((), (), ()), "csat").lines(proof)
    assert "−1.50 min (from 812; −0.40 min to +0.30 min in 95 of 100 teams without" in line
    assert "−9.20 % (from 120; −3.00 % to +2.50 % in 95 of 100 teams without" in line
