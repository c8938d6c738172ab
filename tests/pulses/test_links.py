"""A personal link opens one page of questions, for one person, until the round closes."""

from datetime import timedelta

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.answering import links
from cxstaff.pulses.codes import alphabet
from cxstaff.pulses.models import Invitation, PulseRound, RoundQuestion
from cxstaff.pulses.sealing import box
from cxstaff.pulses.threads import codes
from tests.cast import NOW, TODAY
from tests.pulses.rounds import a_round, answer, answers_in_boxes, close, everybody


@pytest.fixture
def round_(ines, blue) -> PulseRound:
    return a_round(ines, blue)


@pytest.fixture
def path(app, round_, ben) -> str:
    return f"/answers/{links.write(round_.id, ben, app.config['SETTINGS'].secret_key)}"


def test_a_link_answers_without_signing_in_and_opens_nothing_else(as_, path, ben) -> None:
    visit = as_(None)
    page = visit.get(path)
    assert page.status_code == 200
    assert "This link is yours, Ben Berg" in page.text
    assert 'aria-label="Main"' not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"
    sent = visit.post(path, {"q-enps": "7"})
    assert sent.status_code == 303
    assert "Thank you" in visit.get(sent.headers["Location"]).text
    assert [each.person_id for each in answers_in_boxes()] == [ben.id]
    for elsewhere in ("/", "/pulses", f"/pulses/rounds/{answers_in_boxes()[0].round_id}"):
        assert "/sign-in" in visit.get(elsewhere).headers["Location"]


def test_a_link_of_somebody_else_leaves_who_is_signed_in_as_they_are(as_, path, cleo, ben) -> None:
    visit = as_(cleo)
    assert visit.post(path, {"q-enps": "7"}).status_code == 303
    assert [each.person_id for each in answers_in_boxes()] == [ben.id]
    assert "Cleo" in visit.get("/profile").text


def test_a_link_ends_with_the_round_the_person_or_the_address(as_, path, ben, round_) -> None:
    with clock.frozen(round_.closes_at):
        page = as_(None).get(path)
        assert page.status_code == 410
        assert "This round is over" in page.text
        late = as_(None).post(path, {"q-enps": "5", "comment": "late words"})
        assert late.status_code == 409
        assert "late words" in late.text
    ben.email = "other@bright.example"
    db.session.commit()
    assert as_(None).get(path).status_code == 410
    assert as_(None).post(path, {"q-enps": "7"}).status_code == 410
    ben.email, ben.left_on = "ben@bright.example", TODAY
    db.session.commit()
    assert as_(None).get(path).status_code == 410
    assert answers_in_boxes() == []


def test_a_link_of_somebody_taken_off_the_roster_opens_nothing(as_, path, ben, round_) -> None:
    db.session.delete(db.session.get_one(Invitation, (round_.id, ben.id)))
    db.session.commit()
    assert as_(None).get(path).status_code == 410


def test_a_link_that_was_made_up_says_nothing_but_that(as_, path, app, ben) -> None:
    other = links.write(99, ben, "another key")
    for wrong in (path[:-1], path + "x", f"/answers/{other}", "/answers/x"):
        page = as_(None).get(wrong)
        assert page.status_code == 404
        assert "not complete" in page.text
        assert "Ben" not in page.text
        assert as_(None).post(wrong, {"q-enps": "7"}).status_code == 404
    asked_nowhere = links.write(99, ben, app.config["SETTINGS"].secret_key)
    assert as_(None).get(f"/answers/{asked_nowhere}").status_code == 410


