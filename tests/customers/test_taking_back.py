"""Imports taken back whole: what becomes of what they brought, changed and held back."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxstaff import clock
from cxstaff.customers import queries
from cxstaff.customers.imports import actions, jobs, taking_back
from cxstaff.customers.models import (
    Change,
    Customer,
    Feedback,
    ImportRun,
    ImportState,
    Interaction,
)
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.reading.mapping import NOT_SAID
from cxstaff.customers.records import actions as by_hand
from cxstaff.customers.records import loading
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.recognition.models import CompanyValue, Thanks
from cxstaff.work import schedule
from tests.cast import NOW
from tests.customers.conftest import recount, stored
from tests.customers.files import HEAD, Write, get, known, lines, quarantine, queue
from tests.thanks import to

Make = Callable[..., Contact]
As = Callable[[Person | None], Any]
AT = datetime(2026, 2, 23, 9, 0, tzinfo=UTC)
TABLES = {"quarantined_record", "import_run", "feedback", "interaction", "cell", "total",
          "channel_total", "segment_total", "interaction_change"}  # fmt: skip


class Killed(Exception):
    """The worker's process ends here, as far as the database can tell."""


def die(_taken: int) -> None:
    raise Killed


def bring(*contacts: Contact, name: str = "week.csv") -> int:
    """Take contacts in as an import of their own, which has ended."""
    run = ImportRun(
        file_name=name, stored_as="x", layout={}, created_at=NOW, state=ImportState.FINISHED
    )
    db.session.add(run)
    db.session.flush()
    loaded = loading.load("desk", contacts, run_id=run.id, now=NOW)
    run.accepted, run.updated, run.duplicates = loaded.accepted, loaded.updated, loaded.duplicates
    run.records = len(contacts)
    db.session.commit()
    return run.id


def take_back(run_id: int) -> None:
    taking_back.begin(get(run_id), None, now=NOW)
    db.session.commit()
    jobs.take_back_queued()
    assert get(run_id).state == ImportState.TAKEN_BACK
    assert stored() == recount()


def told() -> list[tuple[Any, ...]]:
    """Return everything that is known of interactions, whatever numbers the rows have."""
    query = db.select(Interaction, Feedback).outerjoin(Feedback).order_by(Interaction.reference)
    return [
        (
            *(one.reference, one.handler.name, one.team.name, one.channel.name, one.segment.name),
            *(one.reason.name, one.circumstance.name, one.customer, one.happened_at, one.day),
            *(one.responded_at, one.handling_seconds, one.is_resolved, one.value, one.changed_at),
            said and (said.csat, said.nps, said.remark, said.given_at),
        )
        for one, said in db.session.execute(query)
    ]


def pasts() -> list[tuple[str, dict[str, Any]]]:
    """Return the history of each interaction, oldest change first.

    Which of two interactions of one import was noted first means nothing, and may hang on the
    order in which PostgreSQL reads their rows.
    """
    query = db.select(Interaction.reference, Change.before).join_from(Change, Interaction)
    query = query.order_by(Interaction.reference, Change.id)
    return [tuple(row) for row in db.session.execute(query)]


def one(reference: str = "a") -> Interaction:
    db.session.expire_all()
    query = db.select(Interaction).where(Interaction.reference == reference)
    return db.session.scalars(query).one()


@pytest.mark.long
def test_what_it_changed_is_as_before_and_what_it_brought_is_gone(app: Any, file: Write) -> None:
    first = queue(file(HEAD, "A-1,2026-02-01,Ben Berg,Chat,,", "A-2,2026-02-01,Ben Berg,Chat,3,",
                       name="week1.csv"))  # fmt: skip
    jobs.import_queued()
    before, version = (told(), stored()), queries.version()
    path = file(HEAD, "A-1,2026-02-02,Cleo Clay,Phone,1,Never again", "A-2,2026-02-01,Ben Berg,,4,",
                "A-3,2026-02-03,Ben Berg,Mail,5,", "A-4,2026-02-03,Zed,Chat,,",
                name="week2.csv")  # fmt: skip
    second = queue(path)
    jobs.import_queued()
    after = told()
    take_back(second)
    assert (told(), stored(), pasts()) == (*before, [])
    assert queries.version() != version
    assert quarantine(second) == []
    assert (get(second).records, get(second).accepted, get(second).updated) == (4, 1, 2)
    for verb in (actions.resume, actions.stop):
        with pytest.raises(Refused):
            verb(get(second))
    with pytest.raises(Refused, match="only once"):
        taking_back.begin(get(second), None, now=NOW)
    db.session.rollback()

    third = queue(path)
    jobs.import_queued()
    assert (get(third).accepted, get(third).updated, get(third).quarantined) == (1, 2, 1)
    assert told() == after
    take_back(third)
    take_back(first)
    assert (told(), stored()) == ([], ({},) * 4)


