"""A team's action plan: leads and HR plan, owners report, the team reads, others cannot."""

from datetime import UTC, datetime, timedelta

import pytest

from cxstaff import clock
from cxstaff.action_plans import actions, queries
from cxstaff.action_plans.models import Action, ActionStage
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Membership
from tests.cast import NOW, TODAY

FRIDAY = TODAY + timedelta(days=2)


def planned(team, owner, actor, heard="It is too loud", due_on=FRIDAY, will_do="A quiet room"):
    what = actions.Intention(heard, will_do, owner, due_on)
    action = actions.plan(team, what, actor, today=TODAY, now=NOW)
    db.session.commit()
    return action


def typed(owner, **changes):
    return {
        "heard": "It is too loud",
        "will_do": "Find a quiet room",
        "owner_id": str(owner.id),
        "due_on": FRIDAY.isoformat(),
    } | changes


@pytest.fixture
def action(blue, ben, ana) -> Action:
    """An action of Blue that Ben sees to."""
    return planned(blue, ben, ana)


@pytest.mark.parametrize("who", ["ana", "hugo", "ines"])
def test_leads_of_the_team_or_above_and_hr_plan(who, request, as_, blue, ben) -> None:
    visit, path = as_(request.getfixturevalue(who)), f"/teams/{blue.id}/action-plan"
    assert "Plan an action" in visit.get(path).text
    assert visit.post(f"{path}/new", typed(ben)).location == path
    page = visit.get(path).text
    assert "Find a quiet room" in page
    assert "Ben Berg" in page


@pytest.mark.parametrize(("who", "status"), [("ben", 403), ("cyrus", 403), ("rolf", 404)])
def test_others_do_not_plan(who, status, request, as_, blue, ben) -> None:
    visit, path = as_(request.getfixturevalue(who)), f"/teams/{blue.id}/action-plan/new"
    assert visit.get(path).status_code == status
    assert visit.post(path, typed(ben)).status_code == status
    assert db.session.scalar(db.select(db.func.count(Action.id))) == 0


@pytest.mark.parametrize("who", ["cleo", "rolf", "cyrus", "ada"])
def test_other_teams_cannot_tell_that_it_exists(who, request, as_, action) -> None:
    visit = as_(request.getfixturevalue(who))
    path = f"/teams/{action.team_id}/action-plan"
    for address in (path, f"{path}/{action.id}"):
        assert visit.get(address).status_code == 404
    for verb in ("notes", "stage"):
        answer = visit.post(f"{path}/{action.id}/{verb}", {"text": "x", "stage": "under way"})
        assert answer.status_code == 404
    assert action.stage == "planned"


@pytest.mark.both
def test_the_team_reads_but_only_the_owner_and_leads_report(as_, action, ben, bea) -> None:
    path = f"/teams/{action.team_id}/action-plan/{action.id}"
    assert "It is too loud" in as_(bea).get(path).text
    assert "Add the note" not in as_(bea).get(path).text
    assert as_(bea).post(f"{path}/notes", {"text": "Mine"}).status_code == 403
    assert as_(ben).post(f"{path}/notes", {"text": "Asked facilities"}).status_code == 303
    assert action.stage == "under way"
    assert as_(ben).get(f"{path}/edit").status_code == 403
    answer = as_(ben).post(f"{path}/stage", {"stage": "done", "did": " "})
    assert answer.status_code == 409
    assert "Say in a sentence" in answer.text
    as_(ben).post(f"{path}/stage", {"stage": "done", "did": "Room 4 is quiet now"})
    assert (action.stage, action.ended_on) == ("done", TODAY)
    page = as_(bea).get(f"/teams/{action.team_id}").text
    assert "You said, we did" in page
    assert "Room 4 is quiet now" in page


def test_an_owner_who_moved_still_reports_theirs_and_reads_nothing_else(
    as_, action, ben, blue, red, ana
) -> None:
    ben.memberships[0].until = TODAY
    db.session.add(Membership(person=ben, team=red, since=TODAY))
    other = planned(blue, ana, ana, will_do="Something else")
    path = f"/teams/{blue.id}/action-plan"
    assert as_(ben).get(f"{path}/{action.id}").status_code == 200
    assert as_(ben).post(f"{path}/{action.id}/notes", {"text": "Still on it"}).status_code == 303
    assert as_(ben).get(path).status_code == 404
    assert as_(ben).get(f"{path}/{other.id}").status_code == 404


def test_an_action_is_found_under_its_own_team_only(as_, action, red, ines) -> None:
    assert as_(ines).get(f"/teams/{red.id}/action-plan/{action.id}").status_code == 404


