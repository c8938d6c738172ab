"""What an operator says: founding a company, passwords, roles, a roster."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff.db import Base, db
from cxstaff.people import queries
from cxstaff.people.accounts import passwords
from cxstaff.people.models import Company, Person, Role
from tests.cast import TODAY
from tests.conftest import Visit, person_named

SECRET = "an operator's secret\n"
FOUND = ("admin", "create", "--company", "Acme", "--zone", "Europe/Paris", "--name", "Al Amin")


@pytest.fixture
def empty(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application before there is a company, at a terminal in English."""
    monkeypatch.setenv("LC_ALL", "C")
    for table in reversed(Base.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.commit()
    return app


def test_an_empty_company_is_founded_once_and_its_admin_signs_in(
    empty: Flask, command: Callable[..., Any], as_: Callable[..., Visit]
) -> None:
    words = (*FOUND, "--email", "Al@acme.example")
    result = command(*words, "--password-stdin", input=SECRET)
    assert result.exit_code == 0
    assert "Acme is founded" in result.output
    assert "http://127.0.0.1:8000" in result.output.splitlines()[-1]
    admin = queries.find_by_email("al@acme.example")
    assert admin
    assert queries.roles_of(admin, TODAY) == {Role.EMPLOYEE, Role.ADMIN}
    typed = {"email": "al@acme.example", "password": SECRET.strip()}
    assert as_(None).post("/sign-in", typed).status_code == 303

    again = command(*words, "--password-stdin", input=SECRET)
    assert again.exit_code == 1
    assert "already a company" in again.output
    assert db.session.scalar(db.select(db.func.count()).select_from(Company)) == 1


def test_a_password_is_asked_for_twice(empty: Flask, command: Callable[..., Any]) -> None:
    result = command(*FOUND, "--email", "al@acme.example", input=SECRET * 2)
    assert result.exit_code == 0
    assert "operator's" not in result.output


@pytest.mark.parametrize(
    ("words", "secret", "sentence"),
    [
        (("--email", "al@acme.example"), "short\n", "Use at least 10 characters"),
        (("--email", "al@acme.example"), "Acme-2026-1\n", "mostly your name"),
        (("--email", "al@acme.example"), "password123\n", "lists that are tried first"),
        (("--email", "al"), SECRET, "does not look like an e-mail"),
        (("--email", "al@acme.example", "--zone", "Paris"), SECRET, "not a time zone"),
        (("--email", "al@acme.example", "--language", "xx"), SECRET, "no language of pages"),
    ],
)
def test_a_wrong_founding_is_explained_and_founds_nothing(
    empty: Flask, command: Callable[..., Any], words: tuple[str, ...], secret: str, sentence: str
) -> None:
    result = command(*FOUND, *words, "--password-stdin", input=secret)
    assert result.exit_code == 1
    assert sentence in result.output
    assert queries.find_company() is None


def test_an_operator_sets_a_password_and_ends_sessions(
    command: Callable[..., Any], as_: Callable[..., Visit], ben: Person
) -> None:
    visit = as_(ben)
    result = command("admin", "password", "ben@bright.example", "--password-stdin", input=SECRET)
    assert result.exit_code == 0
    assert passwords.matches(ben.password_hash, SECRET.strip())
    assert visit.get("/profile").status_code == 303
    unknown = command("admin", "password", "no@bright.example", "--password-stdin", input=SECRET)
    assert unknown.exit_code == 1
    assert "Nobody on the roster" in unknown.output


def test_an_operator_gives_and_takes_roles_but_not_the_last_admin(
    command: Callable[..., Any], ben: Person
) -> None:
    result = command("admin", "roles", "ben@bright.example", "--add", "hr", "--add", "cx")
    assert "Ben Berg: hr, cx." in result.output
    command("admin", "roles", "ben@bright.example", "--remove", "cx")
    assert queries.roles_of(ben, TODAY) == {Role.EMPLOYEE, Role.HR}
    last = command("admin", "roles", "ada@bright.example", "--remove", "admin")
    assert last.exit_code == 1
    assert "last admin" in last.output


def test_a_roster_comes_in_by_command(command: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text(
        "name,email,team,since,roles\nNora New,nora@bright.example,Blue,2026-01-05,hr\n"
    )
    checked = command("people", "import", str(file), "--check")
    assert checked.exit_code == 0
    assert "Nothing was written" in checked.output
    assert queries.find_by_email("nora@bright.example") is None

    assert command("people", "import", str(file)).exit_code == 0
    assert "says all this already" in command("people", "import", str(file)).output
    assert queries.roles_of(person_named("Nora"), TODAY) == {Role.EMPLOYEE, Role.HR}


def test_a_bad_roster_is_told_line_by_line(command: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_text("name,email\nNora New,nora@bright.example\n[b]Odd[/b],odd\n")
    result = command("people", "import", str(file))
    assert result.exit_code == 1
    assert "does not look like an e-mail" in " ".join(result.output.split())
    assert "Nothing was imported." in result.output
    assert queries.find_by_email("nora@bright.example") is None
