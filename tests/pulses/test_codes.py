"""People without mail answer on a shared device by a code, one after the other."""

from datetime import timedelta

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.accounts import throttle
from cxstaff.people.models import Person, RoleGrant
from cxstaff.pulses.models import PulseCode, PulseRound
from cxstaff.security_log.models import SecurityEvent
from tests.cast import NOW
from tests.pulses.rounds import a_round, answers_in_boxes, close, everybody


@pytest.fixture
def bill(blue) -> Person:
    bill = next(each for each in everybody(blue) if each.name == "Bill Boot")
    bill.email = None
    db.session.commit()
    return bill


@pytest.fixture
def bo(blue) -> Person:
    bo = next(each for each in everybody(blue) if each.name == "Bo Brand")
    bo.email = None
    db.session.commit()
    return bo


@pytest.fixture
def round_(ines, service, bill, bo) -> PulseRound:
    return a_round(ines, service)


@pytest.fixture
def path(round_) -> str:
    return f"/pulses/rounds/{round_.id}/codes"


@pytest.fixture
def code(as_, ines, ada, path) -> dict[str, str]:
    """The two parts of Bill's code: made by Ines, released by Ada."""
    return both(as_(ines).post(path), as_(ada).post(f"{path}/release"))[0]


def slips(page) -> list[str]:
    return [part.split("</code>")[0] for part in page.text.split("<code>")[1:]]


def both(first, second) -> list[dict[str, str]]:
    pairs = zip(slips(first), slips(second), strict=True)
    return [{"code": one, "second": other} for one, other in pairs]


def disputes(link: str) -> str:
    """Return where whoever came by a link says that an answer is not theirs."""
    return link.replace("/answers/", "/answers/disputes/")


def count(model) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def sealed() -> dict[int, bytes]:
    return {each.person_id: each.envelope for each in answers_in_boxes()}


@pytest.mark.both
def test_slips_are_shown_once_for_all_without_mail(as_, ines, ada, path) -> None:
    visit = as_(ines)
    assert "2 people are asked" in visit.get(path).text
    page = visit.post(path)
    assert len(slips(page)) == 2
    assert "Bill Boot" in page.text
    assert "/device" in page.text
    assert not any(each in visit.get(path).text for each in slips(page))
    first = both(page, as_(ada).post(f"{path}/release"))
    again = slips(visit.post(path))
    assert not {each["code"] for each in first} & set(again)
    assert count(PulseCode) == 2
    assert as_(None).post("/device", first[0]).status_code == 422


def test_nobody_is_the_second_person_of_themselves(as_, ines, ada, path, round_) -> None:
    """An admin can make up a colleague a month before, and give them a role."""
    ada.held_since = NOW - timedelta(days=30)
    db.session.commit()
    assert as_(ines).post(path).status_code == 200
    for to in (path, f"{path}/release"):
        refused = as_(ada).post(to)
        assert refused.status_code == (403 if to == path else 409)
    assert "Your account is new" in refused.text
    ada.held_since, ines.held_since = NOW - timedelta(days=45), NOW - timedelta(days=44)
    db.session.commit()
    assert as_(ada).post(f"{path}/release").status_code == 200
    assert "Your account is new" in as_(ines).post(path).text
    round_.is_mostly_new = True
    db.session.commit()
    assert as_(ines).post(path).status_code == 200


def test_codes_work_once_somebody_else_released_them(as_, ines, ada, hugo, path) -> None:
    first = slips(as_(ines).post(path))
    device = as_(None)
    for second in ("", "2222-22", first[0]):
        assert device.post("/device", {"code": first[0], "second": second}).status_code == 422
    assert "1 code waits" not in as_(ines).get(path).text
    assert "2 codes wait" in as_(ines).get(path).text
    alone = as_(ines).post(f"{path}/release")
    assert alone.status_code == 409
    assert "Somebody else has to release them" in alone.text
    assert as_(hugo).get(f"{path}/release").status_code == 403
    assert "Made by Ines Ingo" in as_(ada).get(f"{path}/release").text
    assert "Bill Boot" in as_(ada).get(f"{path}/release").text
    assert "Release codes" in as_(ada).get("/pulses").text
    second = slips(as_(ada).post(f"{path}/release"))
    assert device.post("/device", {"code": first[0], "second": second[1]}).status_code == 422
    assert device.post("/device", {"code": first[0], "second": second[0]}).status_code == 303
    assert as_(ada).post(f"{path}/release").status_code == 409  # each is shown only once
    acts = db.session.scalars(db.select(SecurityEvent).order_by(SecurityEvent.position))
    told = [(each.act, each.by_id) for each in acts if each.act.startswith("codes")]
    assert told == [
        ("codes made", ines.id), ("codes released", ada.id),
    ]  # fmt: skip


def test_nobody_makes_or_releases_codes_for_a_team_they_lead(
    as_, ines, ada, hugo, ana, path, blue
) -> None:
    hugo.grants.append(RoleGrant(role="hr"))  # leads Service, and so Blue
    ana.grants.append(RoleGrant(role="admin"))  # leads Blue
    db.session.commit()
    refused = as_(hugo).post(path)
    assert refused.status_code == 409
    assert "You lead these people" in refused.text
    assert as_(ines).post(path).status_code == 200
    for lead in (hugo, ana):
        assert "You lead these people" in as_(lead).post(f"{path}/release").text
    assert len(slips(as_(ada).post(f"{path}/release"))) == 2


