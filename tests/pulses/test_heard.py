"""HR tells everybody who was asked what it heard, once the round has closed."""

import pytest

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.pulses.results.actions import tell_what_was_heard
from tests.cast import NOW
from tests.pulses.rounds import a_round, answer, close, everybody


@pytest.fixture
def closed(ines, blue):
    """A closed round that all of Blue answered."""
    round_ = a_round(ines, blue)
    answer(round_, everybody(blue))
    close(round_)
    return round_


def test_hr_writes_it_and_everybody_asked_reads_it(as_, ines, ben, cleo, closed) -> None:
    path = f"/pulses/rounds/{closed.id}"
    assert f"{path}/heard" in as_(ines).get(f"{path}/results").text
    answer_ = as_(ines).post(f"{path}/heard", {"heard": "Quieter\r\nrooms <b>soon</b>"})
    assert answer_.location == f"{path}/results"
    assert closed.heard == "Quieter\nrooms <b>soon</b>"
    for page in (as_(ines).get(f"{path}/results"), as_(ben).get(path)):
        assert "rooms &lt;b&gt;soon&lt;/b&gt;" in page.text
    assert "rooms" not in as_(cleo).get("/pulses").text
    as_(ines).post(f"{path}/heard", {"heard": " "})
    assert (closed.heard, closed.heard_at, closed.heard_by_id) == (None, None, None)


@pytest.mark.parametrize("who", ["ben", "ana", "cyrus", "ada"])
def test_only_hr_writes_it(who, request, as_, closed) -> None:
    visit = as_(request.getfixturevalue(who))
    path = f"/pulses/rounds/{closed.id}/heard"
    assert visit.get(path).status_code == 403
    assert visit.post(path, {"heard": "Mine"}).status_code == 403
    assert closed.heard is None


@pytest.mark.both
def test_nothing_was_heard_while_the_round_is_open(as_, ines, blue) -> None:
    opened = a_round(ines, blue)
    assert as_(ines).get(f"/pulses/rounds/{opened.id}/heard").status_code == 404
    with pytest.raises(Refused, match="closed"):
        tell_what_was_heard(opened, "Early", ines, now=NOW)


def test_too_many_words_are_explained_and_kept(as_, ines, closed) -> None:
    answer_ = as_(ines).post(f"/pulses/rounds/{closed.id}/heard", {"heard": "x" * 2001})
    assert answer_.status_code == 422
    assert "under 2000 characters" in answer_.text
    assert "x" * 2001 in answer_.text
    fits = "\r\n".join(["x" * 99] * 20)  # 1999 characters, as the browser counts
    assert as_(ines).post(f"/pulses/rounds/{closed.id}/heard", {"heard": fits}).status_code == 303


def test_a_lead_plans_an_action_from_the_results(as_, ana, cyrus, closed, blue) -> None:
    address = f"/pulses/rounds/{closed.id}/results?team={blue.id}"
    page = as_(ana).get(address).text
    assert f"/teams/{blue.id}/action-plan/new?heard=" in page
    assert "action-plan/new" not in as_(cyrus).get(address).text
    db.session.rollback()