@pytest.mark.long
def test_killed_after_any_batch_it_goes_on_and_sums_are_right_all_the_time(
    app: Any, file: Write
) -> None:
    queue(file(*lines(40, 1), name="1.csv"))
    jobs.import_queued()
    before, history_before = told(), pasts()
    rows = [row.replace(",5,", ",2,").replace(",1,", ",4,") for row in lines(60, 2)]
    run_id = queue(file(*rows, name="2.csv"))
    jobs.import_queued()
    assert get(run_id).accepted > 5 < get(run_id).updated
    held = len(quarantine(run_id))
    taking_back.begin(get(run_id), None, now=NOW)
    db.session.commit()
    killed, left = 0, [taking_back.left_of(get(run_id)) + held]
    while get(run_id).state == ImportState.TAKING_BACK:
        with clock.frozen(NOW + killed * timedelta(minutes=3)):
            assert taking_back.LEASE.claim(f"w{killed}", now=clock.now(), row_id=run_id) == run_id
            db.session.commit()
            worker = f"w{killed}"
            taking_back.advance(run_id, worker, 7, now=clock.now())  # killed before the commit
            db.session.rollback()
            try:
                jobs._all_batches(run_id, worker, die, most=7)
            except Killed:
                db.session.rollback()
        killed += 1
        left.append(taking_back.left_of(get(run_id)) + len(quarantine(run_id)))
        assert stored() == recount()
    assert left == [*sorted(set(left), reverse=True), 0]
    assert killed > 6
    assert (told(), pasts()) == (before, history_before)


