"""Passkeys over HTTP, made by a security key in software: what opens, and what is attacked."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import actions, queries
from cxstaff.factors.actions.showing import Purpose
from cxstaff.factors.models import Passkey, PasskeyChallenge
from cxstaff.factors.site import Site
from cxstaff.people import actions as people
from cxstaff.people.models import Person
from tests.cast import NOW, PASSWORD, TODAY
from tests.conftest import Visit
from tests.factors.authenticator import CHECKED, PRESENT, SYNCED, SoftKey, to_text
from tests.factors.conftest import SITE, is_in, logged, with_password

As = Callable[..., Visit]
OWN, STEP = "/profile/second-factor", "/sign-in/second-factor"


def options_at(visit: Visit, path: str) -> dict[str, Any]:
    answer = visit.post(f"{path}/options")
    assert answer.status_code == 200, answer.status
    found: dict[str, Any] = answer.get_json()
    return found


def add(visit: Visit, key: SoftKey, name: str = "My key") -> Any:
    made = key.make(options_at(visit, f"{OWN}/passkeys"))
    return visit.post(f"{OWN}/passkeys", {"name": name, "answer": made})


@pytest.fixture
def key() -> SoftKey:
    return SoftKey(SITE)


@pytest.fixture
def bens(as_: As, ben: Person, key: SoftKey) -> SoftKey:
    """A passkey that Ben has."""
    assert add(with_password(as_, ben), key).status_code == 200
    return key


def as_second_step(visit: Visit, key: SoftKey, **instead: Any) -> Any:
    shown = key.show(options_at(visit, STEP), **instead)
    return visit.post(f"{STEP}/passkey", {"answer": shown})


def alone(visit: Visit, key: SoftKey, **instead: Any) -> Any:
    shown = key.show(options_at(visit, "/sign-in/passkey"), **instead)
    return visit.post("/sign-in/passkey?next=/thanks", {"answer": shown})


def test_a_passkey_is_made_listed_and_used(as_: As, ben: Person, key: SoftKey) -> None:
    visit = with_password(as_, ben)
    answer = add(visit, key)
    assert answer.status_code == 200
    assert answer.text.count("<code>") == 10, "with recovery codes"
    assert "My key" in visit.get(OWN).text
    assert "second factor added" in logged()
    other = with_password(as_, ben, "/thanks")
    assert not is_in(other)
    answer = as_second_step(other, key)
    assert (answer.status_code, answer.location) == (303, "/thanks")
    assert is_in(other)


def test_what_the_browser_is_asked_names_nobody(as_: As, ben: Person, bens: SoftKey) -> None:
    visit = with_password(as_, ben)
    as_second_step(visit, bens)
    made = options_at(visit, f"{OWN}/passkeys")
    assert made["rp"]["id"] == "pulse.example.com"
    assert made["user"]["id"] == to_text(bens.user_handle or b"")
    assert len(bens.user_handle or b"") == 32
    assert [each["id"] for each in made["excludeCredentials"]] == [to_text(bens.credential_id)]
    asked = options_at(as_(None), "/sign-in/passkey")
    assert asked["allowCredentials"] == []
    assert asked["userVerification"] == "required"


def test_a_device_keeps_one_passkey_however_often_it_was_tried(
    as_: As, ben: Person, cleo: Person
) -> None:
    visit = with_password(as_, ben)
    asked = [options_at(visit, f"{OWN}/passkeys")["user"]["id"] for _ in range(2)]
    assert asked[0] == asked[1]
    assert options_at(with_password(as_, cleo), f"{OWN}/passkeys")["user"]["id"] != asked[0]


def test_a_passkey_that_checks_its_holder_signs_in_alone(
    as_: As, ben: Person, bens: SoftKey
) -> None:
    visit = as_(None)
    answer = alone(visit, bens)
    assert (answer.status_code, answer.location) == (303, "/thanks")
    assert is_in(visit)
    assert visit.get(f"{OWN}/passkeys/new").status_code == 200, "it is proof as well"


def test_one_that_does_not_check_its_holder_does_not(as_: As, ben: Person, bens: SoftKey) -> None:
    bens.flags = PRESENT
    visit = as_(None)
    assert alone(visit, bens).location.startswith("/sign-in")
    assert not is_in(visit)
    step = with_password(as_, ben)
    assert as_second_step(step, bens).status_code == 303, "beside the password it will do"
    assert is_in(step)


def test_nobody_present_opens_nothing(as_: As, ben: Person, bens: SoftKey) -> None:
    bens.flags = CHECKED
    assert as_second_step(with_password(as_, ben), bens).status_code == 422


@pytest.mark.parametrize("origin", ["https://evil.example", "http://pulse.example.com", "null"])
def test_another_site_opens_nothing(as_: As, ben: Person, bens: SoftKey, origin: str) -> None:
    bens.origin = origin
    assert as_second_step(with_password(as_, ben), bens).status_code == 422
    assert not is_in(as_(None))
    visit = as_(None)
    alone(visit, bens)
    assert not is_in(visit)


def test_somebody_elses_passkey_is_no_second_step(
    as_: As, ben: Person, cleo: Person, bens: SoftKey
) -> None:
    hers = SoftKey(SITE)
    add(with_password(as_, cleo), hers)
    visit = with_password(as_, ben)
    answer = as_second_step(visit, hers)
    assert answer.status_code == 422
    assert "The passkey was not taken" in answer.text
    assert not is_in(visit)
    assert "second factor failed" in logged()


def test_an_id_of_another_with_ones_own_signature_opens_nothing(
    as_: As, ben: Person, cleo: Person, bens: SoftKey
) -> None:
    forged = SoftKey(SITE, credential_id=bens.credential_id)
    forged.user_handle = bens.user_handle
    visit = as_(None)
    alone(visit, forged)
    assert not is_in(visit)
    step = with_password(as_, ben)
    assert as_second_step(step, forged).status_code == 422


@pytest.mark.parametrize("handle", [None, to_text(b"x" * 32)])
def test_a_passkey_for_another_account_does_not_sign_in_alone(
    as_: As, bens: SoftKey, handle: str | None
) -> None:
    visit = as_(None)
    alone(visit, bens, userHandle=handle)
    assert not is_in(visit)


def test_an_answer_opens_once(as_: As, ben: Person, bens: SoftKey) -> None:
    visit = with_password(as_, ben)
    shown = bens.show(options_at(visit, STEP))
    stolen = visit.client.get_cookie("cxstaff")
    assert stolen
    assert visit.post(f"{STEP}/passkey", {"answer": shown}).status_code == 303
    second = with_password(as_, ben)
    assert second.post(f"{STEP}/passkey", {"answer": shown}).status_code == 422, "its challenge"
    options_at(second, STEP)
    assert second.post(f"{STEP}/passkey", {"answer": shown}).status_code == 422, "another challenge"
    second.client.set_cookie("cxstaff", stolen.value)
    assert second.post(f"{STEP}/passkey", {"answer": shown}).location == "/sign-in", "that cookie"
    assert not is_in(second)


def test_a_challenge_serves_one_purpose(as_: As, ben: Person, bens: SoftKey) -> None:
    visit = with_password(as_, ben)
    shown = bens.show(options_at(visit, "/sign-in/passkey"))
    assert visit.post(f"{STEP}/passkey", {"answer": shown}).status_code == 422
    shown = bens.show(options_at(visit, STEP))
    visit.post("/sign-in/passkey", {"answer": shown})
    assert not is_in(visit)


@pytest.mark.parametrize("given", list(Purpose))
def test_a_challenge_is_taken_once_and_for_its_purpose(ben: Person, given: Purpose) -> None:
    token, _challenge = actions.ask_browser(given, ben, now=NOW)
    for other in set(Purpose) - {given}:
        assert actions.taken_challenge(token, other, ben, now=NOW) is None
    assert actions.taken_challenge(token, given, ben, now=NOW) is not None
    assert actions.taken_challenge(token, given, ben, now=NOW) is None


def test_a_challenge_of_another_browser_is_none_here(as_: As, ben: Person, bens: SoftKey) -> None:
    here, elsewhere = as_(None), as_(None)
    shown = bens.show(options_at(elsewhere, "/sign-in/passkey"))
    here.post("/sign-in/passkey", {"answer": shown})
    assert not is_in(here)


@pytest.mark.both
def test_a_challenge_lives_five_minutes(
    as_: As, ben: Person, bens: SoftKey, work: Callable[[str], None]
) -> None:
    visit = as_(None)
    shown = bens.show(options_at(visit, "/sign-in/passkey"))
    with clock.frozen(NOW + timedelta(minutes=5)):
        visit.post("/sign-in/passkey", {"answer": shown})
        assert not is_in(visit)
        work("factors.forget_what_is_over")
    assert db.session.scalar(db.select(PasskeyChallenge)) is None


def test_a_counter_that_goes_back_is_refused_and_told(
    as_: As, ben: Person, bens: SoftKey, mailbox: Path, work: Callable[[str], None]
) -> None:
    bens.counter = 10
    assert as_second_step(with_password(as_, ben), bens).status_code == 303
    for counter in (9, 10):  # it shows one more: 10 is less than the 11 it had, 11 the same
        bens.counter = counter
        visit = with_password(as_, ben)
        assert as_second_step(visit, bens).status_code == 422
        assert not is_in(visit)
    assert "passkey copied" in logged()
    work("people.send_letters")
    assert any("was refused" in each.read_text() for each in mailbox.glob("*.eml"))
    bens.counter = 30
    assert as_second_step(with_password(as_, ben), bens).status_code == 303


def test_a_passkey_that_counts_nothing_opens_again_and_again(as_: As, ben: Person) -> None:
    key = SoftKey(SITE, counts=False, flags=PRESENT | CHECKED | SYNCED)
    visit = with_password(as_, ben)
    add(visit, key)
    assert "On several devices" in visit.get(OWN).text
    for _ in range(3):
        visit = as_(None)
        alone(visit, key)
        assert is_in(visit)


def test_a_leaver_does_not_come_in(as_: As, ben: Person, bens: SoftKey) -> None:
    people.leave(ben, on=TODAY, actor=None, now=NOW)
    visit = as_(None)
    alone(visit, bens)
    assert not is_in(visit)


def test_a_passkey_is_known_once(as_: As, ben: Person, cleo: Person, bens: SoftKey) -> None:
    answer = add(with_password(as_, cleo), bens)
    assert answer.status_code == 422
    assert "known here already" in answer.text
    assert not queries.has_factor(cleo)


def test_a_bad_form_is_explained(as_: As, ben: Person, key: SoftKey) -> None:
    visit = with_password(as_, ben)
    made = key.make(options_at(visit, f"{OWN}/passkeys"))
    answer = visit.post(f"{OWN}/passkeys", {"name": "", "answer": made})
    assert answer.status_code == 422
    assert "Give the passkey a name" in answer.text
    assert add(visit, key).status_code == 200


@pytest.mark.parametrize(
    "answer",
    [
        "{}", "[]", "null", "x", "[" * 9000, '{"rawId": 1, "response": {}}',
        '{"rawId": "é", "response": {}}',
        '{"id":"a","rawId":"a","type":"public-key","response":[]}',
        '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30",'
        '"authenticatorData":"YQ","signature":"YQ","userHandle":"YQ","attestationObject":"YQ"}}',
    ],
)  # fmt: skip
def test_nonsense_opens_nothing_and_is_no_error(
    as_: As, ben: Person, bens: SoftKey, answer: str
) -> None:
    visit = with_password(as_, ben)
    options_at(visit, STEP)
    assert visit.post(f"{STEP}/passkey", {"answer": answer}).status_code == 422
    stranger = as_(None)
    options_at(stranger, "/sign-in/passkey")
    assert stranger.post("/sign-in/passkey", {"answer": answer}).status_code == 303
    assert not is_in(stranger)
    as_second_step(visit, bens)
    options_at(visit, f"{OWN}/passkeys")
    named = {"name": "x", "answer": answer}
    assert visit.post(f"{OWN}/passkeys", named).status_code == 422
    assert len(queries.passkeys_of(ben)) == 1


@pytest.mark.both
def test_passkeys_are_removed_by_their_owner(
    as_: As, ben: Person, cleo: Person, bens: SoftKey
) -> None:
    passkey = db.session.scalars(db.select(Passkey)).one()
    path = f"{OWN}/passkeys/{passkey.id}/removal"
    assert with_password(as_, cleo).post(path).status_code == 404
    visit = with_password(as_, ben)
    as_second_step(visit, bens)
    assert visit.post(path).location == OWN
    assert queries.passkeys_of(ben) == []
    assert queries.codes_left(ben) == 0
    assert is_in(with_password(as_, ben))
    stranger = as_(None)
    alone(stranger, bens)
    assert not is_in(stranger)


def test_a_passkey_is_proof_too(as_: As, ben: Person, bens: SoftKey) -> None:
    visit = as_(ben)
    proof = f"{OWN}/proof"
    assert visit.get(f"{OWN}/app").location.startswith(proof)
    shown = bens.show(options_at(visit, proof))
    answer = visit.post(f"{proof}/passkey?next={OWN}/app", {"answer": shown})
    assert answer.location == f"{OWN}/app"
    assert visit.get(f"{OWN}/app").status_code == 200
    stranger = as_(ben)
    options_at(stranger, proof)
    assert stranger.post(f"{proof}/passkey", {"answer": "{}"}).status_code == 422
    assert stranger.get(f"{OWN}/app").location.startswith(proof)


def test_askings_from_one_address_are_counted(as_: As) -> None:
    visit = as_(None)
    answers = [visit.post("/sign-in/passkey/options").status_code for _ in range(52)]
    assert answers == [200] * 50 + [429] * 2


def test_a_password_is_still_asked_before_the_second_step(as_: As, bens: SoftKey) -> None:
    visit = as_(None)
    assert visit.post(f"{STEP}/options").status_code == 409
    assert (
        visit.post("/sign-in", {"email": "ben@bright.example", "password": "x"}).status_code == 422
    )
    assert visit.post(f"{STEP}/options").status_code == 409
    assert PASSWORD not in visit.get("/sign-in").text


@pytest.mark.parametrize(
    ("address", "is_fine"),
    [
        ("https://pulse.example.com", True),
        ("https://pulse.example.com:8443/cx", True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", False),
        ("https://[::1]:8000", False),
        ("http://pulse.example.com", False),
    ],
)
def test_passkeys_want_a_name_and_https(address: str, is_fine: bool) -> None:
    assert Site.at(address, "x").takes_passkeys is is_fine


def test_the_site_is_what_browsers_call_it() -> None:
    here = Site.at("https://Pulse.Example.com:8443/cx", "x")
    assert here.host == "pulse.example.com"
    assert here.origin == "https://pulse.example.com:8443"


def test_a_site_without_a_name_says_so(
    app: Flask, as_: As, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    settings = replace(app.config["SETTINGS"], base_url="http://127.0.0.1:8000")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    assert "only an app can be set up here" in as_(ben).get(OWN).text
    assert "passkeys.js" not in as_(None).get("/sign-in").text
