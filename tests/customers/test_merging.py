"""What news change of a known interaction: the rule alone, whose values come from anywhere."""

from datetime import UTC, datetime, timedelta

import pytest

from cxstaff.customers.reading.contact import Problem
from cxstaff.customers.records.handlers import FoundHandler
from cxstaff.customers.records.merging import is_stale, moved_to, newer
from cxstaff.identifiers import WORDS_REMOVED

BEN, CLEO, BLUE, RED = 1, 2, 10, 20
AT = datetime(2026, 3, 18, tzinfo=UTC)
UNKNOWN = Problem("Nobody is called “%(value)s”.", "handler", "Zed")


@pytest.mark.parametrize(
    ("named", "was", "is_other_day", "becomes"),
    [
        ((CLEO, RED), (BEN, BLUE), False, (CLEO, RED)),
        ((CLEO, BLUE), (BEN, BLUE), False, (CLEO, BLUE)),
        ((CLEO, RED), (None, BLUE), False, (CLEO, RED)),
        ((BEN, RED), (BEN, BLUE), False, None),  # whatever the roster says meanwhile
        ((BEN, RED), (BEN, BLUE), True, (BEN, RED)),
        ((None, RED), (BEN, BLUE), False, None),  # a word for a team takes it from nobody
        ((None, RED), (BEN, BLUE), True, None),
        ((None, RED), (None, BLUE), False, (None, RED)),
        ((None, BLUE), (None, BLUE), True, None),
        (None, (BEN, BLUE), True, None),
        (UNKNOWN, (BEN, BLUE), False, UNKNOWN),
    ],
)
def test_who_handled_it_changes_where_somebody_else_is_named(
    named: FoundHandler, was: tuple[int | None, int], is_other_day: bool, becomes: FoundHandler
) -> None:
    assert moved_to(named, *was, is_other_day=is_other_day) == becomes


def test_only_what_is_told_and_differs_is_new() -> None:
    told = ("Chat", "", None, 0, "Words", False)
    was = ("Phone", "Home", 5, None, f"{WORDS_REMOVED} yes", True)
    assert newer(told, was) == {0: "Chat", 3: 0, 5: False}
    assert newer(was, was) == {}


def test_what_was_written_before_what_is_known_is_stale() -> None:
    earlier = AT - timedelta(microseconds=1)
    assert is_stale(AT, earlier)
    assert not any(is_stale(*each) for each in ((AT, AT), (earlier, AT), (None, AT), (AT, None)))
