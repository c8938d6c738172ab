"""Ratings that came before their interactions: they join them by themselves, and only once."""

import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff.customers.imports import actions, jobs, taking_back
from cxstaff.customers.models import Feedback, ImportState, Interaction, QuarantinedRecord
from cxstaff.customers.quarantine import actions as quarantined
from cxstaff.customers.reading.mapping import FileKind, Mapping
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.tables.times.dates import DateOrder
from tests.cast import NOW, ZONE
from tests.customers.conftest import recount, stored
from tests.customers.files import HEAD, Write, changes, get, known, quarantine, queue
from tests.customers.test_bad_input import Killed, bring_in_at_once, killed_at

RATINGS = ("id,csat,solved,remark", "A,2,no,Slow", "B,,yes,", "C,4,,")
TICKETS = (HEAD, "A,2026-02-01,Ben Berg,Chat,,", "B,2026-02-02,Cleo Clay,Chat,,")
HEARD = Mapping(
    {"reference": "id", "csat": "csat", "solved": "solved", "remark": "remark"},
    "desk", ZONE, DateOrder.YEAR_FIRST, kind=FileKind.FEEDBACK,
)  # fmt: skip


def brought(path: Any, how: Mapping | None = None) -> int:
    run_id = queue(path, how) if how else queue(path)
    jobs.import_queued()
    return run_id


def said() -> dict[str, tuple[Any, ...]]:
    """Return what customers said, by reference."""
    db.session.expire_all()
    columns = Interaction.reference, Feedback.csat, Feedback.is_solved, Feedback.remark
    query = db.select(*columns).join(Feedback)
    return {row.reference: tuple(row[1:]) for row in db.session.execute(query)}


def counts(run_id: int) -> dict[str, int]:
    run = get(run_id)
    names = ("accepted", "updated", "duplicates", "quarantined", "joined", "awaited")
    return {name: number for name in names if (number := getattr(run, name))}


@pytest.mark.both
def test_ratings_join_once_their_interactions_come_and_both_imports_say_so(
    app: Any, file: Write
) -> None:
    rated = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    assert counts(rated) == {"quarantined": 3}
    came = brought(file(*TICKETS))
    assert said() == {"A": (2, False, "Slow"), "B": (None, True, None)}
    assert counts(rated) == {"updated": 2, "quarantined": 1, "joined": 2}
    assert counts(came) == {"accepted": 2, "awaited": 2}
    assert [each.value for each in quarantine(rated)] == ["C"]
    assert {run_id for _, run_id, _ in changes()} == {rated}
    assert stored() == recount()

    again = brought(file(*TICKETS, name="again.csv"))
    assert counts(again) == {"duplicates": 2}
    assert stored() == recount()


def test_an_older_rating_tells_what_nobody_said_since(app: Any, file: Write) -> None:
    """Its interaction came with a score of the customer, which is newer, and with no more."""
    rated = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    came = brought(file(HEAD, "A,2026-02-01,Ben Berg,Chat,5,", "C,2026-02-01,Ben Berg,Chat,1,"))
    assert said() == {"A": (5, False, "Slow"), "C": (1, None, None)}
    assert counts(rated) == {"updated": 1, "duplicates": 1, "quarantined": 1, "joined": 1}
    assert counts(came) == {"accepted": 2, "awaited": 1}
    assert stored() == recount()


def test_what_another_system_calls_alike_is_not_joined(app: Any, file: Write) -> None:
    rated = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    other = Mapping(dict(queue_columns()), "other", ZONE, DateOrder.YEAR_FIRST)
    assert counts(brought(file(*TICKETS), other)) == {"accepted": 2}
    assert counts(rated) == {"quarantined": 3}
    assert said() == {}


def queue_columns() -> dict[str, str]:
    return {"reference": "id", "happened_at": "when", "handler": "who"}


def test_an_interaction_that_was_held_back_itself_is_joined_once_it_is_mended(
    app: Any, file: Write
) -> None:
    rated = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    came = brought(file(HEAD, "A,2026-02-01,Nobody,Chat,,"))
    (held,) = quarantine(came)
    assert quarantined.correct(came, held.id, "A,2026-02-01,Ben Berg,Chat,,", now=NOW) is None
    db.session.commit()
    assert said() == {"A": (2, False, "Slow")}
    assert counts(rated) == {"updated": 1, "quarantined": 2, "joined": 1}
    assert counts(came) == {"accepted": 1, "awaited": 1}
    assert stored() == recount()


def test_what_is_no_longer_kept_or_was_taken_back_does_not_join(app: Any, file: Write) -> None:
    first = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    taking_back.begin(get(first), None, now=NOW)
    db.session.commit()
    jobs.take_back_queued()
    second = brought(file(*RATINGS, name="more.csv"), HEARD)
    db.session.execute(db.update(QuarantinedRecord).values(raw="", value=None))
    db.session.commit()
    assert counts(brought(file(*TICKETS))) == {"accepted": 2}
    assert said() == {}
    assert counts(second) == {"quarantined": 3}


def test_taken_back_in_order_it_is_as_if_neither_had_come(app: Any, file: Write) -> None:
    rated = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    came = brought(file(*TICKETS))
    with pytest.raises(Refused, match=r"ratings\.csv"):
        taking_back.begin(get(came), None, now=NOW)
    db.session.rollback()
    for run_id, left in ((rated, 2), (came, 0)):
        taking_back.begin(get(run_id), None, now=NOW)
        db.session.commit()
        jobs.take_back_queued()
        assert (said(), len(known())) == ({}, left)
        assert stored() == recount()
    brought(file(*TICKETS))
    assert said() == {}


