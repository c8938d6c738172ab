"""What macros of components are handed: joints of intervals, points of scales, tones, places."""

import pytest
from flask import Flask

from cxstaff.web import marks


@pytest.mark.only("sqlite")
@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        ("65", "79", "–"),
        ("−4", "12", " to "),
        ("+1", "+3", " to "),
        ("11.9 min", "14.0 min", "–"),
        ("2\N{NO-BREAK SPACE}h", "3\N{NO-BREAK SPACE}h", " to "),
    ],
)
def test_ends_of_intervals_are_joined_so_that_no_dash_is_read_as_minus(
    app: Flask, low: str, high: str, expected: str
) -> None:
    with app.test_request_context():
        assert marks.joint(low, high) == expected


def test_a_scale_says_its_ends_and_remembers_what_was_chosen() -> None:
    points = marks.scale_points(0, 10, "0", None, "Not at all", "Completely")
    assert [each.number for each in points] == list(range(11))
    assert [each.said for each in points if each.said] == ["Not at all", "Completely"]
    assert [each.number for each in points if each.is_chosen] == [0]
    assert not any(each.is_chosen for each in marks.scale_points(1, 7, None, None, "a", "b"))


def test_every_point_with_a_label_of_its_own_says_it() -> None:
    points = marks.scale_points(1, 3, "", ["Bad", "Neither", "Good"], "Bad", "Good")
    assert [each.said for each in points] == ["Bad", "Neither", "Good"]


def test_the_bar_of_a_phone_holds_five_places_or_four_and_more() -> None:
    assert marks.places_shown([1, 2, 3, 4, 5]) == ([1, 2, 3, 4, 5], [])
    assert marks.places_shown([1, 2, 3, 4, 5, 6]) == ([1, 2, 3, 4], [5, 6])


def test_a_message_without_a_tone_is_good_news() -> None:
    assert [marks.tone_of(each) for each in ("message", "warn")] == ["good", "warn"]
    assert marks.icon_of("muted") == marks.icon_of("info")
