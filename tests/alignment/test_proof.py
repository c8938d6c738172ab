"""What proves each planted message, and when its fingerprint is another one."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from cxstaff.alignment.audit.facts import Finding, FindingKind, TeamFacts
from cxstaff.alignment.audit.held import HeldLevers
from cxstaff.alignment.audit.proof import PROVEN_BY, proof_of
from cxstaff.alignment.audit.rules import findings_of
from tests.alignment.mixed_companies import COMPANIES

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
