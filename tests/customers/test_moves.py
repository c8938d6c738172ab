"""Moves told late: which known interactions they would move, and what happens when they do."""

import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.customers.models import Change, ImportRun, ImportState, Interaction, LateMovePass
from cxstaff.customers.moves import jobs
from cxstaff.customers.moves import queries as moves
from cxstaff.customers.moves.actions import LEASE, Which, advance, begin
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import actions, loading, queries
from cxstaff.customers.records.taking_back import remove_created, undo_changes
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import memberships
from cxstaff.people.earlier.retellings import retellings
from cxstaff.people.models import Person, Team
from cxstaff.people.roster.checking.retold import Retold, differing
from cxstaff.people.spans import Span
from tests.cast import NOW, TODAY
from tests.conftest import person_named
from tests.customers.conftest import recount, stored
from tests.roster_files import upload

Make = Callable[..., Contact]
As = Callable[[Person | None], Any]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SINCE = date(2026, 2, 1)
PAGE = "/customers/moves"


@pytest.fixture
def told_late(contact: Make, ben: Person, red: Team) -> None:
    """Ben's interactions of a winter came in; then it is told that he went to Red in February."""
    days = [AT - timedelta(days=n) for n in (0, 10, 20, 60)]
    loading.load("desk", [contact(f"t{n}", at) for n, at in enumerate(days)], now=NOW)
    tell(ben, Span(ben.memberships[0].since, SINCE, str(ben.memberships[0].team_id)),
         Span(SINCE, None, str(red.id)))  # fmt: skip


def tell(person: Person, *spans: Span) -> None:
    """Tell a person's teams anew."""
    memberships.put(person, list(spans), now=NOW)
    db.session.commit()


def follow(who: Person, was: Team, becomes: Team, actor: Person) -> int:
    """Move what is told late of one person; return how many interactions those are."""
    one = begin(actor, which=Which(who.id, was.id, becomes.id), now=NOW)
    db.session.commit()
    jobs.do_now(one)
    return db.session.get_one(LateMovePass, one.id).moved


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

    assert follow(ben, blue, red, cyrus) == 3
    assert teams() == {"t0": "Red", "t1": "Red", "t2": "Red", "t3": "Blue"}
    assert stored() == recount()
    assert moves.late_moves() == []
    with pytest.raises(Refused, match="counts for the team the roster says"):
        follow(ben, blue, red, cyrus)


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
    follow(ben, blue, red, cyrus)
    tell(ben, Span(ben.memberships[0].since, AT.date(), str(blue.id)),
         Span(AT.date(), None, str(red.id)))  # fmt: skip
    assert [(each.from_team, each.interactions) for each in moves.late_moves()] == [("Red", 2)]
    assert follow(ben, red, blue, cyrus) == 2
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


@pytest.fixture
def winter(contact: Make, ben: Person) -> None:
    """Twelve interactions of people of Blue came in, one every five days, until two days ago."""
    told = [
        contact(f"w{n}", AT + timedelta(days=14 - 5 * n), handler=("Ben Berg", "Bea Bach")[n % 2])
        for n in range(12)
    ]
    loading.load("desk", told, now=NOW)
    db.session.commit()


