"""Files brought in: counts that add up, restarts anywhere, two workers, stopping."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxstaff import clock
from cxstaff.customers.imports import actions, jobs
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.customers.records import rebuild
from cxstaff.customers.records.handlers import Roster
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.work.leases import Pace
from tests.cast import NOW
from tests.customers.conftest import recount, stored
from tests.customers.files import (
    HEAD,
    HOW,
    Write,
    changes,
    claim,
    get,
    known,
    lines,
    quarantine,
    queue,
)


class Killed(Exception):
    """The worker's process ends here, as far as the database can tell."""


def die_after(chunks: int) -> Callable[[ImportRun], None]:
    left = [chunks]

    def count(_run: ImportRun) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    return count


def test_a_file_comes_in_and_every_record_is_accounted_for(app: Any, file: Write) -> None:
    run_id = queue(file(*lines(200)))
    jobs.import_queued()
    run = get(run_id)

    assert (run.state, run.records) == (ImportState.FINISHED, 200)
    assert run.accepted == len(known()) > 50
    assert run.quarantined == len(quarantine(run_id)) > 20
    assert run.unread["csat"]["records"] == run.unread["csat"]["words"]["9"] > 20
    assert run.updated > 10
    assert run.updated + run.duplicates == 200 - run.accepted - run.quarantined
    assert run.bytes_done == run.bytes_total
    assert stored() == recount()


def test_what_stands_around_a_table_is_no_record_of_it(app: Any, file: Write) -> None:
    plain, report = file(*lines(40)), file(*lines(40), name="report.csv")
    report.write_text(f"Tickets of November\n\n{report.read_text()}\nGrand total: 40\n")
    first, second = queue(plain), queue(report)
    jobs.import_queued()
    assert get(second).state == ImportState.FINISHED
    assert get(second).records == get(first).records == 40
    assert not [held.raw for held in quarantine(second) if "total" in held.raw]


def test_importing_twice_changes_nothing(app: Any, file: Write) -> None:
    path = file(*lines(100))
    queue(path)
    jobs.import_queued()
    before = (known(), stored())
    second = queue(path)
    jobs.import_queued()

    assert (known(), stored()) == before
    assert get(second).accepted == 0


@pytest.mark.long
def test_a_worker_killed_anywhere_leaves_a_run_that_another_completes(
    app: Any, file: Write
) -> None:
    path = file(*lines(120))
    whole = queue(path)
    jobs.import_queued()
    expected = (known(), stored(), get(whole).records)
    for after in range(7):
        for table in reversed(db.metadata.sorted_tables):
            if table.name in {"feedback", "interaction", "cell", "total"}:
                db.session.execute(table.delete())
        run_id = queue(path)
        claim(run_id)
        with pytest.raises(Killed):
            jobs._all_chunks(run_id, "w", die_after(after), most=16)
        db.session.rollback()
        jobs.import_queued()
        assert get(run_id).state == ImportState.RUNNING  # the worker may still live
        with clock.frozen(NOW + timedelta(minutes=3)):
            jobs.import_queued()
        assert get(run_id).state == ImportState.FINISHED
        assert [r for r, _ in known()] == [r for r, _ in expected[0]]
        assert (stored()[1], get(run_id).records) == (expected[1][1], expected[2])
        assert len({q.line for q in quarantine(run_id)}) == get(run_id).quarantined


def test_a_dead_workers_last_words_are_not_heard(app: Any, file: Write) -> None:
    run_id = queue(file(*lines(60)))
    claim(run_id, "slow")
    run = get(run_id)
    layout, reader = actions.layout_of(run), actions.reader_of(run, NOW)
    chunk = next(iter(jobs.chunks_of(Path(run.stored_as), layout, reader, pace=Pace(20))))
    with clock.frozen(NOW + timedelta(minutes=3)):
        jobs.import_queued()
    before = (known(), stored(), get(run_id).records)

    assert not actions.take_in(get(run_id), "slow", chunk, Roster(), now=clock.now())
    db.session.rollback()
    assert not actions.finish(get(run_id), "slow", now=NOW)
    assert (known(), stored(), get(run_id).records) == before


def test_only_one_of_two_workers_gets_a_run(app: Any, file: Write) -> None:
    run_id = queue(file(*lines(5)))
    first, second = (actions.LEASE.claim(name, now=NOW) for name in ("one", "two"))
    assert (first, second) == (run_id, None)
    assert actions.LEASE.claim("two", now=NOW + timedelta(seconds=119)) is None
    assert actions.LEASE.claim("two", now=NOW + timedelta(seconds=121)) == run_id


