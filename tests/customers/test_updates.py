"""Newer news of known interactions: what they change, what they never change, and the history."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxstaff.customers.imports import jobs
from cxstaff.customers.models import Feedback, ImportRun, Interaction, KnownHandler
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading
from cxstaff.db import db
from cxstaff.people.models import Membership, Person, Team
from tests.cast import NOW
from tests.customers.conftest import recount, stored
from tests.customers.files import HEAD, Write, changes, get, posted, queue, upload

Make = Callable[..., Contact]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WANTED = posted() | {"column_remark": "", "column_channel": ""}


def imported() -> int:
    """Return the number of an import that news come by."""
    run = ImportRun(file_name="week.csv", stored_as="x", layout={}, created_at=NOW)
    db.session.add(run)
    db.session.flush()
    return run.id


def take(*contacts: Contact) -> loading.Loaded:
    """Take contacts in as an import of their own."""
    loaded = loading.load("desk", contacts, run_id=imported(), now=NOW)
    db.session.commit()
    assert stored() == recount()
    return loaded


def counts(loaded: loading.Loaded) -> tuple[int, int, int]:
    return loaded.accepted, loaded.updated, loaded.duplicates


def one(reference: str = "a") -> Interaction:
    db.session.expire_all()
    query = db.select(Interaction).where(Interaction.reference == reference)
    return db.session.scalars(query).one()


def test_news_of_last_weeks_tickets_change_them_and_keep_what_they_were(
    app: Any, file: Write
) -> None:
    first = queue(file(HEAD, "A-1,2026-02-01,Ben Berg,Chat,,", "A-2,2026-02-01,Ben Berg,Chat,,",
                       "A-3,2026-02-02,Cleo Clay,Phone,5,Kind", name="week1.csv"))  # fmt: skip
    jobs.import_queued()
    second = queue(file(HEAD, "A-1,2026-02-01,Cleo Clay,Chat,1,Never again",
                        "A-2,2026-02-01,Ben Berg,Chat,2,", "A-3,2026-02-02,Cleo Clay,Phone,4,",
                        "A-4,2026-02-03,Ben Berg,Chat,,", name="week2.csv"))  # fmt: skip
    jobs.import_queued()
    run = get(second)
    assert (run.records, run.accepted, run.updated, run.duplicates) == (4, 1, 3, 0)
    assert get(first).accepted == 3

    assert one("A-1").handler.name == "Cleo Clay"
    assert one("A-1").team.name == "Red"
    said = {each: one(each).feedback for each in ("A-1", "A-2", "A-3")}
    assert said["A-1"].csat == 1
    assert said["A-1"].remark == "Never again"
    assert (said["A-3"].csat, said["A-3"].remark) == (4, "Kind")
    assert stored() == recount()

    past = {number: before for number, _, before in changes()}
    ben = db.session.scalars(db.select(Person).where(Person.name == "Ben Berg")).one()
    blue = db.session.scalars(db.select(Team).where(Team.name == "Blue")).one()
    assert past[one("A-1").id] == {
        "csat": None, "remark": None, "handler": ben.id, "team": blue.id,
    }  # fmt: skip
    assert past[one("A-3").id] == {"csat": 5}
    assert one("A-4").id not in past


def test_an_empty_cell_erases_nothing(contact: Make, app: Any) -> None:
    full = {
        "segment": "Moving", "reason": "Bill", "customer": "c1", "handling_seconds": 9,
        "is_resolved": True, "csat": 4, "is_satisfied": True, "remark": "Hm", "value": 5,
        "is_solved": False,
        "responded_at": AT + timedelta(minutes=1), "is_escalated": False,
    }  # fmt: skip
    take(contact("a", AT, **full))
    assert counts(take(contact("a", AT, channel="Not said"))) == (0, 0, 1)
    kept = one()
    assert (kept.segment.name, kept.reason.name, kept.channel.name) == ("Moving", "Bill", "Phone")
    assert (kept.is_resolved, kept.value, kept.is_escalated) == (True, 5, False)
    assert kept.feedback is not None
    assert (kept.feedback.csat, kept.feedback.remark) == (4, "Hm")


@pytest.mark.parametrize("is_newer_first", [True, False])
def test_older_news_change_nothing_in_whatever_order_they_come(
    contact: Make, app: Any, *, is_newer_first: bool
) -> None:
    old = contact("a", AT, changed_at=AT, is_resolved=False, reason="Bill")
    new = contact("a", AT, changed_at=AT + timedelta(days=1), is_resolved=True, csat=5)
    order = [new, old] if is_newer_first else [old, new]
    take(order[0])
    assert counts(take(order[1])) == ((0, 0, 1) if is_newer_first else (0, 1, 0))
    assert one().is_resolved is True
    assert one().changed_at == AT + timedelta(days=1)


def test_a_log_of_changes_ends_at_its_last_state(contact: Make, app: Any) -> None:
    log = [contact("L1", AT, is_resolved=False), contact("L2", AT, handler="Cleo Clay"),
           contact("L1", AT, handler="Cleo Clay"), contact("L1", AT, is_resolved=True, csat=4),
           contact("L1", AT, is_resolved=True)]  # fmt: skip
    assert counts(take(*log)) == (2, 2, 1)
    assert (one("L1").is_resolved, one("L1").team.name) == (True, "Blue")
    assert changes() == []
    assert counts(take(*log)) == (0, 0, 5)
    assert changes() == []


def test_what_an_import_turns_and_turns_back_is_no_change(contact: Make, app: Any) -> None:
    """Of one file again, in chunks: its first record of a reference is not its last."""
    log = [contact("a", AT, csat=1), contact("a", AT, csat=2), contact("a", AT, csat=5)]
    take(*log)
    run_id, seen = imported(), []
    for each in log:
        seen.append(counts(loading.load("desk", [each], run_id=run_id, now=NOW)))
        db.session.commit()
    assert [sum(each) for each in zip(*seen, strict=True)] == [0, 0, 3]
    assert seen[0] == (0, 1, 0)
    assert changes() == []
    assert stored() == recount()


def test_several_imports_each_leave_what_was_before_them(contact: Make, app: Any) -> None:
    for csat in (3, 2, 5):
        take(contact("a", AT, csat=csat))
    assert [before for _, _, before in changes()] == [{"csat": 3}, {"csat": 2}]
    assert len({run for _, run, _ in changes()}) == 2


def test_a_file_that_is_older_is_told_to_turn_records_back(contact: Make, app: Any) -> None:
    take(contact("a", AT, csat=3), contact("b", AT, csat=3))
    take(contact("a", AT, csat=2), contact("b", AT, csat=3))
    back = take(contact("a", AT, csat=3), contact("b", AT, csat=1))
    assert (back.updated, back.turned_back) == (2, 1)


def test_a_moment_that_changes_moves_it_to_another_day_and_team(
    contact: Make, ben: Person, red: Team
) -> None:
    ben.memberships[0].until = AT.date()
    db.session.add(Membership(person=ben, team=red, since=AT.date()))
    db.session.flush()
    take(contact("a", AT - timedelta(days=3), responded_at=AT - timedelta(days=2)))
    take(contact("a", AT))
    assert (one().team_id, one().day, one().responded_at) == (red.id, AT.date(), None)


def test_the_team_stays_when_the_same_person_is_named_again(
    contact: Make, ben: Person, blue: Team, red: Team
) -> None:
    """A move told late changes known interactions only where somebody confirms it."""
    take(contact("a", AT))
    ben.memberships[0].until = AT.date() - timedelta(days=9)
    db.session.add(Membership(person=ben, team=red, since=AT.date() - timedelta(days=9)))
    db.session.flush()
    assert counts(take(contact("a", AT, csat=3))) == (0, 1, 0)
    assert one().team_id == blue.id


def test_words_that_named_somebody_erased_do_not_come_back(contact: Make, app: Any) -> None:
    take(contact("a", AT, remark="Mr. Quill was kind", csat=5))
    said = db.session.scalars(db.select(Feedback)).one()
    said.remark = "Mr. [name removed] was kind"
    db.session.commit()
    assert counts(take(contact("a", AT, remark="Mr. Quill was kind", csat=4))) == (0, 1, 0)
    assert one().feedback.remark == "Mr. [name removed] was kind"


def test_a_handler_nobody_knows_holds_news_back(contact: Make, app: Any) -> None:
    take(contact("a", AT))
    loaded = take(contact("a", AT, handler="Nobody Known", csat=1))
    assert (counts(loaded), len(loaded.refused)) == ((0, 0, 0), 1)
    assert one().feedback is None


@pytest.mark.long
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_order_of_dated_news_ends_the_same(contact: Make, app: Any, data: Any) -> None:
    """Each piece of news tells all of a record and when it was changed: the latest stands."""
    for table in reversed(db.metadata.sorted_tables):
        if table.name in {"import_run", "feedback", "interaction", "cell", "total",
                          "channel_total", "segment_total", "interaction_change"}:  # fmt: skip
            db.session.execute(table.delete())
    told = [
        contact(
            reference,
            AT + timedelta(days=data.draw(st.integers(0, 40))),
            changed_at=AT + timedelta(hours=hour),
            handler=data.draw(st.sampled_from(["Ben Berg", "Cleo Clay"])),
            channel=data.draw(st.sampled_from(["Chat", "Phone"])),
            segment=data.draw(st.sampled_from(["Home", "Trade"])),
            handling_seconds=data.draw(st.integers(0, 604_800)),
            value=data.draw(st.integers(0, 10**9)),
            csat=data.draw(st.integers(1, 5)),
            is_satisfied=data.draw(st.booleans()),
            is_solved=data.draw(st.sampled_from([None, True, False])),
            is_resolved=data.draw(st.booleans()),
        )
        for reference in "ab"
        for hour in range(data.draw(st.integers(1, 3)))
    ]
    order = data.draw(st.permutations(told))
    cut = data.draw(st.integers(0, len(order)))
    for part in (order[:cut], order[cut:]):
        take(*part)
    for reference in {each.reference for each in told}:
        last = max((c for c in told if c.reference == reference), key=lambda c: c.changed_at)
        kept = one(reference)
        assert (kept.happened_at, kept.day) == (last.happened_at, last.day)
        assert (kept.handler.name, kept.channel.name) == (last.handler, last.channel)
        assert (kept.value, kept.feedback.csat) == (last.value, last.csat)


def uploaded(visit: Any, content: str) -> int:
    return int(upload(visit, content).location.split("/")[3])


@pytest.mark.long
def test_the_page_says_what_an_older_file_would_turn_back(as_: Any, cyrus: Person) -> None:
    head = "ticket id,created at,agent,csat score,solved\n"
    row = "1,13/02/2026 10:00,Ben Berg,{},yes\n"
    visit = as_(cyrus)
    for csat in (4, 5):
        run_id = uploaded(visit, head + row.format(csat))
        done = visit.post(f"/customers/imports/{run_id}/mapping", data=WANTED | {"then": "start"})
        assert done.status_code == 303
        jobs.import_queued()
    run_id = uploaded(visit, head + row.format(4))
    path = f"/customers/imports/{run_id}/mapping"
    checked = visit.post(path, data=WANTED | {"then": "preview"})
    told = visit.get(checked.location).text
    assert "0 would be new, 1 would be updated, 0 are known already" in told
    assert "1 record would go back" in told
    stopped = visit.post(path, data=WANTED | {"then": "start"})
    assert stopped.status_code == 409
    assert "begin all the same" in stopped.text
    assert get(run_id).state == "uploaded"
    begun = visit.post(path, data=WANTED | {"then": "start", "confirmed": "yes"})
    assert begun.status_code == 303
    jobs.import_queued()
    assert one("1").feedback.csat == 4


def test_an_empty_handler_leaves_who_handled_it(contact: Make, ben: Person, blue: Team) -> None:
    take(contact("a", AT))
    assert counts(take(contact("a", AT, handler="", csat=4))) == (0, 1, 0)
    assert (one().handler_id, one().team_id, one().feedback.csat) == (ben.id, blue.id, 4)


def test_what_nobody_handled_moves_with_the_team_that_is_told(
    contact: Make, app: Any, red: Team
) -> None:
    db.session.add(KnownHandler(word="bot"))
    db.session.flush()
    take(contact("a", AT, handler="Bot", team="Blue"))
    assert counts(take(contact("a", AT, handler="Bot", team="Red"))) == (0, 1, 0)
    assert (one().handler_id, one().team_id) == (None, red.id)
    assert counts(take(contact("a", AT, handler="Bot", team="Red"))) == (0, 0, 1)