@pytest.mark.both
def test_all_of_them_are_moved_by_one_button_stopped_and_gone_on_with(
    winter: None,
    ines: Person,
    cyrus: Person,
    as_: As,
    monkeypatch: pytest.MonkeyPatch,
    command: Any,
) -> None:
    monkeypatch.setattr(jobs, "AT_ONCE", 3)
    at = upload(as_(ines), ROSTER).location
    assert as_(ines).post(at).status_code == 303
    visit = as_(cyrus)
    assert "Move all 11 interactions" in visit.get(PAGE).text
    assert visit.post(PAGE).status_code == 303
    page = visit.get(PAGE).text
    assert "0 of 11" in page
    assert "Move them" not in page, "one at a time"
    assert "already" in visit.post(PAGE).text

    one = db.session.scalars(db.select(LateMovePass)).one()
    assert LEASE.claim("w", now=NOW) == one.id
    assert advance(one.id, "w", 4, now=NOW) == 4
    db.session.commit()
    assert "4 of 11" in visit.get(f"{PAGE}/progress").text
    assert visit.post(f"{PAGE}/passes/{one.id}/stop").status_code == 303
    assert advance(one.id, "w", 4, now=NOW) is None
    assert stored() == recount()
    assert visit.post(f"{PAGE}/passes/{one.id}/stop").status_code == 409
    assert visit.post(f"{PAGE}/passes/{one.id}/resumption").status_code == 303
    jobs.follow_late_moves()

    answer = visit.get(f"{PAGE}/progress")
    assert "11 interactions were moved" in answer.text
    assert answer.headers["HX-Refresh"] == "true"
    assert "Nothing to move" in visit.get(PAGE).text
    assert sorted(teams().values()) == ["Blue"] + ["Red"] * 5 + ["Violet"] * 6
    assert stored() == recount()
    assert "are those of their interactions" in command("customers", "verify").output
    for path in (PAGE, f"{PAGE}/passes/{one.id}/stop", f"{PAGE}/passes/{one.id}/resumption"):
        assert as_(ines).post(path).status_code == 403


def test_a_worker_that_dies_while_it_moves_leaves_true_sums_and_another_goes_on(
    winter: None, ines: Person, cyrus: Person, blue: Team, red: Team
) -> None:
    for person in (person_named("Ben"), person_named("Bea")):
        tell(person, Span(person.memberships[0].since, None, str(red.id)))
    assert follow(person_named("Bea"), blue, red, cyrus) == 6, "hers alone"
    one = begin(cyrus, now=NOW)
    db.session.commit()
    assert LEASE.claim("dead", now=NOW) == one.id
    for batch in (2, 2):
        advance(one.id, "dead", batch, now=NOW)
        db.session.commit()
    db.session.rollback()
    with clock.frozen(NOW + timedelta(minutes=5)):
        jobs.follow_late_moves()
    assert db.session.get_one(LateMovePass, one.id).state == ImportState.FINISHED
    assert (one.moved, set(teams().values())) == (6, {"Red"})
    assert stored() == recount()


ROSTER = (
    "name,email,team,since,left_on\n"
    "Ben Berg,ben@bright.example,Red,2026-02-01,\n"
    "Bea Bach,bea@bright.example,Violet,2025-01-06,\n"
    "Bill Boot,bill@bright.example,Red,2026-02-01,\n"
    "Cleo Clay,cleo@bright.example,Blue,2026-04-01,\n"
)


def moving(page: str) -> list[list[str]]:
    """Return the cells of the table of moves told late."""
    body = page.partition("Moves told late</caption>")[2].partition("<tbody")[2]
    rows = re.findall(r"<tr>(.*?)</tr>", body.partition("</table>")[0], re.S)
    return [re.findall(r"<t[hd][^>]*>\s*(.*?)\s*</t[hd]>", row, re.S)[:4] for row in rows]


@pytest.mark.both
def test_the_check_of_a_roster_shows_what_would_move_before_and_after_it_is_written(
    winter: None, ines: Person, cyrus: Person, as_: As
) -> None:
    visit = as_(ines)
    at = upload(visit, ROSTER).location
    told = "11 interactions would count for another team by this file"
    assert told in visit.get(at).text
    rows = moving(visit.get(f"{at}?show=late").text)
    assert rows == [
        ["Bea Bach", "Blue", "Violet", "6"],
        ["Ben Berg", "Blue", "Red", "5"],
    ]
    assert visit.post(at).status_code == 303
    assert told in visit.get("/people").text
    assert set(teams().values()) == {"Blue"}, "nothing has moved yet"
    page = as_(cyrus).get("/customers/moves").text
    assert moving(page) == rows


def test_the_command_says_what_would_move(winter: None, command: Any, tmp_path: Any) -> None:
    (tmp_path / "r.csv").write_text(ROSTER)
    said = command("people", "import", str(tmp_path / "r.csv"), "--check").output
    assert "Violet" in said
    assert "11 interactions would count for another team" in said


