"""Who must have a second factor and has none: nothing else opens before there is one."""

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from cxstaff.db import db
from cxstaff.factors import actions, policy, totp
from cxstaff.people import actions as people
from cxstaff.people.access import GRANTS, Permission
from cxstaff.people.models import Person, Role, RoleGrant
from tests.cast import NOW
from tests.conftest import Visit
from tests.factors.conftest import SECRET, code_at, is_in, with_password

As = Callable[..., Visit]
OWN = "/profile/second-factor"
OPEN_TO_ALL = {Permission.PUBLIC, Permission.ENROL}


@pytest.mark.parametrize(
    ("rule", "roles", "must"),
    [
        ("privileged", {Role.EMPLOYEE}, False),
        ("privileged", {Role.EMPLOYEE, Role.LEAD}, False),
        ("privileged", {Role.EMPLOYEE, Role.HR}, True),
        ("privileged", {Role.EMPLOYEE, Role.CX}, True),
        ("privileged", {Role.EMPLOYEE, Role.ADMIN}, True),
        ("everyone", {Role.EMPLOYEE}, True),
        ("optional", set(Role), False),
    ],
)
def test_the_setting_says_who_must_have_one(rule: str, roles: set[Role], must: bool) -> None:
    assert policy.is_required(rule, roles) is must


@pytest.mark.long
@pytest.mark.parametrize("name", ["ines", "cyrus", "ada"])
def test_whoever_holds_a_role_is_led_to_enrolment_whatever_they_open(
    app: Flask, as_: As, ruled: Callable[[str], None], name: str, request: pytest.FixtureRequest
) -> None:
    ruled("privileged")
    visit = as_(request.getfixturevalue(name))
    tried = 0
    for method, address, permission in _addresses(app):
        if permission in OPEN_TO_ALL:
            continue
        answer = visit.open(method, address)
        assert (answer.status_code, answer.location) == (303, OWN), (method, address)
        tried += 1
    assert tried > 100


def test_each_role_is_behind_the_wall(app: Flask) -> None:
    """A permission that somebody may hold without one is one that everybody holds."""
    for permission, roles in GRANTS.items():
        if Role.EMPLOYEE not in roles:
            assert roles & {Role.HR, Role.CX, Role.ADMIN}, permission


def test_what_is_open_to_strangers_is_shown_as_to_a_stranger(
    as_: As, ada: Person, ruled: Callable[[str], None]
) -> None:
    ruled("privileged")
    page = as_(ada).get("/privacy")
    assert page.status_code == 200
    assert ada.name not in page.text
    assert "Operations" not in page.text


def test_everybody_else_goes_on_as_before(
    as_: As, ben: Person, ana: Person, ruled: Callable[[str], None]
) -> None:
    ruled("privileged")
    assert is_in(as_(ben))
    assert is_in(as_(ana))
    ruled("everyone")
    assert not is_in(as_(ben))
    ruled("optional")
    assert is_in(as_(ben))


def test_the_first_sign_in_leads_through_enrolment_to_where_one_wanted(
    as_: As, ada: Person, ruled: Callable[[str], None]
) -> None:
    ruled("privileged")
    visit = with_password(as_, ada, "/operations")
    assert visit.get("/operations").location == OWN
    page = visit.get(OWN)
    assert "Set up a second factor to go on" in page.text
    assert "Operations" not in page.text
    secret = _secret_in(visit.get(f"{OWN}/app").text)

    answer = visit.post(f"{OWN}/app", {"code": _code(secret)})

    assert answer.status_code == 200
    assert len(re.findall(r"<code>", answer.text)) == 10
    assert 'href="/operations"' in answer.text
    assert visit.get("/operations").status_code == 200


def test_a_role_gained_later_wants_one_at_the_next_request(
    as_: As, ben: Person, ada: Person, ruled: Callable[[str], None]
) -> None:
    ruled("privileged")
    visit = as_(ben)
    assert is_in(visit)
    ben.grants.append(RoleGrant(role=Role.CX))  # however it came
    assert visit.get("/thanks").location == OWN
    db.session.execute(db.delete(RoleGrant).where(RoleGrant.person_id == ben.id))
    assert is_in(visit)
    people.set_roles(ben, frozenset({Role.CX}), actor=ada, now=NOW)
    assert with_password(as_, ben).get("/thanks").location == OWN


@pytest.mark.both
def test_somebody_behind_the_wall_can_sign_out(
    as_: As, ada: Person, ruled: Callable[[str], None]
) -> None:
    ruled("privileged")
    visit = as_(ada)
    assert visit.post("/sign-out").location == "/sign-in"
    assert visit.get(OWN).location.startswith("/sign-in")


def test_a_part_of_a_page_is_not_swapped_for_the_wall(
    as_: As, ada: Person, ruled: Callable[[str], None]
) -> None:
    ruled("privileged")
    answer = as_(ada).get("/operations", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Refresh"] == "true"


def test_an_old_session_without_proof_shows_the_password_before_enrolling(
    as_: As, ada: Person, ruled: Callable[[str], None]
) -> None:
    """A stolen cookie alone enrols nothing."""
    ruled("privileged")
    visit = as_(ada)
    for path in ("app", "passkeys/new"):
        assert visit.get(f"{OWN}/{path}").location == f"{OWN}/proof?next={OWN}/{path}"
    for path in ("app", "passkeys", "passkeys/options", "recovery-codes"):
        assert visit.post(f"{OWN}/{path}", {"code": "123456"}).location == f"{OWN}/proof", path


@pytest.mark.both
def test_who_must_have_one_keeps_the_last(
    as_: As, ada: Person, with_app: Any, ruled: Callable[[str], None]
) -> None:
    with_app(ada)
    ruled("privileged")
    visit = with_password(as_, ada)
    visit.post("/sign-in/second-factor", {"code": code_at()})
    answer = visit.post(f"{OWN}/app/removal")
    assert answer.status_code == 409
    assert "your only second factor" in answer.text
    ruled("optional")
    assert visit.post(f"{OWN}/app/removal").status_code == 303


def test_a_reset_leads_through_enrolment_again(
    as_: As, ada: Person, with_app: Any, ruled: Callable[[str], None]
) -> None:
    with_app(ada)
    ruled("privileged")
    visit = with_password(as_, ada)
    visit.post("/sign-in/second-factor", {"code": code_at()})
    assert is_in(visit)
    actions.reset_by_operator(ada, now=NOW)
    assert visit.get("/thanks").location.startswith("/sign-in")
    assert with_password(as_, ada).get("/thanks").location == OWN


def _addresses(app: Flask) -> list[tuple[str, str, Permission]]:
    found = []
    for rule in app.url_map.iter_rules():
        permission = getattr(app.view_functions[rule.endpoint], "permission", None)
        if permission is None:
            continue
        address = re.sub(r"<[^>]+>", "1", re.sub("<any.*?:ending>|<ending>", "csv", str(rule)))
        for method in (rule.methods or set()) & {"GET", "POST"}:
            found.append((method, address, permission))
    return found


def _secret_in(page: str) -> bytes:
    found = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page)
    assert found
    return base64.b32decode(found[1].replace(" ", ""))


def _code(secret: bytes) -> str:
    assert secret != SECRET
    db.session.commit()
    return totp.code_of(secret, totp.step_at(NOW))
