"""What a browser keeps after answering, signed in or by a link: nothing about the answer."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import session
from flask.testing import FlaskClient

from cxstaff.people.models import Person, Team
from cxstaff.pulses.answering import links
from cxstaff.pulses.answering.views import questionnaire
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.sealing import box
from tests.pulses.rounds import a_round

As = Callable[[Person | None], Any]
WORDS = "The chairs squeak in the morning."
ANSWER = {"q-enps": "3", "q-teei-asked": "2", "comment": WORDS}


@pytest.fixture
def round_(ines: Person, blue: Team) -> PulseRound:
    return a_round(ines, blue)


def sign_in(visit: Any, round_: PulseRound, person: Person, secret: str) -> str:
    return f"/pulses/rounds/{round_.id}"


def come_by_link(visit: Any, round_: PulseRound, person: Person, secret: str) -> str:
    visit.client.delete_cookie("session")
    return f"/answers/{links.write(round_.id, person, secret)}"


def kept(client: FlaskClient) -> dict[str, Any]:
    """Return the session of a browser, and every other cookie it holds."""
    with client.session_transaction() as held:
        of_session = {key: value for key, value in held.items() if key != "csrf_token"}
    other = {cookie.key: cookie.value for cookie in client._cookies.values()}
    return of_session | {key: value for key, value in other.items() if key != "session"}


@pytest.mark.parametrize("come", [sign_in, come_by_link])
def test_a_browser_holds_after_the_thanks_what_it_held_before(
    come: Any, as_: As, ben: Person, round_: PulseRound, app: Any
) -> None:
    visit = as_(ben)
    path = come(visit, round_, ben, app.config["SETTINGS"].secret_key)
    visit.get(path)
    before = kept(visit.client)
    sent = visit.post(path, ANSWER)
    assert sent.status_code == 303
    assert WORDS not in str(sent.headers)
    thanked = visit.get(sent.headers["Location"])
    assert "<code>" in thanked.text, "the cookie that carries the code has done its work"
    assert kept(visit.client) == before


def test_a_session_that_keeps_the_answer_is_found_out(
    as_: As, ben: Person, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    seal = box.seal

    def remember(given: box.Submission, public: bytes, round_id: int) -> bytes:
        session["answered"] = given.numbers
        return seal(given, public, round_id)

    monkeypatch.setattr(box, "seal", remember)
    visit, path = as_(ben), f"/pulses/rounds/{round_.id}"
    before = kept(visit.client)
    visit.get(visit.post(path, ANSWER).headers["Location"])
    assert kept(visit.client) != before


def test_a_code_left_in_the_browser_is_found_out(
    as_: As, ben: Person, round_: PulseRound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questionnaire.Response, "delete_cookie", lambda *_, **__: None)
    visit, path = as_(ben), f"/pulses/rounds/{round_.id}"
    before = kept(visit.client)
    visit.get(visit.post(path, ANSWER).headers["Location"])
    assert kept(visit.client) != before