@pytest.mark.long
@pytest.mark.both
def test_killed_at_any_step_ratings_join_with_their_interactions_or_not_at_all(
    app: Any, file: Write
) -> None:
    rated = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    rows = [f"r{n},2026-02-03 10:00,Ben Berg,Chat,4," for n in range(6)]
    run_id = queue(file(*TICKETS, *rows))
    seen, step, now = {repr((known(), said()))}, 0, NOW
    while get(run_id).state != ImportState.FINISHED:
        step, now = step + 2, now + timedelta(minutes=3)
        assert actions.LEASE.claim("w", now=now, row_id=run_id) == run_id
        db.session.commit()
        with killed_at(step), suppress(Killed):
            jobs._all_chunks(run_id, "w", None, most=4)
        db.session().invalidate()  # its connection dies with it
        db.session.remove()
        seen.add(repr((known(), said())))
        assert len(known()) in {0, 4, 8}
        assert bool(known()) == ("B" in said())
        assert stored() == recount()
    assert step > 20
    assert len(seen) == 3
    assert counts(rated) == {"updated": 2, "quarantined": 1, "joined": 2}
    assert counts(run_id) == {"accepted": 8, "awaited": 2}


@pytest.mark.long
@pytest.mark.both
def test_ratings_and_interactions_that_come_at_once_all_find_each_other(
    app: Flask, file: Write
) -> None:
    """Whichever of two workers comes first with each chunk: no rating waits in the end."""
    ratings = [f"r{n},{1 + n % 5},yes," for n in range(90)]
    tickets = [f"r{n},2026-02-{1 + n % 27:02} 10:00,Ben Berg,Chat,," for n in reversed(range(90))]
    rated = queue(file(RATINGS[0], *ratings, name="ratings.csv"), HEARD)
    came = queue(file(HEAD, *tickets))
    bring_in_at_once(app, {rated: "one", came: "two"}, most=15)
    assert {row[:2] for row in said().values()} == {(1 + n % 5, True) for n in range(5)}
    assert (len(said()), len(known())) == (90, 90)
    assert (get(rated).updated, get(rated).quarantined, get(came).accepted) == (90, 0, 90)
    assert get(rated).joined == get(came).awaited
    assert stored() == recount()


def test_pages_and_commands_tell_of_it(as_: Any, cyrus: Person, file: Write, command: Any) -> None:
    rated = brought(file(*RATINGS, name="ratings.csv"), HEARD)
    tickets = str(file(*TICKETS, name="tickets.csv"))
    told = ["customers", "import", tickets, "--kind", "interactions"]
    names = [f"--map={key}={name}" for key, name in queue_columns().items()]
    tried = command(*told, *names, "--dry-run")
    assert "2 ratings that are held back would join these records" in tried.output
    assert said() == {}
    done = command(*told, *names)
    assert "2 ratings that were held back for these records joined them" in done.output
    visit = as_(cyrus)
    shown = visit.get(f"/customers/imports/{rated}").text
    assert "2 ratings waited for their interactions and have joined them" in shown
    shown = visit.get(f"/customers/imports/{rated + 1}").text
    assert "2 ratings that were held back have joined interactions of this file" in shown


@pytest.mark.long
@pytest.mark.both
def test_ratings_that_are_taken_back_while_their_interactions_come_in_leave_nothing(
    app: Flask, file: Write
) -> None:
    """One worker takes the file of ratings back, the other lets what it holds back join."""
    ratings = [f"r{n},{1 + n % 5},yes," for n in range(60)]
    tickets = [f"r{n},2026-02-{1 + n % 27:02} 10:00,Ben Berg,Chat,," for n in reversed(range(60))]
    rated = brought(file(RATINGS[0], *ratings, name="ratings.csv"), HEARD)
    assert counts(rated) == {"quarantined": 60}
    came = queue(file(HEAD, *tickets))
    assert actions.LEASE.claim("in", now=NOW, row_id=came) == came
    taking_back.LEASE.queue(get(rated))  # past `begin`, which refuses while a file comes in
    db.session.flush()
    assert taking_back.LEASE.claim("back", now=NOW, row_id=rated) == rated
    db.session.commit()
    begin = threading.Barrier(2)

    def work(act: Callable[[], None]) -> None:
        with app.app_context():
            begin.wait(60)
            act()
            db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        ways = (
            lambda: jobs.take_back(rated, "back", most=4),
            lambda: jobs.bring_in(came, "in", most=5),
        )
        for each in [pool.submit(contextvars.Context().run, work, way) for way in ways]:
            each.result(60)
    assert get(rated).state == ImportState.TAKEN_BACK
    assert (said(), quarantine(rated)) == ({}, [])
    assert said() == {}
    if get(came).state == ImportState.FAILED:  # it came in the middle of it, and was told so
        assert "is being taken back" in str(get(came).complaint)
        actions.LEASE.queue(get(came))
        db.session.commit()
        jobs.import_queued()
    assert (said(), len(known()), get(came).accepted) == ({}, 60, 60)
    assert stored() == recount()
