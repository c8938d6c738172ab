"""Moments of interactions come back as they were told, to the millionth of a second, in order."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from cxstaff import engine, utc
from cxstaff.customers.models import Interaction
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading
from cxstaff.db import db
from cxstaff.people.models import Membership
from tests.cast import NOW

TOLD = {
    "old": datetime(1969, 12, 31, 23, 59, 59, 999_999, UTC),
    "begins": datetime(1970, 1, 1, tzinfo=UTC),
    "whole": datetime(2026, 3, 2, 9, tzinfo=UTC),
    "part": datetime(2026, 3, 2, 9, 0, 0, 1, UTC),
    "offset": datetime(2026, 3, 2, 6, 30, tzinfo=timezone(-timedelta(hours=3))),
    "late": datetime(2250, 12, 31, 23, 59, 59, 999_999, UTC),
}
MOMENTS = st.datetimes(
    datetime(1, 1, 3),  # noqa: DTZ001
    datetime(9999, 12, 29),  # noqa: DTZ001
    timezones=st.timezones(),
)


@given(st.lists(st.none() | MOMENTS | MOMENTS.map(lambda each: each.replace(microsecond=0))))
def test_a_column_of_numbers_is_read_as_it_was_written(moments: list[datetime | None]) -> None:
    numbers = utc.column_as_numbers(moments)
    moments = [each and each.astimezone(UTC) for each in moments]
    assert utc.column_from_numbers(numbers) == moments
    alone = [None if each is None else utc.as_number(each) for each in moments]
    assert numbers == alone
    assert [None if each is None else utc.from_number(each) for each in numbers] == moments


@pytest.fixture
def loaded(ben: Any, contact: Callable[..., Contact]) -> dict[str, datetime]:
    """Load interactions of moments that are easily mistaken."""
    db.session.execute(update(Membership).values(since=TOLD["old"].date()))
    told = [contact(name, at, responded_at=at, given_at=at, csat=4) for name, at in TOLD.items()]
    assert loading.load("desk", told, now=NOW).accepted == len(TOLD)
    db.session.commit()
    return dict(TOLD)


def called(name: str) -> Interaction:
    return db.session.scalars(db.select(Interaction).where(Interaction.reference == name)).one()


def test_moments_come_back_as_they_were_told(loaded: dict[str, datetime]) -> None:
    for name, at in loaded.items():
        one = called(name)
        assert one.feedback is not None
        assert (one.happened_at, one.responded_at, one.feedback.given_at) == (at, at, at)
    columns = engine.Columns(
        db.session(), db.select(Interaction.reference, Interaction.happened_at)
    )
    assert dict(zip(columns["reference"], columns["happened_at"], strict=True)) == loaded


def test_moments_are_asked_for_and_sorted_as_moments(loaded: dict[str, datetime]) -> None:
    moment = Interaction.happened_at
    names = db.select(Interaction.reference).order_by(moment)
    assert list(db.session.scalars(names)) == sorted(loaded, key=loaded.__getitem__)
    assert list(db.session.scalars(names.where(moment < loaded["whole"]))) == ["old", "begins"]
    later = sorted(["offset", "late"], key=loaded.__getitem__)
    assert list(db.session.scalars(names.where(moment > loaded["part"]))) == later
    ends = db.select(db.func.min(moment), db.func.max(moment))
    assert tuple(db.session.execute(ends).one()) == (loaded["old"], loaded["late"])


def test_a_moment_without_a_zone_is_refused(loaded: dict[str, datetime]) -> None:
    one = called("whole")
    one.happened_at = datetime(2026, 3, 2, 9)  # noqa: DTZ001
    with pytest.raises(Exception, match="no zone"):
        db.session.flush()
