"""Rounds that ask the same people the same are kept a week apart, and say so; others are not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions
from cxstaff.pulses.models import RoundQuestion
from cxstaff.pulses.planning.actions.changing import change
from cxstaff.pulses.questions.equivalence import same_question
from tests.cast import NOW
from tests.pulses.rounds import KEYS, OTHER_KEYS, a_pulse, a_round, answer, close, everybody
from tests.pulses.test_pages import PLAN
from tests.pulses.turnover import Company, share_shown

DAY = timedelta(days=1)
TOO_SOON = "some of the same people the same on 2026-03-18"


def test_the_same_people_are_not_asked_the_same_within_a_week(
    ines: Person, blue: Team, red: Team, service: Team
) -> None:
    first = a_round(ines, blue)
    answer(first, everybody(blue))
    close(first)
    other = a_pulse(ines, service, name="Again", first_opens_at=None)
    with pytest.raises(Refused, match=TOO_SOON):
        actions.open_round(other, now=NOW + 6 * DAY)
    assert actions.open_round(other, now=NOW + 7 * DAY)


def test_other_people_and_other_questions_are_asked_at_any_time(
    ines: Person, blue: Team, red: Team
) -> None:
    a_round(ines, blue)
    assert a_round(ines, red, name="Others")
    assert a_round(ines, blue, name="Something else", keys=OTHER_KEYS)


def test_a_pulse_asked_again_by_hand_waits_for_half_a_week(ines: Person, blue: Team) -> None:
    first = a_round(ines, blue, open_days=1)
    close(first, NOW + DAY)
    with pytest.raises(Refused, match=TOO_SOON):
        actions.open_round(first.pulse, now=NOW + 2 * DAY)
    assert actions.open_round(first.pulse, now=NOW + 4 * DAY)


def test_a_plan_that_would_come_too_soon_is_refused_when_it_is_made(
    ines: Person, blue: Team, red: Team
) -> None:
    planned = a_pulse(ines, blue)
    for audience in ([blue], []):
        with pytest.raises(Refused, match="Monthly pulse"):
            _plan(ines, audience, NOW + 3 * DAY)
    assert _plan(ines, [red], NOW + 3 * DAY)
    later = _plan(ines, [blue], NOW + 10 * DAY)
    with pytest.raises(Refused, match="Monthly pulse"):
        change(later, _what([blue], NOW + 2 * DAY), now=NOW)
    assert planned.next_opens_at == NOW


@pytest.mark.both
def test_the_page_says_why_and_plans_nothing(
    as_: Callable[[Person], Any], ines: Person, blue: Team
) -> None:
    a_round(ines, blue)
    for start in ("now", "day"):
        form = PLAN | {"name": "Twice", "start": start, "questions": ["enps"]}
        page = as_(ines).post("/pulses/new", form)
        assert page.status_code == 409
        assert "some of the same people the same on 2026-03-18" in page.text
    assert "Twice" not in as_(ines).get("/pulses/plans").text


def test_the_same_words_are_the_same_question(ines: Person, blue: Team) -> None:
    """A copy in the company's own words does not get round it."""
    first = a_round(ines, blue, keys=("enps", "comment"))
    copied = next(each for each in first.questions if each.key == "enps")
    asked = RoundQuestion(key="own-1", wording=f" {copied.wording.upper()}!", scale=copied.scale)
    assert same_question(asked, first.questions) is copied
    asked.scale = "agree-7"
    assert same_question(asked, first.questions) is None


@pytest.mark.parametrize("monthly", [0.01, 0.03])
def test_asked_every_three_weeks_or_more_a_company_loses_nothing(monthly: float) -> None:
    assert share_shown(Company(monthly), every=28, alike_for=21) == 1
    assert share_shown(Company(monthly), every=21, alike_for=21) == 1


@pytest.mark.parametrize(("every", "least"), [(7, 0.4), (14, 0.5)])
def test_asked_more_often_about_half_of_the_views_stay(every: int, least: float) -> None:
    shown = share_shown(Company(0.02), every, alike_for=21, rounds=8)
    assert least < shown < 1


def _what(audience: list[Team], opens_at: Any) -> actions.AskingPlan:
    return actions.AskingPlan("Second", audience, KEYS, 4, 7, 11, opens_at)


def _plan(actor: Person, audience: list[Team], opens_at: Any) -> Any:
    made = actions.plan(_what(audience, opens_at), actor)
    db.session.commit()
    return made
