"""Which levers point to what."""

from cxstaff.alignment.queries import sides_of
from cxstaff.people.models import Person, Team
from tests.cast import TODAY
from tests.levers import CelebrationKind, PlanKind, TargetKind, a_measure


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
