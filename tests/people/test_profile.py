"""What a person decides about themselves."""

from collections.abc import Callable
from typing import Any

import pytest

from cxstaff.db import db
from cxstaff.people import queries
from cxstaff.people.accounts import passwords
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.security_log.models import SecurityEvent
from tests.cast import PASSWORD
from tests.conftest import Visit

NEW = "a brand new secret"


def about(person: Person, **changes: str) -> dict[str, Any]:
    return {"name": person.name, "email": person.email, "zone": "", "locale": "", **changes}


def test_a_person_changes_name_zone_and_language(as_: Callable[..., Visit], ben: Person) -> None:
    visit = as_(ben)
    assert "Ben Berg" in visit.get("/profile").text

    answer = visit.post("/profile", about(ben, name="Benno Berg", zone="Asia/Tokyo", locale="en"))

    assert answer.status_code == 303
    assert (ben.name, ben.zone, ben.locale) == ("Benno Berg", "Asia/Tokyo", "en")


def test_another_email_needs_the_password(as_: Callable[..., Visit], ben: Person) -> None:
    answer = as_(ben).post("/profile", about(ben, email="benno@bright.example"))
    assert answer.status_code == 422
    assert "type your current password as well" in answer.text
    assert "benno@bright.example" in answer.text
    assert ben.email == "ben@bright.example"

    typed = about(ben, email="benno@bright.example", proof=PASSWORD)
    assert as_(ben).post("/profile", typed).status_code == 303
    assert ben.email == "benno@bright.example"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Please type your name."),
        ({"email": "ben"}, "does not look like an e-mail address"),
        ({"email": "ana@bright.example", "proof": PASSWORD}, "already has the e-mail"),
        ({"zone": "Mars/Olympus"}, "Not a valid choice"),
    ],
)
def test_a_bad_profile_is_explained_and_changes_nothing(
    as_: Callable[..., Visit], ben: Person, changes: dict[str, str], sentence: str
) -> None:
    answer = as_(ben).post("/profile", about(ben, **changes))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert (ben.name, ben.email, ben.zone) == ("Ben Berg", "ben@bright.example", None)


def test_a_new_password_ends_the_other_sessions_but_not_this_one(
    as_: Callable[..., Visit], ben: Person
) -> None:
    here, elsewhere = as_(ben), as_(ben)
    typed = {"current": PASSWORD, "password": NEW, "again": NEW}

    assert here.post("/profile/password", typed).status_code == 303

    assert passwords.matches(ben.password_hash, NEW)
    assert here.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 303


def test_a_wrong_current_password_changes_nothing(as_: Callable[..., Visit], ben: Person) -> None:
    answer = as_(ben).post("/profile/password", {"current": "wrong", "password": NEW, "again": NEW})
    assert answer.status_code == 422
    assert "The current password is not right." in answer.text
    assert passwords.matches(ben.password_hash, PASSWORD)


def test_sessions_end_everywhere_else(as_: Callable[..., Visit], ben: Person) -> None:
    here, elsewhere = as_(ben), as_(ben)
    assert here.post("/sessions/end").status_code == 303
    assert here.get("/profile").status_code == 200
    assert elsewhere.get("/profile").status_code == 303


@pytest.mark.parametrize("path", ["/profile", "/profile/password", "/sessions/end"])
def test_a_stranger_is_turned_away(as_: Callable[..., Visit], path: str) -> None:
    answer = as_(None).post(path)
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_hr_gives_the_company_another_name_and_language(
    as_: Callable[..., Visit], ines: Person, ben: Person
) -> None:
    company = queries.get_company()
    page = as_(ines).get("/people/company")
    assert company.name in page.text
    assert as_(ines).post("/people/company", {"name": "", "locale": "en"}).status_code == 422
    assert as_(ines).post("/people/company", {"name": "Nova", "locale": "xx"}).status_code == 422
    assert as_(ines).post("/people/company", {"name": "Nova", "locale": "en"}).status_code == 303
    assert queries.get_company().name == "Nova"
    noted = db.select(SecurityEvent).where(SecurityEvent.act == Act.COMPANY_CHANGED)
    assert len(db.session.scalars(noted).all()) == 1
    assert as_(ben).get("/people/company").status_code == 403
