"""Passwords that are easily guessed: refused wherever one is chosen, with the reason."""

import ast
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from cxstaff.errors import Refused
from cxstaff.people.accounts import guessing, passwords, tokens
from cxstaff.people.models import Person
from tests.cast import NOW, PASSWORD
from tests.conftest import Visit

ROOT = Path(__file__).resolve().parents[2]
ABOUT = ("Ben Berg", "ben.berg@bright-broadband.example", "1002", "Bright Broadband")
OWN, COMMON = "mostly your name", "lists that are tried first"
PATTERN, EASY = "repeats itself", "too easy to guess"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "at least 10"),
        ("x" * 201, "at most 200"),
        ("password123", COMMON),
        ("Password1234!", COMMON),
        ("P@ssw0rd!!", COMMON),
        ("1234567890", COMMON),
        ("qwertyuiop", COMMON),
        ("iloveyou2025", COMMON),
        ("Sommer2026!", COMMON),
        ("aaaaaaaaaaaaaaaa", PATTERN),
        ("abcabcabcabc", PATTERN),
        ("administrator", EASY),
        ("BenBerg2026!!", OWN),
        ("ben.berg@bright-broadband.example", OWN),
        ("brightbroadband1", OWN),
        ("Bright Broadband!", OWN),
        ("cxstaff-cxstaff", OWN),
        ("1002-1002-1002", OWN),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(password: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        passwords.chosen(password, ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        PASSWORD,
        "a brand new secret",
        "xK3#9qLm2&",
        "zebra lamp quiet river",
        "bright zebra lamp river",
        "Grüße vom Mond 🌙",
        "кот играет на трубе",
        "k7" * 3 + " pelican " * 20,
    ],
)
def test_a_password_that_is_not_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert passwords.matches(passwords.chosen(password, ABOUT), password)


def test_a_person_of_whom_nothing_is_known_may_choose(app: Flask) -> None:
    assert passwords.chosen("zebra lamp quiet river", (None, "", "  ", "X"))


@pytest.mark.long
def test_lists_are_held_in_any_case_and_with_usual_swaps() -> None:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    words = [word for word in FREQUENCY_LISTS["passwords"] if len(word) >= guessing.SHORTEST]
    assert len(words) > 400
    for word in words[:400]:
        for spelled in (word, word.upper(), word.capitalize()):
            with pytest.raises(Refused):
                guessing.refuse_guessable(spelled, ())


@pytest.mark.parametrize("password", ["password123", "BenBerg2026!!"])
def test_the_profile_refuses_it_with_the_reason(
    as_: Callable[..., Visit], ben: Person, password: str
) -> None:
    typed = {"current": PASSWORD, "password": password, "again": password}
    answer = as_(ben).post("/profile/password", typed)
    assert answer.status_code == 422
    assert (COMMON if "word" in password else OWN) in answer.text
    assert passwords.matches(ben.password_hash, PASSWORD)


@pytest.mark.parametrize("password", ["password123", "bright-broadband"])
def test_a_link_refuses_it_with_the_reason(
    app: Flask, as_: Callable[..., Visit], ben: Person, password: str
) -> None:
    secret = app.config["SETTINGS"].secret_key
    link = f"/passwords/{tokens.written(ben, secret, NOW + timedelta(hours=1))}"
    answer = as_(None).post(link, {"password": password, "again": password})
    assert answer.status_code == 422
    assert (COMMON if "word" in password else OWN) in answer.text
    assert passwords.matches(ben.password_hash, PASSWORD)
    assert as_(None).get(link).status_code == 200, "the link is still good"


def test_the_command_refuses_it_with_the_reason(ben: Person, command: Callable[..., Any]) -> None:
    words = ("admin", "password", "ben@bright.example", "--password-stdin")
    result = command(*words, input="benberg1234\n")
    assert result.exit_code == 1
    assert OWN in result.output
    assert passwords.matches(ben.password_hash, PASSWORD)


@pytest.mark.long
def test_no_other_place_makes_a_hash_of_what_somebody_chose() -> None:
    """Only the demonstration's own password, and a hash that is renewed, go past the lists."""
    callers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "cxstaff").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "hashed"
    }
    assert callers == {
        "cxstaff/demo/empty.py",
        "cxstaff/demo/roster.py",
        "cxstaff/people/views/sessions.py",
    }
