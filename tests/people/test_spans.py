"""Where a stay in a team fits among those a person has, as tables of cases."""

from datetime import date

import pytest

from cxstaff.people.spans import Overlap, Span, ended, placed


def on(month: int) -> date:
    return date(2025, month, 1)


def stay(team: str, since: int, until: int | None = None) -> Span:
    return Span(on(since), on(until) if until else None, team)


@pytest.mark.parametrize(
    ("had", "new", "has"),
    [
        ([], stay("a", 1), [stay("a", 1)]),
        ([stay("a", 1)], stay("a", 1), [stay("a", 1)]),
        ([stay("a", 1)], stay("a", 3), [stay("a", 1)]),
        ([stay("a", 1)], stay("b", 3), [stay("a", 1, 3), stay("b", 3)]),
        ([stay("a", 1)], stay("b", 1), [stay("b", 1)]),
        ([stay("a", 3)], stay("b", 1), [stay("b", 1, 3), stay("a", 3)]),
        ([stay("a", 3)], stay("a", 1), [stay("a", 1)]),
        ([stay("a", 1, 3), stay("b", 3)], stay("a", 1), [stay("a", 1, 3), stay("b", 3)]),
        ([stay("a", 1, 3)], stay("a", 1), [stay("a", 1, 3)]),
        ([stay("a", 1)], stay("a", 1, 4), [stay("a", 1, 4)]),
        ([stay("a", 1, 3)], stay("b", 5), [stay("a", 1, 3), stay("b", 5)]),
        ([stay("a", 1)], stay("a", 3, 6), [stay("a", 1, 3), stay("a", 3, 6)]),
        (
            [stay("a", 1, 9), stay("b", 9)],
            stay("c", 5),
            [stay("a", 1, 5), stay("c", 5, 9), stay("b", 9)],
        ),
    ],
)
def test_a_stay_finds_its_place_and_saying_it_again_changes_nothing(
    had: list[Span], new: Span, has: list[Span]
) -> None:
    assert placed(had, new) == has
    assert placed(has, new) == has


def test_a_stay_that_reaches_into_a_later_one_is_refused() -> None:
    with pytest.raises(Overlap):
        placed([stay("a", 5)], stay("b", 1, 7))


def test_leaving_ends_what_is_open_and_drops_what_had_not_begun() -> None:
    assert ended([stay("a", 1, 3), stay("b", 3), stay("c", 9)], on(6)) == [
        stay("a", 1, 3),
        stay("b", 3, 6),
    ]