def test_only_the_questions_of_my_turn_are_asked_and_taken(as_, ben, round_) -> None:
    mine = db.session.get_one(Invitation, (round_.id, ben.id))
    question = db.session.scalars(
        db.select(RoundQuestion).where(
            RoundQuestion.round_id == round_.id, RoundQuestion.key == "voice-safe"
        )
    ).one()
    question.turn, mine.turn = 1, 0
    db.session.commit()
    visit, path = as_(ben), f"/pulses/rounds/{round_.id}"
    assert "q-voice-safe" not in visit.get(path).text
    stale = visit.post(path, {"q-voice-safe": "5", "q-enps": "3", "comment": "kept words"})
    assert stale.status_code == 409
    assert "not asked of you" in stale.text
    assert "kept words" in stale.text
    mine.turn = 1
    db.session.commit()
    assert "q-voice-safe" in visit.get(path).text
    assert visit.post(path, {"q-voice-safe": "5"}).status_code == 303


def test_before_my_own_hour_the_page_says_when(as_, ben, round_, path) -> None:
    mine = db.session.get_one(Invitation, (round_.id, ben.id))
    mine.opens_at = NOW + timedelta(hours=3)
    db.session.commit()
    for visit, page in ((as_(ben), f"/pulses/rounds/{round_.id}"), (as_(None), path)):
        assert "18 Mar 2026, 14:00" in visit.get(page).text
        early = visit.post(page, {"q-enps": "5", "comment": "kept words"})
        assert early.status_code == 409
        assert "kept words" in early.text
    assert answers_in_boxes() == []


def test_a_comment_gets_a_code_that_is_shown_once_and_sealed_as_a_digest(
    as_, ben, round_, app
) -> None:
    visit = as_(ben)
    sent = visit.post(f"/pulses/rounds/{round_.id}", {"q-enps": "5", "comment": "Quieter, please"})
    page = visit.get(sent.headers["Location"]).text
    code = page.split("<code>")[1].split("</code>")[0]
    assert code not in visit.get(sent.headers["Location"]).text
    key = next(app.config["SETTINGS"].key_dir.iterdir()).read_bytes()
    private = key if len(key) == 32 else bytes.fromhex(key.decode().strip())
    sheet = box.open_(answers_in_boxes()[0].envelope, private, round_.id)
    assert sheet.thread == codes.digest_of(code.lower().replace("-", " ")).hex()
    assert "<code>" not in visit.get(sent.headers["Location"]).text


@pytest.mark.parametrize("typed", ["\0\x07\x1b", "\u202e\u2066", "\ud800 x \udfff", "<b>x</b>"])
def test_strange_signs_are_taken_as_words_or_left_out(as_, ben, round_, typed) -> None:
    text = f"fine {typed} words".encode("utf-8", "surrogatepass")
    body = b"q-enps=5&comment=" + b"".join(b"%%%02X" % each for each in text)
    sent = as_(ben).post(
        f"/pulses/rounds/{round_.id}", body, content_type="application/x-www-form-urlencoded"
    )
    assert sent.status_code == 303
    assert len(answers_in_boxes()) == 1


def test_what_hr_heard_is_told_to_everybody_asked_and_nobody_else(
    as_, ines, ben, cleo, blue, round_
) -> None:
    answer(round_, everybody(blue))
    close(round_)
    round_.heard, round_.heard_at = "<b>You</b> need quieter rooms.", NOW
    db.session.commit()
    for page in ("/pulses", f"/pulses/rounds/{round_.id}"):
        assert "&lt;b&gt;You&lt;/b&gt; need quieter rooms." in as_(ben).get(page).text
    assert "quieter rooms" not in as_(cleo).get("/pulses").text


def test_codes_are_read_as_people_type_them() -> None:
    code = codes.new_code()
    assert len(code) == 19
    assert set(code) <= set(alphabet.ALPHABET) | {"-"}
    for typed in (code.lower(), code.replace("-", ""), f"  {code.replace('-', ' – ')}\n"):
        assert codes.digest_of(typed) == codes.digest_of(code)


def test_an_address_for_a_letter_is_whole(app, round_, ben: Person) -> None:
    address = links.address_for(round_, ben)
    assert address.startswith("http")
    assert "/answers/" in address
