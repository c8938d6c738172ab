"""Old records go when their time is over: each kind its own part, and what counts stays."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.customers.models import ImportRun, ImportState, QuarantinedRecord
from cxstaff.db import db
from cxstaff.digests.models import Edition
from cxstaff.errors import Refused
from cxstaff.keeping import actions, jobs, removing
from cxstaff.keeping.models import Removal
from cxstaff.keeping.queries import removals
from cxstaff.people.models import Person
from cxstaff.pulses.models import Invitation
from cxstaff.retention.models import RecordKind
from cxstaff.retention.queries import cut, days, first_kept
from cxstaff.retention.times import LIMITS, NOTICE_DAYS
from tests.cast import NOW, TODAY
from tests.keeping.story import everything

Rows = dict[str, list[dict[str, Any]]]


def run_on(moment: datetime) -> None:
    """Let the daily job run at a moment."""
    db.session.commit()
    with clock.frozen(moment):
        jobs.forget_old()
    db.session.expire_all()


@pytest.fixture
def begun(app: Flask) -> None:
    """The month of notice is over."""
    actions.ensure_start(TODAY - timedelta(days=400))
    db.session.commit()


GONE: dict[RecordKind, Callable[[Rows], bool]] = {
    RecordKind.CUSTOMER_DETAILS: lambda rows: (
        {row["customer"] for row in rows["interaction"]} == {None}
        and {row["remark"] for row in rows["feedback"]} == {None}
    ),
    RecordKind.QUARANTINE: lambda rows: (
        {(row["raw"], row["value"]) for row in rows["quarantined_record"]} <= {("", None)}
    ),
    RecordKind.IMPORTS: lambda rows: rows["import_run"] == [],
    RecordKind.THANKS: lambda rows: (
        {row["message"] for row in rows["thanks"]} == {"[words removed]"}
    ),
    RecordKind.NOMINATIONS: lambda rows: rows["nomination"] == rows["award_vote"] == [],
    RecordKind.COMMENTS: lambda rows: rows["comment"] == rows["thread_message"] == [],
    RecordKind.PARTICIPATION: lambda rows: (
        not any(row["has_answered"] for row in rows["invitation"])
    ),
    RecordKind.TRANSFER_NOTES: lambda rows: rows["points_note"] == [],
    RecordKind.ACTIONS: lambda rows: rows["action"] == rows["action_note"] == [],
}
MARGIN = 2  # days: the story is some hours long, and zones differ


@pytest.mark.long
@pytest.mark.usefixtures("traces", "begun")
@pytest.mark.parametrize("kind", GONE)
def test_each_kind_stays_its_time_and_goes_after_it(kind: RecordKind) -> None:
    first = NOW + timedelta(days=7)  # when the round of the story closed
    run_on(NOW + timedelta(days=days()[kind] - MARGIN))
    assert not GONE[kind](everything())
    run_on(first + timedelta(days=days()[kind] + MARGIN))
    assert GONE[kind](everything())


@pytest.mark.usefixtures("traces", "begun")
def test_what_counts_stays_after_all_times_are_over() -> None:
    before = everything()
    run_on(NOW + timedelta(days=20 * 365))
    after = everything()
    for name in ("answer", "round_result", "round_half", "cell", "total", "security_event"):
        assert after[name] == before[name] or name == "security_event", name
    assert len(after["security_event"]) >= len(before["security_event"])
    stay = "thanks interaction feedback invitation pulse_round target points_transfer"
    for name in stay.split():
        assert len(after[name]) == len(before[name]), name
    assert [row["csat"] for row in after["feedback"]] == [row["csat"] for row in before["feedback"]]
    assert [row["reference"] for row in after["interaction"]] == [
        row["reference"] for row in before["interaction"]
    ]


def test_records_end_at_midnight_of_the_company_so_many_days_ago(app: Flask) -> None:
    found = cut(30, now=NOW)
    assert (found.day, found.today) == (TODAY - timedelta(days=30), TODAY)
    assert found.moment == datetime(2026, 2, 15, 23, tzinfo=UTC)  # in Berlin
    assert cut(30, now=datetime(2026, 3, 17, 23, tzinfo=UTC)).moment == found.moment
    assert cut(30, now=datetime(2026, 3, 17, 22, 59, tzinfo=UTC)).moment < found.moment


def test_details_are_held_against_their_time_from_the_day_the_notice_is_over(app: Flask) -> None:
    kind = RecordKind.CUSTOMER_DETAILS
    assert first_kept(kind, now=NOW) is None
    starts_on = actions.ensure_start(TODAY)
    assert starts_on == TODAY + timedelta(days=NOTICE_DAYS)
    assert first_kept(kind, now=NOW + timedelta(days=NOTICE_DAYS - 1)) is None
    begun = NOW + timedelta(days=NOTICE_DAYS)
    assert first_kept(kind, now=begun) == cut(days()[kind], now=begun).moment


@pytest.mark.usefixtures("traces")
def test_nothing_goes_within_the_month_of_notice() -> None:
    moment = NOW + timedelta(days=20 * 365)
    before = everything()
    run_on(moment)
    run_on(moment + timedelta(days=NOTICE_DAYS - 1))
    after = everything()
    assert after.pop("keeping_start") != before.pop("keeping_start")
    assert after == before
    run_on(moment + timedelta(days=NOTICE_DAYS + 1))
    assert everything()["comment"] == []


def test_everybody_keeps_their_last_digest(begun: None, ben: Person) -> None:
    for week in (2, 1, 0):
        until = NOW - timedelta(weeks=week)
        db.session.add(
            Edition(person=ben, ends_on=until.date(), since=until - timedelta(days=7), until=until,
                    message_id="<x>", claimed_at=until)
        )  # fmt: skip
    run_on(NOW + timedelta(days=2 * 365))
    assert [each.ends_on for each in db.session.scalars(db.select(Edition))] == [TODAY]


def test_letters_and_files_go_and_moving_imports_keep_theirs(
    app: Flask, begun: None, mailbox: Path
) -> None:
    folder: Path = app.config["SETTINGS"].upload_dir
    old, waiting, letter = folder / "old.csv", folder / "waiting.csv", mailbox / "a.eml"
    for path, state in ((old, ImportState.UPLOADED), (waiting, ImportState.QUEUED)):
        db.session.add(ImportRun(file_name="x", stored_as=path.name, state=state, created_at=NOW))
    for path in (old, waiting, letter):
        path.write_text("x")
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    run_on(NOW + timedelta(days=29))
    assert old.exists()
    assert letter.exists()
    run_on(NOW + timedelta(days=32))
    assert not old.exists()
    assert not letter.exists()
    assert waiting.exists()
    states = dict(db.session.execute(db.select(ImportRun.stored_as, ImportRun.state)).all())
    assert states == {"old.csv": ImportState.FAILED, "waiting.csv": ImportState.QUEUED}


def test_many_go_in_small_commits_and_a_killed_job_goes_on(
    app: Flask, begun: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ImportRun(
        file_name="x", stored_as="y", state=ImportState.FINISHED, created_at=NOW,
        records=25, quarantined=25,
    )  # fmt: skip
    db.session.add(run)
    records = [
        QuarantinedRecord(run=run, line=line, raw="raw", problem="?") for line in range(1, 26)
    ]
    db.session.add_all(records)
    db.session.commit()
    monkeypatch.setattr(jobs, "BATCH", 10)
    real, calls = removing.customers.forget_records, 0

    def second_time_killed(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return real(*given)

    later = NOW + timedelta(days=100)
    monkeypatch.setattr(removing.customers, "forget_records", second_time_killed)
    with pytest.raises(KeyboardInterrupt):
        run_on(later)
    db.session.rollback()
    assert [len(_raw()), _of(RecordKind.QUARANTINE).removed] == [15, 10]
    assert _of(RecordKind.QUARANTINE).finished_at is None
    run_on(later)
    assert [len(_raw()), _of(RecordKind.QUARANTINE).removed] == [0, 25]
    assert _of(RecordKind.QUARANTINE).finished_at is not None
    assert calls == 4
    run_on(later + timedelta(hours=1))
    assert calls == 4  # once a day


def test_days_have_a_floor_and_a_ceiling(ada: Person) -> None:
    for kind, limits in LIMITS.items():
        for wrong in (limits.fewest - 1, limits.most + 1):
            with pytest.raises(Refused, match="Choose"):
                actions.choose_days(kind, wrong, ada, now=NOW)
        actions.choose_days(kind, limits.fewest, ada, now=NOW)
        assert days()[kind] == limits.fewest


def test_participation_is_counted_by_round(traces: Any, begun: None) -> None:
    run_on(NOW + timedelta(days=days()[RecordKind.PARTICIPATION] + 10))
    assert _of(RecordKind.PARTICIPATION).removed == 1
    assert db.session.scalar(db.select(db.func.count()).select_from(Invitation)) == 12


def _raw() -> list[str]:
    query = db.select(QuarantinedRecord.raw).where(QuarantinedRecord.raw != "")
    return list(db.session.scalars(query))


def _of(kind: RecordKind) -> Removal:
    db.session.expire_all()
    return removals()[kind.value]
