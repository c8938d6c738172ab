"""Time away: noted, ended, taken back, shown on the roster; nobody is asked why."""

from datetime import date, timedelta

import pytest

from cxstaff.db import db
from cxstaff.people import actions
from cxstaff.people.models import Leave
from tests.cast import NOW, TODAY

WEEK = timedelta(days=7)


def away(since: date, last: date | None = None) -> dict[str, str]:
    return {"away-since": since.isoformat(), "away-last": last.isoformat() if last else ""}


def noted() -> list[tuple[date, date | None]]:
    query = db.select(Leave.since, Leave.until).order_by(Leave.since)
    return [(row[0], row[1]) for row in db.session.execute(query)]


@pytest.mark.both
def test_a_leave_is_noted_shown_and_ended(as_, ines, ben) -> None:
    visit = as_(ines)
    answer = visit.post(f"/people/{ben.id}/leaves", away(TODAY - WEEK, TODAY + WEEK))
    assert answer.status_code == 303
    assert noted() == [(TODAY - WEEK, TODAY + WEEK + timedelta(days=1))]
    assert "Away now" in visit.get(f"/people/{ben.id}").text
    assert visit.get("/people").text.count("On leave") == 1
    ended = visit.post(f"/people/{ben.id}/leaves/{ben.leaves[0].id}/ending")
    assert ended.status_code == 303
    assert noted() == [(TODAY - WEEK, TODAY)]
    assert "On leave" not in visit.get("/people").text


@pytest.mark.both
def test_a_mistake_is_removed(as_, ada, ben) -> None:
    visit = as_(ada)
    visit.post(f"/people/{ben.id}/leaves", away(TODAY + WEEK))
    assert noted() == [(TODAY + WEEK, None)]
    answer = visit.post(f"/people/{ben.id}/leaves/{ben.leaves[0].id}/removal")
    assert answer.status_code == 303
    assert noted() == []


@pytest.mark.parametrize(
    ("typed", "status", "told"),
    [
        (away(TODAY, TODAY - timedelta(days=1)), 409, "before the first one"),
        (away(TODAY + WEEK, TODAY + WEEK), 409, "already noted as away"),
        (away(TODAY), 409, "already noted as away"),
        ({"away-since": "", "away-last": ""}, 422, "Please choose a day"),
        ({"away-since": "soon"}, 422, "Not a valid date"),
        (away(date.max, date.max), 409, "already noted as away"),
    ],
)
def test_what_cannot_be_is_refused_in_words(as_, ines, ben, typed, status, told) -> None:
    actions.go_on_leave(ben, since=TODAY + WEEK, until=None, actor=None, now=NOW)
    db.session.commit()
    answer = as_(ines).post(f"/people/{ben.id}/leaves", typed)
    assert answer.status_code == status
    assert told in answer.text
    assert noted() == [(TODAY + WEEK, None)]


def test_the_next_leave_may_begin_on_the_day_one_comes_back(as_, ines, ben) -> None:
    for since in (TODAY, TODAY + WEEK, TODAY - WEEK):
        typed = away(since, since + WEEK - timedelta(days=1))
        assert as_(ines).post(f"/people/{ben.id}/leaves", typed).status_code == 303
    assert len(noted()) == 3


def test_back_on_the_first_day_is_no_leave_at_all(as_, ines, ben) -> None:
    actions.go_on_leave(ben, since=TODAY, until=None, actor=None, now=NOW)
    db.session.commit()
    as_(ines).post(f"/people/{ben.id}/leaves/{ben.leaves[0].id}/ending")
    assert noted() == []


@pytest.mark.both
def test_a_leave_that_is_over_cannot_end_again(as_, ines, ben) -> None:
    actions.go_on_leave(ben, since=TODAY - WEEK, until=TODAY, actor=None, now=NOW)
    db.session.commit()
    answer = as_(ines).post(f"/people/{ben.id}/leaves/{ben.leaves[0].id}/ending")
    assert answer.status_code == 409
    assert noted() == [(TODAY - WEEK, TODAY)]


def test_nobody_else_notes_leave_and_only_on_its_own_entry(
    as_, ines, ana, ben, cleo, cyrus
) -> None:
    actions.go_on_leave(cleo, since=TODAY, until=None, actor=None, now=NOW)
    db.session.commit()
    leave_id = cleo.leaves[0].id
    for path in ("leaves", f"leaves/{leave_id}/ending", f"leaves/{leave_id}/removal"):
        for person in (ana, ben, cyrus):
            assert as_(person).post(f"/people/{cleo.id}/{path}").status_code == 403
        assert as_(None).post(f"/people/{cleo.id}/{path}").status_code == 303
    for path in ("ending", "removal"):
        assert as_(ines).post(f"/people/{ben.id}/leaves/{leave_id}/{path}").status_code == 404
    assert noted() == [(TODAY, None)]