def test_what_somebody_moved_by_hand_is_not_told_by_the_check(
    winter: None, blue: Team, cyrus: Person
) -> None:
    ben, newest = person_named("Ben"), db.select(Interaction.id).filter_by(reference="w0")
    ids = db.session.scalars(newest).all()
    actions.move(ids, None, blue.id, cyrus, "not Ben at all", now=NOW)
    actions.move(ids, ben.id, blue.id, cyrus, "for Blue all the same", now=NOW)
    days = Retold(ben.id, "Ben Berg", SINCE, TODAY, "Red", "Red")
    assert [each.interactions for each in moves.displaced_by([days])] == [4]


def test_as_many_questions_are_asked_for_thousands_of_people(
    winter: None, ben: Person, counting: Any
) -> None:
    days = [
        Retold(number, f"Nobody {number}", date.min, TODAY, "Violet", None)
        for number in range(10_000, 15_000)
    ]
    days.append(Retold(ben.id, "Ben Berg", date.min, TODAY, "Violet", None))
    with counting() as sent:
        [found] = moves.displaced_by(days)
    assert (found.person, found.interactions, len(sent)) == ("Ben Berg", 6, 2)


def test_what_was_told_anew_is_forgotten_once_everything_counts_for_the_right_team(
    told_late: None, ben: Person, cyrus: Person, blue: Team, red: Team, counting: Any
) -> None:
    """Not within the hour: an import may still go by the roster from before."""
    tell(person_named("Bea"), Span(SINCE, None, str(red.id)))
    jobs.settle_moves()
    assert len(retellings()) == 2
    with clock.frozen(NOW + timedelta(hours=2)):
        jobs.settle_moves()
    assert [one.person_id for one in retellings()] == [ben.id], "his are to be moved"
    assert moves.late_moves()[0].interactions == 3

    follow(ben, blue, red, cyrus)
    with clock.frozen(NOW + timedelta(hours=2)):
        jobs.settle_moves()
    with counting() as sent:
        assert (retellings(), moves.late_moves()) == ([], [])
    assert "interaction" not in str(sent), "none is read where nobody was told anew"


def test_what_is_taken_back_may_be_somebodys_again_who_was_told_anew_meanwhile(
    contact: Make, ben: Person, red: Team
) -> None:
    run = ImportRun(file_name="f", stored_as="f", layout={}, created_at=NOW)
    db.session.add(run)
    loading.load("desk", [contact("t")], now=NOW)
    db.session.flush()
    loading.load("desk", [contact("t", handler="Bea Bach")], run_id=run.id, now=NOW)
    tell(ben, Span(ben.memberships[0].since, None, str(red.id)))
    with clock.frozen(NOW + timedelta(hours=2)):
        jobs.settle_moves()
    assert moves.late_moves() == []

    undo_changes(db.session(), run.id, 9, now=NOW)
    assert [(one.person, one.to_team) for one in moves.late_moves()] == [("Ben Berg", "Red")]


