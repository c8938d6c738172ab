"""The first day: admin and HR are led from an empty company to first results, by what is there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import Base, db
from cxstaff.home import jobs
from cxstaff.home.first_steps.queries import facts
from cxstaff.people import actions as people
from cxstaff.people.models import Company, Membership, Person, Role, Team
from cxstaff.pulses.models import Pulse
from cxstaff.recognition.models import CompanyValue, Thanks
from tests.cast import NOW, TODAY
from tests.home.test_home import say
from tests.levers import a_measure
from tests.pulses.rounds import a_pulse
from tests.thanks import to

As = Callable[[Person | None], Any]
CARD = "Put these steps away"


@pytest.fixture
def alex(app: Flask) -> Person:
    """The admin of a company in which nobody else is."""
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
    db.session.expire_all()
    person = people.found_company(
        "New", "Europe/Berlin", "Alex Admin", "alex@new.example", "x", NOW
    )
    db.session.commit()
    return person


def done(**how: bool) -> set[str]:
    found = facts(TODAY)
    return {name for name in type(found).__slots__ if getattr(found, name)}


def filled(ines: Person, ana: Person, ben: Person, blue: Team) -> None:
    """Let the cast's company have one of everything that a step asks for."""
    value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
    a_pulse(ines)
    a_measure(ines)
    say("Kind and quick.", 5, ben, blue)
    given = {"giver": ana, "receivers": to(ben, blue), "value": value, "given_at": NOW}
    db.session.add(Thanks(message="Thank you", **given))
    db.session.commit()


def test_an_empty_company_begins_with_its_people_and_thanks_nobody(alex: Person, as_: As) -> None:
    page = as_(alex).get("/").text
    assert "8 steps are left" in page
    assert "/people/imports/new" in page
    assert "Thank somebody" not in page
    assert page.count("First the people.") == 2
    assert "HR does this." in page
    assert "None this week" not in page
    assert "You keep the roster, so you can." in page


@pytest.mark.both
def test_each_step_is_done_once_its_thing_is_there(alex: Person, as_: As) -> None:
    visit = as_(alex)
    assert done() == set()
    assert visit.post("/first-steps/roles").status_code == 303
    assert done() == {"roles"}
    assert people.granted_to(alex) == {Role.ADMIN, Role.HR, Role.CX}
    assert visit.get("/pulses/plans").status_code == 200, "still signed in, and now HR"

    team = Team(name="Care")
    five = [Person(name=f"P {n}", email=f"p{n}@new.example") for n in range(5)]
    for person in five[:4]:
        person.memberships.append(Membership(team=team, since=TODAY))
    db.session.add_all([team, *five])
    db.session.commit()
    assert done() == {"roles"}, "four are too few for a pulse"
    five[4].memberships.append(Membership(team=team, since=TODAY))
    db.session.commit()
    assert done() == {"roles", "roster"}
    assert visit.post("/people/invitations").status_code == 303
    assert done() == {"roles", "roster", "invited"}

    for address, step in (
        ("/values/starters", "values"),
        ("/measures/starters", "measures"),
        ("/pulses/ready-made", "pulse"),
    ):
        assert step not in done()
        assert visit.post(address).status_code == 303
        assert step in done()
    assert done() == {"roles", "roster", "invited", "values", "measures", "pulse"}
    page = visit.get("/").text
    assert "2 steps are left" in page
    assert "Done: People and teams, HR and CX, Invitations" in page


def test_the_ready_made_pulse_opens_on_the_next_working_day_and_asks_everybody(
    ines: Person, as_: As
) -> None:
    friday = NOW + timedelta(days=2)
    with clock.frozen(friday):
        visit = as_(ines)
        sent = visit.post("/pulses/ready-made")
        page = visit.get(sent.location).text
    (pulse,) = db.session.scalars(db.select(Pulse))
    assert "Monday, 23 March 2026, 09:00" in page
    with clock.frozen(friday):
        assert "Monday, 23 March 2026, 09:00" in as_(ines).get("/").text
    assert (pulse.audience, pulse.every_weeks, pulse.complaint) == ([], 4, None)
    assert len(pulse.questions) == 12
    with clock.frozen(friday):
        assert as_(ines).post("/pulses/ready-made").status_code == 409, "not the same twice"


def test_starter_values_are_added_once(ines: Person, ana: Person, as_: As) -> None:
    assert as_(ana).post("/values/starters").status_code == 403
    for _ in range(2):
        as_(ines).post("/values/starters")
    assert len(db.session.scalars(db.select(CompanyValue)).all()) == 5
    assert "Add five to begin with" not in as_(ines).get("/values").text


def test_who_cannot_take_a_step_is_told_who_can(
    ines: Person, ada: Person, ben: Person, cyrus: Person, as_: As
) -> None:
    admin, hr = as_(ada).get("/").text, as_(ines).get("/").text
    assert "HR does this." in admin
    assert "/pulses/ready-made" not in admin
    assert "/pulses/ready-made" in hr
    assert "CX does this." in hr
    for person in (ben, cyrus):
        assert CARD not in as_(person).get("/").text
        assert as_(person).get("/first-steps").status_code == 403
    assert as_(ines).post("/first-steps/roles").status_code == 403


@pytest.mark.both
def test_all_done_the_card_is_gone_and_asks_nothing_any_more(
    ines: Person, ana: Person, ben: Person, blue: Team, as_: As, counting: Any
) -> None:
    assert CARD in as_(ines).get("/").text
    filled(ines, ana, ben, blue)
    with counting() as sent:
        assert CARD not in as_(ines).get("/").text
    jobs.end_first_steps()
    with counting() as later:
        as_(ines).get("/")
    assert len(later) == len(sent) - 1
    assert CARD not in as_(ines).get("/").text


def test_nothing_ends_before_all_is_done(ines: Person, as_: As) -> None:
    jobs.end_first_steps()
    assert db.session.get_one(Company, 1).first_steps_over_at is None
    assert CARD in as_(ines).get("/").text


def test_put_away_they_are_still_found(ines: Person, ada: Person, as_: As) -> None:
    assert as_(ines).post("/first-steps/end").status_code == 303
    for person in (ines, ada):
        assert CARD not in as_(person).get("/").text
    assert "/first-steps" in as_(ines).get("/people").text
    assert "Plan the ready-made one" in as_(ines).get("/first-steps").text


def test_a_digest_is_looked_at_before_any_is_sent(
    ines: Person, ana: Person, ben: Person, blue: Team, as_: As
) -> None:
    assert "Nobody was thanked in this time" in as_(ben).get("/digests/preview").text
    filled(ines, ana, ben, blue)
    page = as_(ben).get("/digests/preview").text
    assert "Nothing was sent" in page
    assert "You were thanked once" in page


def test_what_waits_too_long_is_told_to_who_can_act(
    ines: Person, ada: Person, ben: Person, as_: As
) -> None:
    pulse = a_pulse(ines)
    pulse.complaint = "Only 3 people would be asked."
    db.session.commit()
    page = as_(ines).get("/").text
    assert "could not open" in page
    assert "Only 3 people would be asked." in page
    assert f"/pulses/{pulse.id}" in page
    assert "could not open" not in as_(ben).get("/").text
    pulse.complaint = None
    db.session.commit()
    assert "could not open" not in as_(ines).get("/").text
    with clock.frozen(NOW + timedelta(hours=3)):
        assert "No job worker opens it." in as_(ines).get("/").text