def test_a_worker_told_to_stop_gives_back_what_it_takes_back(
    contact: Make, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = bring(*(contact(f"a{n}", AT) for n in range(5)))
    taking_back.begin(get(run_id), None, now=NOW)
    taking_back.LEASE.claim("w", now=NOW)
    db.session.commit()
    with monkeypatch.context() as told:
        told.setattr(schedule, "_stop", threading.Event())
        schedule._stop.set()
        jobs.take_back(run_id, "w", most=2)
    assert (get(run_id).state, len(known())) == (ImportState.TAKING_BACK, 3)
    jobs.take_back_queued()
    assert (get(run_id).state, known()) == (ImportState.TAKEN_BACK, [])


def test_only_one_of_two_workers_takes_it_back(contact: Make, app: Any) -> None:
    run_id = bring(contact("a", AT), contact("b", AT))
    taking_back.begin(get(run_id), None, now=NOW)
    assert taking_back.LEASE.claim("one", now=NOW) == run_id
    assert taking_back.LEASE.claim("two", now=NOW + timedelta(seconds=119)) is None
    assert taking_back.advance(run_id, "two", 1, now=NOW) is None
    assert len(known()) == 2
    assert taking_back.LEASE.claim("two", now=NOW + timedelta(seconds=121)) == run_id
    assert taking_back.advance(run_id, "one", 1, now=NOW) is None
    assert taking_back.advance(run_id, "two", 1, now=NOW) == 1
    assert len(known()) == 1


def test_what_later_files_changed_is_taken_back_before(contact: Make, app: Any) -> None:
    first = bring(contact("a", AT), contact("b", AT), contact("c", AT))
    second = bring(contact("a", AT, csat=1), contact("b", AT, csat=2), name="week2.csv")
    with pytest.raises(Refused, match=r"^Take back 'week2.csv' first: it changed 2 of these"):
        taking_back.begin(get(first), None, now=NOW)
    third = bring(contact("a", AT, csat=5), name="week3.csv")
    with pytest.raises(Refused, match=r"'week3.csv', 'week2.csv' first: they changed"):
        taking_back.begin(get(first), None, now=NOW)
    for run_id in (second, third, first):
        take_back(run_id)
    assert known() == []


def test_a_later_change_stays_and_then_knows_the_former_value(contact: Make, app: Any) -> None:
    bring(contact("a", AT, csat=3, channel="Chat"))
    second = bring(contact("a", AT, csat=2, channel="Mail", remark="Hm"))
    third = bring(contact("a", AT, csat=5, channel="Mail"))
    take_back(second)
    assert (one().feedback.csat, one().feedback.remark, one().channel.name) == (5, None, "Chat")
    assert pasts() == [("a", {"csat": 3})]
    take_back(third)
    assert one().feedback.csat == 3
    assert pasts() == []


def test_a_later_file_that_turned_it_back_has_changed_nothing(contact: Make, cyrus: Person) -> None:
    """What is by hand stays decided, whatever it was before."""
    bring(contact("a", AT, csat=3), contact("b", AT, csat=3))
    second = bring(contact("a", AT, csat=4), contact("b", AT, csat=4))
    bring(contact("a", AT, csat=3))
    by_hand.correct(one("b").id, {"csat": 3}, cyrus, "Typo", now=NOW)
    db.session.commit()
    take_back(second)
    assert pasts() == [("b", {"csat": 3})]
    assert [one(each).feedback.csat for each in "ab"] == [3, 3]


def test_a_later_handler_keeps_their_team(contact: Make, app: Any) -> None:
    """Cleo and Cora are of one team: the last import changed the handler alone."""
    bring(contact("a", AT, handler="Ben Berg"))
    second = bring(contact("a", AT, handler="Cleo Clay"))
    third = bring(contact("a", AT, handler="Cora Cruz"))
    take_back(second)
    assert (one().handler.name, one().team.name) == ("Cora Cruz", "Red")
    take_back(third)
    assert (one().handler.name, one().team.name) == ("Ben Berg", "Blue")


def test_corrections_by_hand_stay(contact: Make, cyrus: Person) -> None:
    bring(contact("a", AT, csat=3, remark="Fine"), contact("b", AT))
    second = bring(contact("a", AT, csat=1, remark="Bad", reason="Bill"), contact("n", AT))
    for each in (one("a"), one("n")):
        by_hand.correct(each.id, {"csat": 4}, cyrus, "Typo", now=NOW)
    db.session.commit()
    assert taking_back.outlook(get(second)) == taking_back.Outlook(1, 1, 1, 1, 0, 0)
    take_back(second)
    assert (one().feedback.csat, one().feedback.remark, one().reason.name) == (4, "Fine", "")
    assert pasts() == [("a", {"csat": 3})]
    assert [reference for reference, _ in known()] == ["a", "b"]
    bring(contact("a", AT, csat=1))
    assert one().feedback.csat == 4


def test_an_import_that_comes_again_after_another_is_undone_in_order(
    contact: Make, app: Any
) -> None:
    """As where a record of the first leaves the quarantine after the second came in."""
    bring(contact("a", AT, csat=3))
    second = bring(contact("a", AT, csat=4))
    third = bring(contact("a", AT, csat=5))
    loading.load("desk", [contact("a", AT, csat=2)], run_id=second, now=NOW)
    db.session.commit()
    take_back(third)
    assert one().feedback.csat == 2
    take_back(second)
    assert one().feedback.csat == 3
    assert pasts() == []


def test_when_it_was_last_changed_is_as_before(contact: Make, app: Any) -> None:
    bring(contact("a", AT, csat=3, changed_at=AT))
    newer, newest = AT + timedelta(days=1), AT + timedelta(days=2)
    same = bring(contact("a", AT, csat=3, changed_at=newest))
    assert (get(same).updated, get(same).duplicates) == (0, 1)
    take_back(same)
    wrong = bring(contact("a", AT, csat=1, changed_at=newest))
    take_back(wrong)
    right = bring(contact("a", AT, csat=2, changed_at=newer))
    assert get(right).updated == 1
    assert one().feedback.csat == 2


def test_nothing_comes_in_meanwhile(contact: Make, app: Any, file: Write) -> None:
    run_id = bring(contact("a", AT))
    waiting = queue(file(*lines(5)))
    taking_back.begin(get(run_id), None, now=NOW)
    db.session.commit()
    jobs.import_queued()
    assert get(waiting).state == ImportState.QUEUED
    with pytest.raises(Refused, match=r"'week.csv' is being taken back"):
        bring(contact("a", AT, csat=1))
    db.session.rollback()
    jobs.take_back_queued()
    jobs.import_queued()
    assert get(waiting).state == ImportState.FINISHED


def test_nothing_is_taken_back_while_a_file_comes_in(contact: Make, app: Any, file: Write) -> None:
    run_id, running = bring(contact("a", AT)), queue(file(*lines(5), name="now.csv"))
    actions.LEASE.claim("w", now=NOW, row_id=running)
    for each, sentence in ((run_id, "'now.csv' is coming in"), (running, "has ended")):
        with pytest.raises(Refused, match=sentence):
            taking_back.begin(get(each), None, now=NOW)


def test_thanks_stay_and_unnamed_customers_are_forgotten(
    contact: Make, ben: Person, ana: Person, blue: Team
) -> None:
    bring(contact("k", AT, customer="c1"))
    run_id = bring(contact("a", AT, customer="c1", csat=5), contact("b", AT, customer="c2"))
    for reference in ("c1", "c2"):
        db.session.add(Customer(source="desk", reference=reference, name="Mrs. Moss"))
    value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
    thanks = Thanks(giver=ana, receivers=to(ben, blue), value=value, message="Great!", given_at=NOW)
    thanks.interaction = one()
    db.session.add(thanks)
    db.session.commit()
    take_back(run_id)
    kept = db.session.scalars(db.select(Thanks)).one()
    assert (kept.message, kept.interaction_id) == ("Great!", None)
    assert list(db.session.scalars(db.select(Customer.reference))) == ["c1"]


def test_a_batch_that_fails_is_told_and_tried_again(
    contact: Make, app: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(contact("a", AT))
    run_id = bring(contact("a", AT, csat=1))
    db.session.execute(db.update(Change).values(before={"csat": "x"}))
    taking_back.begin(get(run_id), None, now=NOW)
    db.session.commit()
    with pytest.raises(Exception, match="x"):
        jobs.take_back_queued()
    assert "tried again" in (get(run_id).complaint or "")
    db.session.execute(db.update(Change).values(before={"csat": None}))
    db.session.commit()
    jobs.take_back_queued()
    assert get(run_id).state == ImportState.TAKING_BACK
    with clock.frozen(NOW + timedelta(minutes=3)):
        jobs.take_back_queued()
    assert (get(run_id).state, get(run_id).complaint) == (ImportState.TAKEN_BACK, None)
    assert one().feedback is None


@pytest.mark.long
@pytest.mark.only("sqlite")
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_it_is_as_if_they_had_never_come(contact: Make, app: Any, data: Any) -> None:
    as_if_they_had_never_come(contact, data)


@pytest.mark.long
@pytest.mark.only("postgresql")
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_on_postgresql_too_it_is_as_if_they_had_never_come(
    contact: Make, app: Any, data: Any
) -> None:
    as_if_they_had_never_come(contact, data)


def as_if_they_had_never_come(contact: Make, data: Any) -> None:
    """Files that each tell something of their own, taken back in any order in between."""
    people = ["Ben Berg", "Cleo Clay", "Bea Bach", "Cora Cruz", "Carl Cole"]
    is_handler_told = {each: data.draw(st.booleans()) for each in "abc"}
    files = list[list[Contact]]()
    for place in range(data.draw(st.integers(2, 4))):
        own: dict[str, Any] = {
            "channel": f"ch{place}", "segment": f"s{place}", "reason": f"r{place}",
            "csat": place + 1, "handling_seconds": place * 60, "value": place * 10**8,
            "responded_at": AT + timedelta(days=20 + place), "remark": f"Words {place}",
            "changed_at": AT + timedelta(days=30, hours=place), "customer": f"c{place}",
        }  # fmt: skip
        tells = {name: st.just(value) for name, value in own.items()}
        files.append([
            contact(
                reference,
                AT + timedelta(days=3 * place),
                handler=people[place] if is_handler_told[reference] else "Ben Berg",
                **{"channel": NOT_SAID} | data.draw(st.fixed_dictionaries({}, optional=tells)),
            )
            for reference in data.draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True))
        ])  # fmt: skip
    clear()
    runs, back = dict[int, int](), set[int]()
    for place, contacts in enumerate(files):
        runs[place] = bring(*contacts)
        for chosen in data.draw(st.lists(st.sampled_from(sorted(runs)), max_size=1)):
            try:
                take_back(runs[chosen])
            except Refused:
                db.session.rollback()
            else:
                back.add(chosen)
    is_now, past = told(), pasts()
    clear()
    for place, contacts in enumerate(files):
        if place not in back:
            bring(*contacts)
    assert is_now == told()
    assert past == pasts()


def clear() -> None:
    for table in reversed(db.metadata.sorted_tables):
        if table.name in TABLES:
            db.session.execute(table.delete())
    db.session.commit()