class Story:
    """What may become of a roster and of what comes in by it, in any order."""

    def __init__(self, seed: int, contact: Make, actor: Person, teams_: list[Team]) -> None:
        self.random, self.contact, self.actor, self.teams = Random(seed), contact, actor, teams_
        self.people = [person_named(name) for name in ("Ben", "Bea", "Bill")]
        self.now, self.runs = NOW, list[int]()

    def told(self) -> None:
        """Tell somebody's teams anew, from the beginning or from some day on."""
        back = self.random.sample(range(1, 60), 2)
        days = [date(2025, 1, 6), *sorted(AT.date() - timedelta(days=n) for n in back)]
        spans = [
            Span(since, until, str(self.random.choice(self.teams).id))
            for since, until in zip(days, [*days[1:], None], strict=True)
        ]
        tell(self.random.choice(self.people), *spans[self.random.choice((0, 0, 1)) :])

    def brought(self) -> None:
        """Bring interactions in, or tell of known ones that others handled them."""
        run = ImportRun(file_name="f", stored_as="f", layout={}, created_at=self.now)
        db.session.add(run)
        db.session.flush()
        self.runs.append(run.id)
        some = [
            self.contact(
                f"r{n}", AT - timedelta(days=n), handler=self.random.choice(self.people).name
            )
            for n in self.random.sample(range(40), 8)
        ]
        loading.load("desk", some, run_id=run.id, now=self.now)

    def taken_back(self) -> None:
        """Take the last import back."""
        run_id = self.runs.pop() if self.runs else 0
        while undo_changes(db.session(), run_id, 3, now=self.now):
            pass
        remove_created(db.session(), run_id, 99)

    def moved(self) -> None:
        """Move what is told late."""
        with suppress(Refused):
            jobs.do_now(begin(self.actor, now=self.now))

    def settled(self) -> None:
        """Forget of whom everything counts for the right team."""
        jobs.settle_moves()

    def decided(self) -> None:
        """Decide by hand whose an interaction is."""
        known = db.session.scalars(db.select(Interaction.id)).all()
        who, team = self.random.choice(self.people), self.random.choice(self.teams)
        with suppress(Refused):
            one = self.random.sample(known, min(1, len(known)))
            actions.move(one, who.id, team.id, self.actor, "so", now=self.now)

    def go_on(self) -> str:
        """Take a step, some time after the last; return which."""
        often = (self.told, self.brought)
        steps = (*often, *often, self.taken_back, self.moved, self.settled, self.decided)
        step = self.random.choice(steps)
        self.now += timedelta(minutes=self.random.choice((5, 90)))
        with clock.frozen(self.now):
            step()
        db.session.commit()
        return step.__name__


@pytest.mark.parametrize("seed", range(3))
def test_whom_the_roster_tells_anew_are_all_whose_interactions_count_for_another_team(
    seed: int, contact: Make, cyrus: Person, blue: Team, red: Team
) -> None:
    story, seen = Story(seed, contact, cyrus, [blue, red]), set[str]()
    for _ in range(40):
        step = story.go_on()
        found = {
            (one.person_id, one.from_id, one.to_id): one.interactions for one in moves.late_moves()
        }
        assert found == looked_for_everywhere(), step
        seen |= {step} if found else set()
    assert len(seen) >= 4
    assert stored() == recount()


def looked_for_everywhere() -> dict[tuple[int, int, int], int]:
    """Return what counts for another team than the roster says, of all interactions."""
    db.session.expire_all()
    moved = set(db.session.scalars(db.select(Change.interaction_id).filter_by(cause="moved")))
    found = Counter[tuple[int, int, int]]()
    for one in db.session.scalars(db.select(Interaction)):
        for stay in one.handler.memberships if one.handler and one.id not in moved else ():
            if stay.holds(one.day) and stay.team_id != one.team_id:
                found[one.handler.id, one.team_id, stay.team_id] += 1
    return dict(found)


A, B, C = date(2025, 1, 1), date(2025, 6, 1), date(2026, 1, 1)
TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ([Span(A, None, "blue")], [Span(A, None, "blue")], []),
        ([Span(A, None, "blue")], [Span(A, None, "red")], [(A, TOMORROW, "red")]),
        (
            [Span(A, None, "blue")],
            [Span(A, B, "blue"), Span(B, None, "red")],
            [(B, TOMORROW, "red")],
        ),
        ([Span(A, None, "blue")], [Span(A, TODAY, "blue")], []),
        ([Span(B, C, "blue")], [Span(A, None, "blue")], [(A, B, "blue"), (C, TOMORROW, "blue")]),
        ([], [Span(B, C, "red"), Span(TOMORROW, None, "blue")], [(B, C, "red")]),
        (
            [Span(A, B, "blue"), Span(B, None, "red")],
            [Span(A, C, "blue"), Span(C, None, "red")],
            [(B, C, "blue")],
        ),
    ],
)  # fmt: skip
def test_days_in_another_team_than_was_known(
    before: list[Span], after: list[Span], days: list[tuple[date, date, str]]
) -> None:
    found = [(each.since, each.until, each.team) for each in differing(before, after, TODAY)]
    assert found == days
