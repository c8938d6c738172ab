"""On planted companies every mixed message is found, and none is invented."""

from collections import Counter

import pytest

from cxstaff.alignment.audit.facts import FindingKind, MeasureFact, TargetFact
from cxstaff.alignment.audit.rules import findings_of, unheard_outcomes
from tests.alignment.mixed.houses import HOUSES
from tests.alignment.mixed_companies import COMPANIES


def _told(
    name: str,
    measures: tuple[MeasureFact, ...],
    word: str,
    keys: set[tuple[FindingKind, int | None]],
) -> list[str]:
    names = {measure.id: measure.name for measure in measures}
    return [
        f"{name}\n    {word}: {kind.name} on {names[of] if of else 'the team'}"
        for kind, of in sorted(keys, key=str)
    ]


def test_every_planted_message_is_found_and_none_is_invented() -> None:
    differences = []
    for name, facts, planted in COMPANIES:
        keys = [(finding.kind, finding.measure_id) for finding in findings_of(facts)]
        twice = {key for key, times in Counter(keys).items() if times > 1}
        differences += _told(name, facts.measures, "planted, not found", set(planted - set(keys)))
        differences += _told(name, facts.measures, "found, not planted", set(keys) - planted)
        differences += _told(name, facts.measures, "found twice", twice)
    assert not differences, f"{len(differences)} differences:\n" + "\n".join(differences)


def test_what_is_planted_covers_every_kind_and_is_told_apart() -> None:
    names = [name for name, _facts, _planted in COMPANIES]
    assert len(set(names)) == len(names) >= 60
    kinds = {kind for _name, _facts, planted in COMPANIES for kind, _of in planted}
    assert kinds == set(FindingKind) - {FindingKind.NOBODY_MEASURED_ON_CUSTOMER}


@pytest.mark.parametrize(("name", "measures", "targets", "unheard"), HOUSES)
def test_what_no_team_of_the_company_is_asked_for_is_found(
    name: str,
    measures: tuple[MeasureFact, ...],
    targets: tuple[TargetFact, ...],
    unheard: frozenset[int],
) -> None:
    found = unheard_outcomes(measures, targets)
    assert {finding.kind for finding in found} <= {FindingKind.NOBODY_MEASURED_ON_CUSTOMER}
    assert sorted(finding.measure_id or 0 for finding in found) == sorted(unheard), name
