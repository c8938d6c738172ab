"""Who is in which team when, and whose teams a person may see."""

from datetime import date, timedelta

from cxstaff.db import db
from cxstaff.people import queries
from cxstaff.people.models import Membership, Person, Role, Team
from tests.cast import TODAY


def test_a_lead_sees_the_teams_below_and_a_member_only_their_own(
    ana: Person, ben: Person, hugo: Person, blue: Team, red: Team, service: Team
) -> None:
    def seen(person: Person) -> set[int]:
        return queries.visible_team_ids(person, queries.roles_of(person, TODAY), TODAY)

    assert seen(ben) == {blue.id}
    assert seen(ana) == {blue.id}
    assert {blue.id, red.id, service.id} <= seen(hugo)


def test_roles_come_from_grants_and_from_leading(ana: Person, ben: Person, ines: Person) -> None:
    assert queries.roles_of(ana, TODAY) == {Role.EMPLOYEE, Role.LEAD}
    assert queries.roles_of(ben, TODAY) == {Role.EMPLOYEE}
    assert queries.roles_of(ines, TODAY) == {Role.EMPLOYEE, Role.HR}


def test_a_person_moves_between_teams_on_a_day(ben: Person, blue: Team, red: Team) -> None:
    moves_on = TODAY + timedelta(days=3)
    ben.memberships[0].until = moves_on
    db.session.add(Membership(person=ben, team=red, since=moves_on))
    db.session.flush()

    assert queries.team_id_of(ben, moves_on - timedelta(days=1)) == blue.id
    assert queries.team_id_of(ben, moves_on) == red.id
    assert queries.team_id_of(ben, date(2020, 1, 1)) is None
