"""What is known to have changed in teams stands on the page, and undoes what it accounts for."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.linkage.comparison import as_json
from cxstaff.linkage.comparison.actions import KNOWN
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.verdicts.models import StudyVersion
from cxstaff.people.models import Leadership, Person
from tests.cast import TODAY, ZONE
from tests.linkage.studying import Declare
from tests.linkage.worlds import Build, World, month

As = Callable[..., Any]
CHANGED = "In 7 teams: 7 new leads."
BOTH = "Teams as they are called", "Teams as new ones from each change on"


def led_anew(world: World, before: Person, since: Person) -> None:
    """Write down that every other team has had another lead from half time on."""
    half = month(world.months // 2)
    for team in world.made[1::2]:
        spans = (before, date(2024, 1, 1), half), (since, half, None)
        for person, first, until in spans:
            db.session.add(Leadership(team=team, person=person, since=first, until=until))
    db.session.commit()


@pytest.mark.only("sqlite", "postgresql")  # leads, levers and people are read in one statement
def test_what_new_leads_account_for_is_no_longer_told_once_they_are_written_down(
    company: Build, declare: Declare, as_: As, ines: Person, ana: Person, ben: Person, read: Any
) -> None:
    world = company(jump=1.0, seed=7)
    study = declare()
    as_(ines).post(f"{study}/versions")
    page = read(as_(ines).get("/comparison"))
    assert "Supports" in page
    assert "Nothing that is known changed in the teams in this time." in page
    assert not any(each in page for each in BOTH)

    led_anew(world, ana, ben)
    page = read(as_(ines).get("/comparison"))
    assert page.count("Supports") == 1  # the study's, until it runs again
    assert "which gives a verdict of its own: Supports." in page
    assert "the link can no longer be told from none" in page
    assert all(each in page for each in (CHANGED, *BOTH))
    assert "Team 02 Sep 2025 Another lead Team 04 Sep 2025 Another lead" in page
    assert not any(name in page for name in (ana.name, ben.name))
    assert CHANGED in read(as_(ines).get("/comparison/sheet"))

    as_(ines).post(f"{study}/versions")
    page = read(as_(ines).get(study))
    assert all(each in page for each in (CHANGED, *BOTH, "Version 2"))
    old, new = db.session.scalars(db.select(StudyVersion).order_by(StudyVersion.number))
    assert (old.verdict, new.verdict) == ("supports", "cannot_tell")
    assert new.reasons == ["lost_beside_changes"]


def test_a_true_link_stays_a_verdict_where_leads_changed(
    company: Build, as_: As, ines: Person, ana: Person, ben: Person, read: Any
) -> None:
    led_anew(company(link=0.02), ana, ben)
    page = read(as_(ines).get("/comparison"))
    assert "Supports" in page
    assert all(each in page for each in (CHANGED, *BOTH))
    made = answer(Question(), TODAY, ZONE)
    assert made.judgement.beside is not None
    known = {name: getattr(made, name) for name in KNOWN}
    assert repr(as_json.read(Comparison, as_json.written(made, KNOWN), known)) == repr(made)


def test_a_version_of_before_changes_were_looked_for_can_be_read(
    company: Build, declare: Declare, as_: As, ines: Person, read: Any
) -> None:
    company(link=0.02)
    study = declare()
    as_(ines).post(f"{study}/versions")
    db.session.execute(db.update(StudyVersion).values(known_changes=None))
    db.session.commit()
    page = read(as_(ines).get(study))
    assert "This result is of a time before known changes were looked for." in page
    assert "Supports" in page
