"""Every sentence on screen can be translated, and is."""

import ast
from pathlib import Path

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
