"""The smallest groups: chosen for rounds to come, raised and never lowered for one."""

import pytest

from cxstaff.db import db
from cxstaff.pulses import actions
from cxstaff.pulses.models import PulseRound, Thresholds
from tests.cast import NOW
from tests.pulses.rounds import OTHER_KEYS, a_pulse, a_round

PAGE = "/pulses/thresholds"


def test_rounds_keep_what_they_opened_with(as_, ines, blue, service) -> None:
    before = a_round(ines, blue)
    assert as_(ines).post(PAGE, {"scores": "7", "comments": "12"}).status_code == 303
    after = actions.open_round(a_pulse(ines, service, keys=OTHER_KEYS), now=NOW)
    db.session.commit()
    assert (before.smallest_group, before.smallest_comments) == (5, 10)
    assert (after.smallest_group, after.smallest_comments) == (7, 12)
    assert 'value="7"' in as_(ines).get(PAGE).text
    assert as_(ines).post(PAGE, {"scores": "5", "comments": "10"}).status_code == 303
    assert (after.smallest_group, after.smallest_comments) == (7, 12)


@pytest.mark.parametrize(
    ("scores", "comments", "told"),
    [
        ("4", "10", "Choose 5 to 1000"),
        ("5", "9", "Choose 10 to 1000"),
        ("12", "11", "at least as many people as scores"),
        ("", "10", "type a number"),
        ("5", "many", "Not a valid integer"),
        ("99999999999999999999", "99999999999999999999", "Choose 5 to 1000"),
    ],
)
def test_the_floor_cannot_be_lowered(as_, ines, scores, comments, told) -> None:
    page = as_(ines).post(PAGE, {"scores": scores, "comments": comments})
    assert page.status_code == 422
    assert told in page.text
    assert db.session.get(Thresholds, 1) is None


@pytest.mark.both
def test_too_few_for_what_was_chosen_are_not_asked(as_, ines, blue) -> None:
    as_(ines).post(PAGE, {"scores": "7", "comments": "10"})
    pulse = a_pulse(ines, blue)
    answer = as_(ines).post(f"/pulses/{pulse.id}/rounds")
    assert answer.status_code == 409
    assert "7 or more" in answer.text


@pytest.mark.both
def test_an_open_round_is_raised_and_never_lowered(as_, ines, service) -> None:
    round_ = a_round(ines, service)
    page, visit = f"/pulses/rounds/{round_.id}/thresholds", as_(ines)
    assert "cannot be taken back" in visit.get(page).text
    assert visit.post(page, {"scores": "6", "comments": "11"}).status_code == 303
    lower = visit.post(page, {"scores": "5", "comments": "11"})
    assert lower.status_code == 409
    assert "never lowered" in lower.text
    kept = db.session.get(PulseRound, round_.id)
    assert (kept.smallest_group, kept.smallest_comments) == (6, 11)


def test_thresholds_are_for_hr_alone(as_, ana, cyrus, ada, ines, blue) -> None:
    round_ = a_round(ines, blue)
    for page in (PAGE, f"/pulses/rounds/{round_.id}/thresholds"):
        for person in (ana, cyrus, ada):
            assert as_(person).get(page).status_code == 403
            typed = {"scores": "9", "comments": "19"}
            assert as_(person).post(page, typed).status_code == 403
        assert as_(None).get(page).status_code == 303
    assert as_(ines).get("/pulses/rounds/99999/thresholds").status_code == 404
    assert db.session.get(PulseRound, round_.id).smallest_group == 5
    assert db.session.get(Thresholds, 1) is None
