"""What macros of components are handed: joints of intervals, points of scales, tones, places."""

import pytest
from flask import Flask

from cxstaff.web import fields, marks


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
    scale = marks.scale_look(0, 10, "0", None, "Not at all", "Completely", None, None)
    points = scale.points
    assert [each.number for each in points] == list(range(11))
    assert [each.said for each in points if each.said] == ["Not at all", "Completely"]
    assert [each.number for each in points if each.is_chosen] == [0]
    assert scale.ends == ("0 – Not at all", "10 – Completely")
    assert not scale.is_skipped
    nothing_chosen = marks.scale_look(1, 7, None, None, "a", "b", None, None)
    assert not any(each.is_chosen for each in nothing_chosen.points)


def test_every_point_with_a_label_of_its_own_says_it() -> None:
    labels = ["Bad", "Neither", "Good"]
    scale = marks.scale_look(1, 3, "", labels, None, "Good", "Take your time", None)
    assert [each.said for each in scale.points] == labels
    assert scale.ends == ("", "3 – Good")
    assert scale.is_skipped
    assert (scale.error, scale.note, scale.note_icon) == (None, "Take your time", None)


def test_what_is_wrong_with_a_scale_stands_in_the_place_of_what_is_said_about_it() -> None:
    scale = marks.scale_look(1, 3, None, None, None, None, "Take your time", "Choose one")
    assert (scale.note, scale.note_icon) == ("Choose one", "alert-circle")
    assert (scale.error, scale.ends) == ("Choose one", None)


def test_days_of_a_lever_are_told_as_far_as_they_are_known(app: Flask) -> None:
    with app.test_request_context():
        told = [marks.lasting(*days) for days in (("a", "b"), ("a", ""), ("", "b"), ("", ""))]
    assert told == ["a to b", "Since a", "Until b", ""]


def test_the_bar_of_a_phone_holds_five_places_or_four_and_more() -> None:
    assert marks.places_shown([1, 2, 3, 4, 5]) == ([1, 2, 3, 4, 5], [])
    assert marks.places_shown([1, 2, 3, 4, 5, 6]) == ([1, 2, 3, 4], [5, 6])


def test_a_message_without_a_tone_is_good_news() -> None:
    assert [marks.tone_of(each) for each in ("message", "warn")] == ["good", "warn"]
    assert marks.icon_of("muted") == marks.icon_of("info")


def test_names_of_classes_are_written_where_they_hold() -> None:
    assert fields.where_true({"checked": True, "autofocus": 1, "hidden": ""}) == "checked autofocus"
    assert fields.where_true({"is-done": False}) == ""
    assert fields.where_true({"is-done": False}, None) is None


@pytest.mark.only("sqlite")
def test_a_scale_shows_what_is_wrong_with_it(app: Flask) -> None:
    macro = "{% from 'components/forms.html' import scale_question %}"
    scale = app.jinja_env.from_string(macro + "{{ scale_question('a', 'How?', error=said) }}")
    with app.test_request_context():
        right, wrong = (scale.render(said=each) for each in (None, "Choose one"))
    assert 'class="scale "' in right
    assert 'class="scale has-error"' in wrong
    assert 'class="field-error"' in wrong