@pytest.mark.both
def test_an_action_that_ended_is_opened_again_before_it_is_changed(as_, action, ana, ben) -> None:
    path = f"/teams/{action.team_id}/action-plan/{action.id}"
    as_(ana).post(f"{path}/stage", {"stage": "dropped", "did": "We moved house"})
    answer = as_(ana).post(f"{path}/edit", typed(ben))
    assert answer.status_code == 409
    assert "Open it again first" in answer.text
    as_(ana).post(f"{path}/stage", {"stage": "under way", "did": "We moved house"})
    assert (action.did, action.ended_on) == (None, None)
    assert as_(ana).post(f"{path}/edit", typed(ben, will_do="Doors")).status_code == 303
    assert action.will_do == "Doors"


@pytest.mark.both
@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"heard": " "}, 422),
        ({"will_do": ""}, 422),
        ({"heard": "x" * 1001}, 422),
        ({"owner_id": "999999"}, 422),
        ({"owner_id": "x"}, 422),
        ({"due_on": "soon"}, 422),
        ({"due_on": "2026-03-17"}, 409),
    ],
)
def test_a_bad_form_is_explained_and_kept(as_, ana, ben, blue, changes, status) -> None:
    answer = as_(ana).post(f"/teams/{blue.id}/action-plan/new", typed(ben, **changes))
    assert answer.status_code == status
    assert (' is-invalid"' in answer.text) == (status == 422), "what is wrong is marked"
    assert "Find a quiet room" in answer.text or "will_do" in changes
    assert db.session.scalar(db.select(db.func.count(Action.id))) == 0


def test_somebody_of_another_team_cannot_own_an_action(as_, ana, cleo, hugo, blue) -> None:
    path = f"/teams/{blue.id}/action-plan/new"
    assert as_(ana).post(path, typed(cleo)).status_code == 422
    assert as_(ana).post(path, typed(hugo)).status_code == 303, "a lead above can"
    with pytest.raises(Refused, match="somebody of the team"):
        planned(blue, cleo, ana)


def test_what_was_heard_is_handed_on_and_shown_as_text(as_, ana, blue) -> None:
    path = f"/teams/{blue.id}/action-plan/new?heard=%3Cscript%3Ealert(1)%3C/script%3E"
    page = as_(ana).get(path).text
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_signs_that_nobody_sees_are_left_out(blue, ben, ana) -> None:
    heard = "Too\u202e loud\x07\r\nand 👩\u200d🔧"
    assert planned(blue, ben, ana, heard=heard).heard == "Too loud\nand 👩\u200d🔧"


@pytest.mark.both
def test_open_actions_come_first_and_overdue_ones_are_marked(as_, blue, ben, ana) -> None:
    done = planned(blue, ben, ana, will_do="First done")
    actions.move(done, ActionStage.DONE, "It is done", today=TODAY)
    planned(blue, ben, ana, will_do="Later", due_on=FRIDAY + timedelta(days=9))
    planned(blue, ben, ana, will_do="Sooner", due_on=TODAY)
    shown = [each.will_do for each in queries.actions_page(blue.id, 1).items]
    assert shown == ["Sooner", "Later", "First done"]
    visit = as_(ana)
    assert "Overdue" not in visit.get(f"/teams/{blue.id}/action-plan").text
    with clock.frozen(datetime(2026, 3, 19, 9, tzinfo=UTC)):
        assert visit.get(f"/teams/{blue.id}/action-plan").text.count("Overdue") == 1


def test_owners_find_what_is_due_this_week_at_home(as_, action, ben, bea, blue, ana) -> None:
    planned(blue, ben, ana, will_do="Much later", due_on=TODAY + timedelta(days=8))
    assert "A quiet room" in as_(ben).get("/").text
    assert "Much later" not in as_(ben).get("/").text
    assert "A quiet room" not in as_(bea).get("/").text


def test_the_team_page_shows_the_plan_to_those_who_read_it(as_, action, ben, cyrus) -> None:
    assert "A quiet room" in as_(ben).get(f"/teams/{action.team_id}").text
    assert "A quiet room" not in as_(cyrus).get(f"/teams/{action.team_id}").text


@pytest.mark.long
def test_a_long_plan_comes_in_pages_and_asks_the_database_little(
    as_, blue, ben, ana, counting
) -> None:
    for number in range(60):
        planned(blue, ben, ana, will_do=f"Action {number}")
    visit = as_(ana)
    with counting() as sent:
        page = visit.get(f"/teams/{blue.id}/action-plan").text
    assert page.count("It is too loud") < 60
    assert len(sent) < 20
