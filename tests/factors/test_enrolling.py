"""Getting an app and recovery codes, and giving them up."""

import re
from base64 import b32decode
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import queries, totp
from cxstaff.factors.models import AuthenticatorApp, RecoveryCode
from cxstaff.people.models import Person
from tests.cast import NOW, PASSWORD
from tests.conftest import Visit
from tests.factors.conftest import code_at, is_in, logged, with_password
from tests.signed_in import signed_in

As = Callable[..., Visit]
Give = Callable[[Person], list[str]]
OWN = "/profile/second-factor"


def secret_shown(visit: Visit) -> bytes:
    found = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', visit.get(f"{OWN}/app").text)
    assert found
    return b32decode(found[1].replace(" ", ""))


def codes_in(page: str) -> list[str]:
    return re.findall(r"<code>([A-Z2-9-]+)</code>", page)


def enrolled(visit: Visit) -> tuple[bytes, list[str]]:
    secret = secret_shown(visit)
    answer = visit.post(f"{OWN}/app", {"code": totp.code_of(secret, totp.step_at(NOW))})
    assert answer.status_code == 200
    return secret, codes_in(answer.text)


def test_somebody_sets_up_an_app_and_uses_it(as_: As, ben: Person) -> None:
    visit = with_password(as_, ben)
    secret, codes = enrolled(visit)
    assert len(set(codes)) == 10
    assert is_in(visit), "this browser stays signed in"
    assert "second factor added" in logged()
    again, later = with_password(as_, ben), NOW + timedelta(seconds=30)
    assert not is_in(again)
    with clock.frozen(later):
        code = totp.code_of(secret, totp.step_at(later))
        assert again.post("/sign-in/second-factor", {"code": code}).status_code == 303
    assert is_in(again)
    other = with_password(as_, ben)
    assert other.post("/sign-in/second-factor", {"code": codes[3]}).status_code == 303


def test_the_secret_stays_the_same_while_one_types_and_is_new_for_the_next(
    as_: As, ben: Person, cleo: Person
) -> None:
    visit = with_password(as_, ben)
    first = secret_shown(visit)
    assert secret_shown(visit) == first
    assert visit.post(f"{OWN}/app", {"code": "000000"}).status_code == 422
    assert secret_shown(visit) == first
    assert secret_shown(with_password(as_, cleo)) != first
    assert db.session.scalar(db.select(AuthenticatorApp)) is None, "looking keeps nothing"


def test_a_wrong_first_code_is_explained_and_sets_up_nothing(as_: As, ben: Person) -> None:
    visit = with_password(as_, ben)
    secret_shown(visit)
    answer = visit.post(f"{OWN}/app", {"code": "000000"})
    assert answer.status_code == 422
    assert "This code is not right." in answer.text
    assert not queries.has_factor(ben)
    assert visit.post(f"{OWN}/app", {"code": ""}).status_code == 422


def test_the_first_factor_ends_sessions_that_began_with_a_password_alone(
    as_: As, ben: Person
) -> None:
    thief, visit = with_password(as_, ben), with_password(as_, ben)
    assert is_in(thief)
    enrolled(visit)
    assert not is_in(thief)
    assert is_in(visit)


@pytest.mark.both
def test_the_owner_is_told_of_a_new_factor(
    as_: As, ben: Person, mailbox: Path, work: Callable[[str], None]
) -> None:
    enrolled(with_password(as_, ben))
    work("people.send_letters")
    (letter,) = [each.read_text() for each in mailbox.glob("*.eml")]
    assert "An authenticator app was added" in letter
    assert "To: ben@bright.example" in letter
    work("people.send_letters")
    assert len(list(mailbox.glob("*.eml"))) == 1, "each letter goes once"