@pytest.mark.both
def test_a_code_answers_once_and_tells_whoever_comes_second(as_, code, bill, round_) -> None:
    device = as_(None)
    assert device.get("/device").status_code == 200
    clumsy = {name: typed.lower().replace("-", " ") for name, typed in code.items()}
    typed = device.post("/device", clumsy)
    assert typed.status_code == 303
    page = typed.headers["Location"]
    assert "You answer as Bill Boot" in device.get(page).text
    wrong = device.post(page, {"q-enps": "99"})
    assert wrong.status_code == 422
    assert device.post("/device", code).status_code == 303  # not used up yet
    sent = device.post(page, {"q-enps": "9", "comment": "a secret wish"})
    assert sent.status_code == 303
    thanks = device.get(sent.headers["Location"]).text
    assert "The next person can begin" in thanks
    assert "Bill" not in thanks
    before = sealed()
    assert list(before) == [bill.id]
    used = device.get(page)
    assert used.status_code == 410
    assert "The codes of Bill Boot were used" in used.text
    assert device.post(page, {"q-enps": "1"}).status_code == 409
    again = device.post("/device", code)
    assert "There is an answer already" in device.get(again.location).text
    said = device.post(disputes(again.location))
    assert "It is noted that this answer is not yours" in said.text
    device.post(disputes(again.location))
    assert db.session.get_one(PulseRound, round_.id).disputes == 1
    assert "Bill" not in device.get("/device").text
    assert sealed() == before


@pytest.mark.both
def test_a_code_is_for_those_alone_who_had_no_address_at_opening(
    as_, ines, ada, ben, bill, path
) -> None:
    """Taking an address away makes no code, and giving one takes none away."""
    ben.email = None
    bill.email = "bill.new@bright.example"
    db.session.commit()
    page = as_(ines).post(path)
    assert "Ben Berg" not in page.text
    assert "Bill Boot" in page.text
    assert as_(ines).post(path, {"person": str(ben.id)}).status_code == 409
    code = both(as_(ines).post(path), as_(ada).post(f"{path}/release"))[0]
    entered = as_(None).post("/device", code)
    assert as_(None).post(entered.location, {"q-enps": "3"}).status_code == 303
    assert list(sealed()) == [bill.id]


def test_an_entered_code_holds_for_twenty_minutes(as_, code) -> None:
    page = as_(None).post("/device", code).headers["Location"]
    with clock.frozen(NOW + timedelta(minutes=21)):
        assert as_(None).get(page).status_code == 410
        assert as_(None).post(disputes(page)).status_code == 410
        assert as_(None).post("/device", code).status_code == 303


def test_a_lost_slip_is_replaced(as_, ines, ada, path, code, bill, ben) -> None:
    visit = as_(ines)
    new = visit.post(path, {"person": str(bill.id)})
    assert as_(None).post("/device", code).status_code == 422
    released = both(new, as_(ada).post(f"{path}/release"))
    assert len(released) == 1
    assert as_(None).post("/device", released[0]).status_code == 303
    for nobody in (str(ben.id), "x", "99999999"):
        refused = visit.post(path, {"person": nobody})
        assert refused.status_code == 409
        assert "without an e-mail address" in refused.text


@pytest.mark.long
def test_wrong_codes_are_throttled(as_, code) -> None:
    device = as_(None)
    for _try in range(throttle.PER_ADDRESS):
        wrong = device.post("/device", {"code": code["code"], "second": "2222-22"})
        assert wrong.status_code == 422
    assert device.post("/device", code).status_code == 429
    with clock.frozen(NOW + timedelta(minutes=16)):
        assert device.post("/device", code).status_code == 303


@pytest.mark.long
def test_right_codes_never_wait(as_, code) -> None:
    for _try in range(throttle.PER_ADDRESS + 5):
        assert as_(None).post("/device", code).status_code == 303


def test_codes_end_with_the_round_and_are_for_hr(as_, ines, ana, round_, path, code) -> None:
    assert as_(ana).get(path).status_code == 403
    assert as_(ana).post(path).status_code == 403
    with clock.frozen(round_.closes_at):
        assert as_(None).post("/device", code).status_code == 422
        assert as_(ines).get(path).status_code == 404
        assert as_(ines).get(f"{path}/release").status_code == 404
    close(round_)
    assert count(PulseCode) == 0


def test_a_round_where_everybody_has_mail_says_so(as_, ines, red) -> None:
    path = f"/pulses/rounds/{a_round(ines, red).id}/codes"
    assert "Nobody needs a code" in as_(ines).get(path).text
    assert as_(ines).post(path).status_code == 409
    assert "No codes wait" in as_(ines).get(f"{path}/release").text


def test_lists_ask_a_bounded_number_of_times(as_, ines, path, counting) -> None:
    visit = as_(ines)
    visit.post(path)
    for page in (path, f"{path}/release"):
        db.session.commit()
        with counting() as sent:
            assert visit.get(page).status_code == 200
        assert len(sent) <= 16
