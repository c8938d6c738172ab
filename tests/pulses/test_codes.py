"""People without mail answer on a shared device by a code, one after the other."""

from datetime import timedelta

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people import throttle
from cxstaff.people.models import Person
from cxstaff.pulses.models import PulseCode, PulseRound, SealedAnswer
from tests.cast import NOW
from tests.pulses.rounds import a_round, close, everybody


@pytest.fixture
def bill(blue) -> Person:
    bill = next(each for each in everybody(blue) if each.name == "Bill Boot")
    bill.email = None
    db.session.commit()
    return bill


@pytest.fixture
def round_(ines, blue, bill, bo) -> PulseRound:
    return a_round(ines, blue)


@pytest.fixture
def bo(blue) -> Person:
    bo = next(each for each in everybody(blue) if each.name == "Bo Brand")
    bo.email = None
    db.session.commit()
    return bo


def slips(page) -> list[str]:
    return [part.split("</code>")[0] for part in page.text.split("<code>")[1:]]


def count(model) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model))


@pytest.fixture
def code(as_, ines, round_) -> str:
    return slips(as_(ines).post(f"/pulses/rounds/{round_.id}/codes"))[0]


def test_slips_are_shown_once_for_all_without_mail(as_, ines, round_) -> None:
    visit, path = as_(ines), f"/pulses/rounds/{round_.id}/codes"
    assert "2 people are asked" in visit.get(path).text
    page = visit.post(path)
    first = slips(page)
    assert len(first) == 2
    assert "Bill Boot" in page.text
    assert "/device" in page.text
    assert not any(each in visit.get(path).text for each in first)
    again = slips(visit.post(path))
    assert not set(first) & set(again)
    assert count(PulseCode) == 2
    assert as_(None).post("/device", {"code": first[0]}).status_code == 422


def test_a_code_answers_once_and_leaves_nothing_behind(as_, code, bill) -> None:
    device = as_(None)
    assert device.get("/device").status_code == 200
    typed = device.post("/device", {"code": code.lower().replace("-", " ")})
    assert typed.status_code == 303
    page = typed.headers["Location"]
    assert "You answer as Bill Boot" in device.get(page).text
    wrong = device.post(page, {"q-enps": "99"})
    assert wrong.status_code == 422
    assert device.post("/device", {"code": code}).status_code == 303  # not used up yet
    sent = device.post(page, {"q-enps": "9", "comment": "a secret wish"})
    assert sent.status_code == 303
    thanks = device.get(sent.headers["Location"]).text
    assert "The next person can begin" in thanks
    assert "Bill" not in thanks
    assert device.get(page).status_code == 410
    assert device.post(page, {"q-enps": "1"}).status_code == 410
    assert device.post("/device", {"code": code}).status_code == 422
    assert "Bill" not in device.get("/device").text
    assert [each.person_id for each in db.session.scalars(db.select(SealedAnswer))] == [bill.id]


def test_an_entered_code_holds_for_twenty_minutes(as_, code) -> None:
    page = as_(None).post("/device", {"code": code}).headers["Location"]
    with clock.frozen(NOW + timedelta(minutes=21)):
        assert as_(None).get(page).status_code == 410
        assert as_(None).post("/device", {"code": code}).status_code == 303


def test_a_lost_slip_is_replaced(as_, ines, round_, code, bill, ben) -> None:
    visit, path = as_(ines), f"/pulses/rounds/{round_.id}/codes"
    new = slips(visit.post(path, {"person": str(bill.id)}))
    assert len(new) == 1
    assert as_(None).post("/device", {"code": code}).status_code == 422
    assert as_(None).post("/device", {"code": new[0]}).status_code == 303
    for nobody in (str(ben.id), "x", "99999999"):
        refused = visit.post(path, {"person": nobody})
        assert refused.status_code == 409
        assert "no e-mail address" in refused.text


def test_wrong_codes_are_throttled(as_, code) -> None:
    device = as_(None)
    for _try in range(throttle.PER_ADDRESS):
        assert device.post("/device", {"code": "2222-2222"}).status_code == 422
    assert device.post("/device", {"code": code}).status_code == 429
    with clock.frozen(NOW + timedelta(minutes=16)):
        assert device.post("/device", {"code": code}).status_code == 303


def test_right_codes_never_wait(as_, code) -> None:
    for _try in range(throttle.PER_ADDRESS + 5):
        assert as_(None).post("/device", {"code": code}).status_code == 303


def test_codes_end_with_the_round_and_are_for_hr(as_, ines, ana, round_, code) -> None:
    path = f"/pulses/rounds/{round_.id}/codes"
    assert as_(ana).get(path).status_code == 403
    assert as_(ana).post(path).status_code == 403
    with clock.frozen(round_.closes_at):
        assert as_(None).post("/device", {"code": code}).status_code == 422
        assert as_(ines).get(path).status_code == 404
    close(round_)
    assert count(PulseCode) == 0


def test_a_round_where_everybody_has_mail_says_so(as_, ines, red) -> None:
    path = f"/pulses/rounds/{a_round(ines, red).id}/codes"
    assert "Nobody needs a code" in as_(ines).get(path).text
    assert as_(ines).post(path).status_code == 409


def test_lists_ask_a_bounded_number_of_times(as_, ines, round_, counting) -> None:
    visit = as_(ines)
    db.session.commit()
    with counting() as sent:
        assert visit.get(f"/pulses/rounds/{round_.id}/codes").status_code == 200
    assert len(sent) <= 16
