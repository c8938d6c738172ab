"""Which mixed messages show in the levers of a team, and which near misses do not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from cxstaff.alignment.audit.facts import (
    CelebrationFact,
    Finding,
    FindingKind,
    MeasureFact,
    PlanFact,
    SignFact,
    TargetFact,
    TeamFacts,
    ThanksFact,
)
from cxstaff.alignment.audit.rules import findings_of, unheard_outcomes

TODAY = date(2026, 3, 18)
LONG_AGO = date(2025, 1, 6)
HEARD, SPEED, SOLVED = 1, 2, 3
KIND = FindingKind


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def measure(measure_id: int, voice: str, **more: Any) -> MeasureFact:
    told = {"guard_id": None, "judged": None, "last_number_on": ago(3)} | more
    better = "down" if measure_id == SPEED else "up"
    return MeasureFact(measure_id, f"Measure {measure_id}", voice, better, **told)


MEASURES = (
    measure(HEARD, "customer"),
    measure(SPEED, "internal", guard_id=HEARD),
    measure(SOLVED, "internal", guard_id=HEARD),
)


def target(measure_id: int, since: date = LONG_AGO, **more: Any) -> TargetFact:
    told = {"until": None, "level": 4.0, "says_behaviour": True} | more
    return TargetFact(measure_id, since, **told)


def plan(measure_id: int, since: date = LONG_AGO, **more: Any) -> PlanFact:
    told = {"until": None, "name": "Bonus", "guard_id": None, "level": None} | more
    return PlanFact(measure_id, since, **told)


def cake(measure_id: int, since: date = LONG_AGO, until: date | None = None) -> CelebrationFact:
    return CelebrationFact(measure_id, since, until, "Cake")


def team(*levers: Any, **more: Any) -> TeamFacts:
    kinds = {TargetFact: "targets", PlanFact: "plans", CelebrationFact: "celebrations"}
    kinds |= {ThanksFact: "thanks", SignFact: "signs"}
    told: dict[str, tuple[Any, ...]] = {"measures": MEASURES} | more
    for each in levers:
        told[kinds[type(each)]] = (*told.get(kinds[type(each)], ()), each)
    return TeamFacts("Blue", TODAY, **told)


def changed(measure_id: int, **more: Any) -> dict[str, Any]:
    every = (replace(each, **more) if each.id == measure_id else each for each in MEASURES)
    return {"measures": tuple(every)}


FINE = (target(HEARD), cake(HEARD))
"""A target on what customers say that is celebrated, says good behaviour and has numbers."""


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (team(), []),
        (team(*FINE), []),
        (team(*FINE, plan(SPEED)), [(KIND.PAID_FOR_ANOTHER, SPEED)]),
        (team(*FINE, plan(SPEED, guard_id=HEARD)), []),
        (team(*FINE, plan(SPEED, until=TODAY)), []),
        (team(*FINE, plan(SPEED, since=ago(-1))), []),
        (team(*FINE, plan(SPEED, until=ago(-1))), [(KIND.PAID_FOR_ANOTHER, SPEED)]),
        (team(cake(HEARD), plan(HEARD)), []),
        (
            team(*FINE, target(SPEED), plan(SPEED), **changed(SPEED, guard_id=None)),
            [(KIND.PAID_FOR_ONE_OF_TWO, SPEED), (KIND.PAID_WITHOUT_GUARD, SPEED)],
        ),
        (
            team(
                *FINE,
                target(SPEED),
                plan(SPEED, guard_id=SOLVED),
                **changed(SPEED, guard_id=None),
            ),
            [(KIND.PAID_FOR_ONE_OF_TWO, SPEED)],
        ),
        (team(*FINE, target(SPEED), plan(SPEED, guard_id=HEARD)), []),
        (team(*FINE, target(SPEED), plan(SPEED), plan(HEARD)), []),
        (team(*FINE, target(SPEED), cake(SPEED), cake(SOLVED, until=TODAY)), []),
        (
            team(*FINE, target(SPEED), cake(SPEED), SignFact(SPEED, ago(30))),
            [(KIND.CELEBRATED_UNDER_SUSPICION, SPEED)],
        ),
        (
            team(*FINE, target(SPEED), ThanksFact(SPEED, 5), SignFact(SPEED, ago(30))),
            [(KIND.CELEBRATED_UNDER_SUSPICION, SPEED)],
        ),
        (team(*FINE, target(SPEED), ThanksFact(SPEED, 4), SignFact(SPEED, ago(30))), []),
        (
            team(*FINE, target(SPEED), plan(SPEED), SignFact(SPEED, ago(30))),
            [(KIND.PAID_WHILE_GUARD_FALLS, SPEED), (KIND.PAID_FOR_ONE_OF_TWO, SPEED)],
        ),
        (team(*FINE, target(SPEED), SignFact(SPEED, ago(30))), []),
        (team(target(HEARD, ago(90))), [(KIND.NEVER_CELEBRATED, HEARD)]),
        (team(target(HEARD, ago(89))), []),
        (team(target(HEARD), cake(HEARD, until=ago(91))), [(KIND.NEVER_CELEBRATED, HEARD)]),
        (
            team(target(HEARD, ago(90), until=ago(9)), target(HEARD, ago(9))),
            [(KIND.NEVER_CELEBRATED, HEARD)],
        ),
        (team(target(HEARD, ago(90), until=ago(9)), target(HEARD, ago(8))), []),
        (team(target(HEARD), ThanksFact(HEARD, 1)), []),
        (team(target(HEARD), plan(HEARD, level=4.0)), [(KIND.NEVER_CELEBRATED, HEARD)]),
        (team(*FINE, cake(SOLVED)), [(KIND.CELEBRATED_NOT_MEASURED, SOLVED)]),
        (team(*FINE, ThanksFact(SOLVED, 5)), [(KIND.CELEBRATED_NOT_MEASURED, SOLVED)]),
        (team(*FINE, ThanksFact(SOLVED, 4)), []),
        (team(target(SOLVED), cake(SOLVED)), [(KIND.ONLY_INTERNAL, None)]),
        (team(target(SOLVED), cake(SOLVED), ThanksFact(HEARD, 1)), []),
        (
            team(*FINE, target(SPEED, ago(9)), **changed(SPEED, opposite_id=HEARD, better="up")),
            [(KIND.BOTH_WAYS, SPEED)],
        ),
        (
            team(*FINE, cake(SPEED), **changed(SPEED, opposite_id=HEARD)),
            [(KIND.CELEBRATED_NOT_MEASURED, SPEED)],
        ),
        (team(*FINE, plan(HEARD, level=4.5)), [(KIND.LEVELS_DIFFER, HEARD)]),
        (team(*FINE, plan(HEARD, level=4.0 + 1e-12)), []),
        (team(*FINE, plan(HEARD, level=4.0), plan(HEARD, level=3.0)), []),
        (
            team(*FINE, target(SPEED, ago(9)), **changed(SPEED, opposite_id=HEARD)),
            [(KIND.BOTH_WAYS, SPEED)],
        ),
        (
            team(target(HEARD, says_behaviour=False), cake(HEARD)),
            [(KIND.NO_GOOD_BEHAVIOUR, None)],
        ),
        (
            team(*FINE, **changed(HEARD, last_number_on=ago(61))),
            [(KIND.TARGET_WITHOUT_READINGS, HEARD)],
        ),
        (team(*FINE, **changed(HEARD, last_number_on=ago(60))), []),
        (
            team(target(HEARD, ago(59)), cake(HEARD), **changed(HEARD, last_number_on=None)),
            [],
        ),
        (
            team(*FINE, plan(HEARD, until=ago(90))),
            [(KIND.ENDED_WHILE_OTHERS_POINT_ON, HEARD)],
        ),
        (team(*FINE, plan(HEARD, until=ago(91))), []),
        (team(*FINE, plan(HEARD, until=ago(9)), plan(HEARD, ago(9))), []),
        (team(*FINE, target(SPEED, until=ago(9)), plan(SPEED, ago(9), guard_id=HEARD)), []),
        (
            team(*FINE, **changed(HEARD, judged="conflicts")),
            [(KIND.ON_WHAT_CUSTOMERS_CONFLICT, HEARD)],
        ),
        (team(*FINE, **changed(HEARD, judged="cannot tell")), []),
    ],
)
def test_a_mixed_message_is_found_and_a_near_miss_is_not(
    facts: TeamFacts, found: list[tuple[FindingKind, int | None]]
) -> None:
    assert findings_of(facts) == [Finding(*each) for each in found]


def test_nobody_is_told_to_celebrate_a_number_that_is_paid_for_or_suspect() -> None:
    paid = team(*FINE, target(SPEED), plan(SPEED, level=4.0))
    suspect = team(*FINE, target(SPEED), SignFact(SPEED, ago(30)))
    neither = team(*FINE, target(SPEED))
    found = [[each.kind for each in findings_of(facts)] for facts in (paid, suspect, neither)]
    assert found == [[KIND.PAID_FOR_ONE_OF_TWO], [], [KIND.NEVER_CELEBRATED]]


def test_several_come_once_each_and_the_most_telling_first() -> None:
    facts = team(
        target(HEARD, says_behaviour=False),
        plan(SPEED),
        plan(SPEED, name="Race"),
        cake(SPEED),
        **changed(SPEED, guard_id=None),
    )
    assert [(each.kind, each.measure_id) for each in findings_of(facts)] == [
        (KIND.PAID_FOR_ANOTHER, SPEED),
        (KIND.PAID_WITHOUT_GUARD, SPEED),
        (KIND.NEVER_CELEBRATED, HEARD),
        (KIND.NO_GOOD_BEHAVIOUR, None),
    ]


def test_an_outcome_of_customers_that_no_team_has_a_target_on_is_named() -> None:
    assert unheard_outcomes(MEASURES, [target(SPEED)]) == [
        Finding(KIND.NOBODY_MEASURED_ON_CUSTOMER, HEARD)
    ]
    assert unheard_outcomes(MEASURES, [target(HEARD)]) == []
