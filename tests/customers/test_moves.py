"""Moves told late: which known interactions they would move, and what happens when they do."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from cxstaff.customers.models import Interaction
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import actions, loading, moves, queries
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from tests.cast import NOW
from tests.customers.conftest import recount, stored

Make = Callable[..., Contact]
As = Callable[[Person | None], Any]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SINCE = date(2026, 2, 1)


@pytest.fixture
def told_late(contact: Make, ben: Person, red: Team) -> None:
    """Ben's interactions of a winter came in; then it is told that he went to Red in February."""
    days = [AT - timedelta(days=n) for n in (0, 10, 20, 60)]
    loading.load("desk", [contact(f"t{n}", at) for n, at in enumerate(days)], now=NOW)
    ben.memberships[0].until = SINCE
    db.session.add(Membership(person=ben, team=red, since=SINCE))
    db.session.commit()


def teams() -> dict[str, str]:
    db.session.expire_all()
    return {each.reference: each.team.name for each in db.session.scalars(db.select(Interaction))}


def test_a_move_told_late_says_what_it_would_move_and_moves_it(
    told_late: None, ben: Person, cyrus: Person, blue: Team, red: Team
) -> None:
    (found,) = moves.late_moves()
    assert (found.person, found.from_team, found.to_team) == ("Ben Berg", "Blue", "Red")
    assert found.interactions == 3
    assert (found.first_on, found.last_on) == (date(2026, 2, 10), AT.date())
    assert set(teams().values()) == {"Blue"}

    assert moves.follow(ben.id, blue.id, red.id, cyrus, now=NOW) == 3
    assert teams() == {"t0": "Red", "t1": "Red", "t2": "Red", "t3": "Blue"}
    assert stored() == recount()
    assert moves.late_moves() == []
    assert moves.follow(ben.id, blue.id, red.id, cyrus, now=NOW) == 0


def test_what_somebody_moved_by_hand_stays(
    told_late: None, ben: Person, cyrus: Person, blue: Team, red: Team
) -> None:
    first = db.session.scalars(db.select(Interaction).where(Interaction.reference == "t0")).one()
    actions.move([first.id], None, blue.id, cyrus, "not Ben at all", now=NOW)
    actions.move([first.id], ben.id, blue.id, cyrus, "for Blue all the same", now=NOW)
    assert moves.late_moves()[0].interactions == 2


def test_a_roster_that_changes_its_mind_moves_them_back(
    told_late: None, ben: Person, cyrus: Person, blue: Team, red: Team
) -> None:
    moves.follow(ben.id, blue.id, red.id, cyrus, now=NOW)
    ben.memberships[0].until = ben.memberships[1].since = AT.date()
    db.session.commit()
    assert [(each.from_team, each.interactions) for each in moves.late_moves()] == [("Red", 2)]
    assert moves.follow(ben.id, red.id, blue.id, cyrus, now=NOW) == 2
    number = db.session.scalars(db.select(Interaction.id).filter_by(reference="t1")).one()
    assert [step.cause for step in queries.shown(number).steps] == ["followed", "followed"]
    assert stored() == recount()


@pytest.mark.both
def test_cx_confirms_a_move_on_its_page(
    told_late: None, cyrus: Person, ines: Person, ben: Person, blue: Team, red: Team, as_: As
) -> None:
    path = f"/customers/moves/{ben.id}/{blue.id}/{red.id}"
    assert as_(ines).post(path).status_code == 403
    visit = as_(cyrus)
    assert "Ben Berg" in visit.get("/customers/moves").text
    assert visit.post(path).status_code == 303
    page = visit.get("/customers/moves").text
    assert "3 interactions were moved" in page
    assert "Nothing to move" in page


def test_the_command_shows_and_moves(told_late: None, command: Any) -> None:
    assert "3 interactions would move" in command("customers", "late-moves").output
    assert set(teams().values()) == {"Blue"}
    assert "3 interactions were moved" in command("customers", "late-moves", "--move").output
    assert list(teams().values()).count("Red") == 3
    assert stored() == recount()
