"""The page that holds cxstaff against a standard is whole, and says what the program does."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from cxstaff import forms
from cxstaff.action_plans import actions as plans
from cxstaff.customers.records import writing
from cxstaff.db import db
from cxstaff.measures.forms.levers import LONGEST_SENTENCE
from cxstaff.people.access import GRANTS
from cxstaff.people.accounts import guessing, passwords
from cxstaff.people.models import Person, Role
from cxstaff.people.roster.reading import table
from cxstaff.pulses.results import actions as hearing
from cxstaff.pulses.sealing import box
from cxstaff.pulses.threads import actions as threads
from cxstaff.recognition import policy as thanks
from cxstaff.tables import encodings, headings, workbooks

ROOT = Path(__file__).resolve().parent.parent
TOLD = (ROOT / "docs/security.md").read_text()
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.*?) \| (.*?) \| (.*?) \| (.*?) \|$", re.M)
ROWS = ROW.findall(TOLD)
SECTIONS = {  # of ASVS 5.0.0: how many requirements of levels 1 and 2, the first of each section
    "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1, "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2,
    "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4, "7.1": 3, "7.2": 4,
    "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1, "14.1": 2,
    "14.2": 4, "14.3": 3, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3,
}  # fmt: skip
STATES = {"met", "partly", "not met", "no such thing"}


def test_every_requirement_is_there_once() -> None:
    wanted = [f"{section}.{n + 1}" for section, many in SECTIONS.items() for n in range(many)]
    assert Counter(number for number, *_ in ROWS) == Counter(wanted)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_row_says_how_and_names_tests_that_exist(row: tuple[str, ...]) -> None:
    _number, wanted, state, how, shown = row
    tests = re.findall(r"`([^`]+)`", shown)
    assert wanted
    assert state in STATES
    assert how or tests, "say how"
    assert tests or state != "met" or how == "nothing expires", "name the test that shows it"
    assert state in {"met", "no such thing"} or how, "say what is missing"
    for each in tests:
        file, _, name = each.partition("::")
        assert name in names_in(file), f"there is no {each}"


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_the_table_of_permissions_is_the_programs() -> None:
    table = TOLD.split("| Permission | Who holds it |")[1].split("\n\n")[0]
    told = dict(re.findall(r"^\| ([a-z ]+?) \| ([a-z, ]+?) \|$", table, re.M))
    assert told == {
        permission.value: "everybody" if Role.EMPLOYEE in roles else ", ".join(sorted(roles))
        for permission, roles in GRANTS.items()
    }


@pytest.mark.parametrize(
    "limit",
    [
        f"up to {forms.LONGEST_LINE} characters",
        f"a sentence {LONGEST_SENTENCE}",
        f"thanks {thanks.LONGEST_MESSAGE}",
        f"a comment, a message or a study's reason {box.LONGEST_COMMENT:,}",
        f"a message or a study's reason {threads.LONGEST_MESSAGE:,}",
        f"reason {plans.LONGEST:,}",
        f"what was heard {hearing.LONGEST:,}",
        f"{guessing.SHORTEST} to {guessing.LONGEST} characters; nothing is left out",
        f"unpack to {workbooks.MOST_BYTES // 1_000_000} MB at most",
        f"{headings.MOST_COLUMNS:,} columns and {encodings.LONGEST_RECORD // 1024} KiB",
        f"{writing.MOST_NAMES[writing.Channel][0]} channels",
        f"{writing.MOST_NAMES[writing.Segment][0]} segments",
        f"{writing.MOST_NAMES[writing.ContactReason][0]:,} reasons",
        f"{table.MOST_ROWS:,} lines of a roster",
        f"{threads.MOST_MESSAGES} in all in a",
    ],
)
def test_the_limits_named_are_those_of_the_program(limit: str) -> None:
    assert limit in " ".join(TOLD.split())


@pytest.mark.parametrize(
    "address",
    ["/", "/sign-in", "/nowhere", "/static/js/page.js", "/people/imports/example.csv", "/health"],
)
def test_every_answer_carries_the_headers(as_: Any, ines: Person, address: str) -> None:
    headers = as_(ines).get(address).headers
    policy = headers["Content-Security-Policy"].split("; ")
    for directive in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert f"{directive} 'none'" in policy
    if not address.startswith("/static/"):  # a file loads nothing, whoever opens it as a page
        assert "script-src 'self'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "Access-Control-Allow-Origin" not in headers
    assert ("no-store" in headers["Cache-Control"]) is not address.startswith("/static/")


def test_no_script_listens_to_other_windows() -> None:
    for script in (ROOT / "static/js").glob("*.js"):
        listens = re.search(r"postMessage|onmessage|addEventListener\(.message", script.read_text())
        assert not listens, script.name


def test_passwords_are_typed_hidden_and_may_be_pasted(as_: Any, ben: Person) -> None:
    for visit, address in ((as_(None), "/sign-in"), (as_(ben), "/profile")):
        fields = re.findall(r"<input[^>]*name=\"(?:password|again|current|proof)\"[^>]*>",
                            visit.get(address).text)  # fmt: skip
        assert fields
        for each in fields:
            assert 'type="password"' in each
            assert re.search(r'autocomplete="(current|new)-password"', each)
    scripts = "".join(path.read_text() for path in (ROOT / "static/js").glob("*.js"))
    assert not re.search(r"[\"'](paste|copy|keydown)[\"'][^\n]*password", scripts)


def test_a_long_password_is_taken(app: Flask) -> None:
    long = "€ü \u202e" + "x" * (guessing.LONGEST - 4)
    assert passwords.matches(passwords.hashed(long), long)
    assert not passwords.matches(passwords.hashed(long), long[:-1])


def test_every_page_offers_to_sign_out(as_: Any, ben: Person) -> None:
    for address in ("/", "/profile", "/digests"):
        assert 'action="/sign-out"' in as_(ben).get(address).text, address


def test_signing_out_clears_what_the_browser_holds(as_: Any, ben: Person) -> None:
    told = as_(ben).post("/sign-out").headers["Clear-Site-Data"]
    assert told == '"cache", "storage"'


def test_an_unexpected_error_tells_nothing(
    app: Flask, as_: Any, ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table is gone: the page says that something went wrong, and not what."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    db.session.execute(text("DROP TABLE digest_choice"))
    db.session.commit()
    answer = as_(ben).get("/digests")
    assert answer.status_code == 500
    for inside in ("digest_choice", "Traceback", "sqlalchemy", "SELECT", "OperationalError"):
        assert inside not in answer.text