def test_a_run_stopped_half_way_keeps_what_came_in_and_goes_on(app: Any, file: Write) -> None:
    run_id = queue(file(*lines(90)))
    claim(run_id)

    def stop_it(run: ImportRun) -> None:
        actions.stop(run)

    jobs.bring_in(run_id, "w", stop_it, most=30)
    assert (get(run_id).state, get(run_id).records) == (ImportState.STOPPED, 30)
    jobs.import_queued()
    assert get(run_id).records == 30

    actions.resume(get(run_id))
    db.session.commit()
    jobs.import_queued()
    assert (get(run_id).state, get(run_id).records) == (ImportState.FINISHED, 90)
    assert stored() == recount()


def test_a_run_can_only_be_stopped_and_resumed_when_that_makes_sense(app: Any, file: Write) -> None:
    run_id = queue(file(*lines(5)))
    with pytest.raises(Refused):
        actions.resume(get(run_id))
    with pytest.raises(Refused):
        actions.start(get(run_id), HOW, None, now=NOW)
    jobs.import_queued()
    for verb in (actions.stop, actions.resume):
        with pytest.raises(Refused):
            verb(get(run_id))


def test_a_file_that_is_gone_is_told(app: Any, file: Write) -> None:
    path = file(*lines(5))
    run_id = queue(path)
    path.unlink()
    jobs.import_queued()
    assert get(run_id).state == ImportState.FAILED
    assert "Upload it again" in (get(run_id).complaint or "")


def test_a_wrong_column_fails_the_run_with_a_sentence(app: Any, file: Write) -> None:
    rows = [f"{n},2026-02-01,Ben Berg,ch{n},5," for n in range(150)]
    run_id = queue(file(HEAD, *rows))
    jobs.import_queued()
    run = get(run_id)
    assert (run.state, run.records, known()) == (ImportState.FAILED, 0, [])
    assert "more than 100 channels" in (run.complaint or "")


@pytest.mark.long
@pytest.mark.only("sqlite")
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_any_order_of_files_chunks_and_restarts_gives_the_same_sums(
    app: Any, file: Write, data: st.DataObject
) -> None:
    in_any_order(file, data)


@pytest.mark.long
@pytest.mark.only("postgresql")
@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_some_orders_of_files_chunks_and_restarts_give_the_same_sums(
    app: Any, file: Write, data: st.DataObject
) -> None:
    in_any_order(file, data)


def in_any_order(file: Write, data: st.DataObject) -> None:
    """Let files come in and again, in chunks of any size, by workers that die."""
    for table in reversed(db.metadata.sorted_tables):
        if table.name in {"quarantined_record", "import_run", "feedback", "interaction", "cell",
                          "total", "channel_total", "segment_total",
                          "interaction_change"}:  # fmt: skip
            db.session.execute(table.delete())
    db.session.commit()
    for number in range(data.draw(st.integers(1, 3))):
        seed = data.draw(st.integers(1, 3))
        path = file(*lines(25, seed), name=f"{number}.csv")
        run_id = queue(path)
        claim(run_id)
        try:
            jobs._all_chunks(
                run_id, "w", die_after(data.draw(st.integers(0, 3))), data.draw(st.integers(1, 30))
            )
        except Killed:
            db.session.rollback()
            with clock.frozen(NOW + timedelta(minutes=5)):
                jobs.import_queued()
        run = get(run_id)
        assert run.state == ImportState.FINISHED
        told = run.accepted + run.updated + run.duplicates
        assert run.records == 25 == told + run.quarantined
        again = queue(path)
        before, past = stored(), changes()
        jobs.import_queued()
        assert (get(again).accepted, get(again).updated) == (0, 0)
        assert (stored(), changes()) == (before, past)
    assert stored() == recount()
    for team_id in rebuild.team_ids():
        rebuild.rebuild(team_id)
    assert stored() == recount()


def test_a_chunk_comes_in_once_and_only_from_the_worker_that_holds_the_run(
    app: Any, file: Write
) -> None:
    run_id = queue(file(*lines(60)))
    claim(run_id, "one")
    run = get(run_id)
    layout, reader = actions.layout_of(run), actions.reader_of(run, NOW)
    first, second, *_ = jobs.chunks_of(Path(run.stored_as), layout, reader, pace=Pace(20))

    assert actions.take_in(run, "one", first, Roster(), now=clock.now())
    assert not actions.take_in(run, "one", first, Roster(), now=clock.now())
    later = NOW + timedelta(minutes=3)
    assert actions.LEASE.claim("two", now=later, row_id=run_id) == run_id
    assert not actions.take_in(run, "one", second, Roster(), now=clock.now())
    assert actions.take_in(run, "two", second, Roster(), now=clock.now())
    assert stored() == recount()