def test_another_app_takes_the_place_of_the_first(as_: As, ben: Person, with_app: Give) -> None:
    with_app(ben)
    visit = with_password(as_, ben)
    visit.post("/sign-in/second-factor", {"code": code_at()})
    secret = secret_shown(visit)
    code = totp.code_of(secret, totp.step_at(NOW))
    assert visit.post(f"{OWN}/app", {"code": code}).location == OWN, "codes of before stay"
    later = NOW + timedelta(seconds=60)
    with clock.frozen(later):
        other = with_password(as_, ben)
        assert other.post("/sign-in/second-factor", {"code": code_at(later)}).status_code == 422
        code = totp.code_of(secret, totp.step_at(later))
        assert other.post("/sign-in/second-factor", {"code": code}).status_code == 303


def test_new_recovery_codes_take_the_place_of_the_old(as_: As, ben: Person, with_app: Give) -> None:
    old = with_app(ben)
    visit = with_password(as_, ben)
    visit.post("/sign-in/second-factor", {"code": code_at()})
    new = codes_in(visit.post(f"{OWN}/recovery-codes").text)
    assert len(new) == 10
    assert not set(new) & set(old)
    other = with_password(as_, ben)
    assert other.post("/sign-in/second-factor", {"code": old[0]}).status_code == 422
    assert other.post("/sign-in/second-factor", {"code": new[0]}).status_code == 303


@pytest.mark.long
def test_recovery_codes_are_seen_once(as_: As, ben: Person) -> None:
    visit = with_password(as_, ben)
    _secret, codes = enrolled(visit)
    for path in (OWN, "/profile", f"{OWN}/app"):
        assert not any(code in visit.get(path).text for code in codes)


def test_without_a_factor_there_are_no_recovery_codes(as_: As, ben: Person) -> None:
    assert with_password(as_, ben).post(f"{OWN}/recovery-codes").status_code == 409


def test_an_app_is_removed_with_its_recovery_codes(as_: As, ben: Person, with_app: Give) -> None:
    with_app(ben)
    visit = with_password(as_, ben)
    visit.post("/sign-in/second-factor", {"code": code_at()})
    assert visit.post(f"{OWN}/app/removal").status_code == 303
    assert not queries.has_factor(ben)
    assert db.session.scalar(db.select(RecoveryCode)) is None
    assert "second factor removed" in logged()
    assert is_in(with_password(as_, ben))
    assert visit.post(f"{OWN}/app/removal").status_code == 409


@pytest.mark.parametrize("typed", [{"password": PASSWORD}, {"code": True}])
def test_proof_is_a_password_or_a_code(
    as_: As, ben: Person, with_app: Give, typed: dict[str, Any]
) -> None:
    with_app(ben)
    visit = as_(ben)
    assert visit.post(f"{OWN}/app/removal").location == f"{OWN}/proof"
    assert queries.has_factor(ben)
    data = {"code": code_at()} if "code" in typed else typed
    assert visit.post(f"{OWN}/proof", data).location == OWN
    assert visit.post(f"{OWN}/app/removal").location == OWN
    assert not queries.has_factor(ben)


def test_proofs_are_few(as_: As, ben: Person) -> None:
    visit = as_(ben)
    answers = [visit.post(f"{OWN}/proof", {"password": str(n)}).status_code for n in range(6)]
    assert answers == [422] * 5 + [429]
    assert visit.post(f"{OWN}/proof", {"password": PASSWORD}).status_code == 429


def test_proof_of_one_is_none_of_another(as_: As, ben: Person, cleo: Person) -> None:
    visit, hers = with_password(as_, ben), signed_in(cleo)
    with visit.client.session_transaction() as session:
        session["_user_id"] = hers
    assert visit.get(f"{OWN}/app").location.startswith(f"{OWN}/proof")


@pytest.mark.parametrize("next_", ["https://evil.example", "//evil.example"])
def test_proof_leads_to_no_other_site(as_: As, ben: Person, next_: str) -> None:
    answer = as_(ben).open(
        "POST", f"{OWN}/proof", query_string={"next": next_}, data={"password": PASSWORD}
    )
    assert answer.location == OWN


def test_a_page_of_ones_own_is_ones_own(as_: As, ben: Person, cleo: Person, with_app: Give) -> None:
    with_app(ben)
    assert "Last used" in as_(ben).get(OWN).text
    assert "Last used on" not in as_(cleo).get(OWN).text
    assert as_(None).get(OWN).location.startswith("/sign-in")
