"""Which gaps show where levers point to a measure."""

from typing import Any

import pytest

from cxstaff.alignment.queries import sides_of
from cxstaff.alignment.sides import Gap
from cxstaff.people.models import Person, Team
from tests.cast import TODAY
from tests.levers import CelebrationKind, PlanKind, TargetKind, a_measure


@pytest.mark.parametrize(
    ("kinds", "guarded", "gaps"),
    [
        ([TargetKind, PlanKind, CelebrationKind], True, []),
        ([TargetKind, CelebrationKind], False, []),
        ([TargetKind], False, [Gap.NEVER_CELEBRATED]),
        ([TargetKind, PlanKind], False, [Gap.NO_GUARD, Gap.NEVER_CELEBRATED]),
        ([PlanKind, CelebrationKind], True, [Gap.NO_TARGET]),
        ([CelebrationKind], False, [Gap.ONLY_CELEBRATED]),
    ],
)
def test_a_gap_names_what_is_missing(
    kinds: list[Any], guarded: bool, gaps: list[Gap], blue: Team, ines: Person
) -> None:
    guard = a_measure(ines, "Satisfaction", voice="customer") if guarded else None
    measure = a_measure(ines, guard=guard)
    for kind in kinds:
        kind.begin(blue, measure, ines)
    sides, _later = sides_of(blue.id, TODAY)
    assert [row.gaps for row in sides.rows] == [gaps]
    assert not sides.hears_the_customer


def test_levers_on_one_measure_share_a_row_and_ended_ones_have_none(
    blue: Team, ines: Person
) -> None:
    handling, kindness = a_measure(ines), a_measure(ines, "kindness", voice="customer")
    TargetKind.begin(blue, handling, ines)
    PlanKind.begin(blue, handling, ines)
    CelebrationKind.begin(blue, kindness, ines)
    CelebrationKind.begin(blue, handling, ines, until=TODAY)
    sides, _later = sides_of(blue.id, TODAY)
    assert [row.measure.name for row in sides.rows] == ["Handle time", "kindness"]
    assert (len(sides.targets), len(sides.plans), len(sides.celebrations)) == (1, 1, 1)
    assert sides.hears_the_customer
