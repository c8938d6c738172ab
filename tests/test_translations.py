"""Every sentence on screen can be translated, and is."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from cxstaff.customers.reading import meanings
from cxstaff.web import catalogues

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for path in sorted(ROOT.glob("cxstaff/**/*.py"))
    if path.name != "cli.py" and "demo" not in path.parts
]
CALLS = {"_", "_l", "gettext", "lazy_gettext", "ngettext", "N_"}


def calls(tree: ast.AST) -> list[ast.Call]:
    found = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    return [each for each in found if isinstance(each.func, ast.Name) and each.func.id in CALLS]


KEYWORDS = re.findall(r"-k (\w+)", (ROOT / "Makefile").read_text())
PLACES = re.compile(r"%\((\w+)\)|\{(\w+)\}")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Collect every sentence as `make messages` does."""
    found = tmp_path_factory.mktemp("messages") / "messages.pot"
    words = [word for each in KEYWORDS for word in ("-k", each)]
    mapping = ["-F", str(ROOT / "pyproject.toml")]
    command = ["pybabel", "-q", "extract", *mapping, *words, "-o", str(found), str(ROOT)]
    CommandLineInterface().run(command)
    with found.open("rb") as text:
        return read_po(text)


@pytest.fixture(scope="module")
def german() -> Catalog:
    with (ROOT / "cxstaff/translations/de/LC_MESSAGES/messages.po").open("rb") as text:
        return read_po(text, locale="de")


def forms(told: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (told,) if isinstance(told, str) else tuple(told)


def places(texts: Iterable[str]) -> set[str]:
    return {one or other for text in texts for one, other in PLACES.findall(text)}


def test_every_sentence_has_its_german(english: Catalog, german: Catalog) -> None:
    wanted = {forms(each.id) for each in english if each.id}
    known = {forms(each.id): forms(each.string) for each in german if each.id and not each.fuzzy}
    assert len(wanted) > 5000
    assert not [each for each in wanted if not all(known.get(each, ("",)))], "make messages"
    assert not known.keys() - wanted, "make messages takes out what nothing says any more"


def test_german_sentences_hold_the_values_of_the_english(german: Catalog) -> None:
    """What is filled in stands in each of them; a number may be spelt out where there is one."""
    found = [(forms(each.id), forms(each.string)) for each in german if each.id]
    lost = [ids for ids, told in found if places(ids) - {"num", "count"} - places(told[-1:])]
    invented = [ids for ids, told in found if places(told) - places(ids)]
    ends = [ids for ids, told in found if ids[0][-1:].isspace() != told[0][-1:].isspace()]
    signs = [
        ids for ids, told in found if ids[-1].count("%%") != told[-1].count("%%") and len(ids) == 1
    ]
    assert not lost
    assert not invented
    assert not ends
    assert not signs


def test_no_sentence_hides_in_an_f_string() -> None:
    """Up to Python 3.11 what collects sentences cannot look into one."""
    hidden = [
        f"{path}:{each.lineno}"
        for path in SOURCES
        for formatted in ast.walk(ast.parse(path.read_text()))
        if isinstance(formatted, ast.JoinedStr)
        for each in calls(formatted)
    ]
    assert not hidden


def test_sentences_that_wait_for_their_values_are_marked_where_they_are_written() -> None:
    """A constant with named places is filled in by what shows it, which looks it up by then."""
    unmarked = [
        f"{path}:{each.lineno}"
        for path in SOURCES
        for each in ast.parse(path.read_text()).body
        if isinstance(each, ast.Assign)
        and isinstance(each.value, ast.Constant)
        and isinstance(each.value.value, str)
        and "%(" in each.value.value
        and " " in each.value.value
    ]
    assert not unmarked


def test_what_a_scale_holds_is_said_of_each_scale() -> None:
    assert meanings.WRONG_SCALE.keys() == meanings.ENDS.keys()
    for key, (low, high) in meanings.ENDS.items():
        assert meanings.WRONG_SCALE[key].endswith(f" from {low} to {high}.")


def test_a_catalogue_is_compiled_when_it_is_newer(tmp_path: Path) -> None:
    written = tmp_path / "de/LC_MESSAGES/messages.po"
    written.parent.mkdir(parents=True)
    written.write_text('msgid "Home"\nmsgstr "Start"\n')
    assert catalogues.compile_newer(written)
    assert not catalogues.compile_newer(written)
    assert b"Start" in written.with_name("messages.mo").read_bytes()


def test_jobs_say_what_they_are_for_to_translators() -> None:
    with (ROOT / "cxstaff/pulses/jobs.py").open("rb") as source:
        found = {each[2] for each in catalogues.extract_jobs(source, {"N_": None}, [], {})}
    assert {"Open the rounds that are due.", "Pulses that could not be opened: "} & found
