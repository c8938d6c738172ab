"""HR's and CX's home tells what is new of mixed messages."""

from datetime import timedelta
from typing import Any

from cxstaff.alignment.jobs import look_for_mixed_messages
from cxstaff.alignment.overview.models import MixedMessage
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from tests.levers import PlanKind, a_measure


def test_hr_and_cx_hear_what_is_new_of_mixed_messages_for_a_week(
    as_: Any, ana: Person, ben: Person, ines: Person, cyrus: Person, blue: Team
) -> None:
    assert "New mixed messages" not in as_(ines).get("/").text
    for number in range(4):
        PlanKind.begin(blue, a_measure(ines, f"Speed {number}"), ines)
    db.session.commit()
    look_for_mixed_messages()
    for person in (ines, cyrus):
        page = as_(person).get("/").text
        assert "New mixed messages" in page
        assert "Paid for Speed 0, and nothing shows what that costs elsewhere" in page
        assert page.count("Found on 18 Mar 2026") == 3
        assert "/teams?new=y" in page
    for person in (ana, ben):
        assert "New mixed messages" not in as_(person).get("/").text
    for each in db.session.scalars(db.select(MixedMessage)):
        each.found_on -= timedelta(days=7)
    db.session.commit()
    assert "New mixed messages" not in as_(ines).get("/").text
