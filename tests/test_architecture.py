"""The shape of the house: where imports may point, who commits, what a page may hold."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import click
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField
from wtforms.fields.core import UnboundField

from cxstaff.forms import Form
from tests.layers import LAYERS

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "cxstaff").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

FLOORS = [
    {
        "clock",
        "db",
        "engine",
        "packed",
        "errors",
        "forms",
        "mail",
        "memory",
        "web",
        "migrate",
        "outgoing",
        "work",
    }
    | {"tables", "transactions", "text", "search", "versions"}
    | {
        "identifiers",
        "redaction",
        "uploads",
        "statistics",
        "promoters",
        "date_range",
        "utc",
        "periods",
    },
    {"security_log"},
    {"people"},
    {"retention"},
    {"factors"},
    {"action_plans", "milestones"},
    {"pulses", "customers", "points"},
    {"measures"},
    {"incentives", "recognition"},
    {"awards"},
    {"linkage"},
    {"alignment"},
    {"digests"},
    {"backups"},
    {"keeping"},
    {"home", "oversight"},
    {"demo"},
]
INSIDE = [
    {"models"},
    {"policy"},
    {"queries", "words", "charts"},
    {"actions", "erasure", "forgetting"},
    {"forms", "schemas", "page"},
    {"views", "api", "jobs", "cli", "access", "navigation", "blueprint"},
]
EDGES = {"views", "api", "jobs", "cli", "access", "schedule", "dispatch", "leases"}
COMMIT = {"jobs", "cli", "schedule", "dispatch", "leases"}
"""Layers, and modules of the kernel, that commit; of the web that is `forms` (see `done`)."""
COMMITS_IN_BETWEEN = {
    "customers/views/held_records": 1,
    "customers/views/mapping": 1,
    "digests/views/by_letter": 1,
    "factors/views/asking": 2,
    "factors/views/own": 2,
    "factors/views/proof": 2,
    "factors/views/signing_in": 1,
    "linkage/leads/views": 1,
    "people/access/visitors": 2,
    "people/views/invitations": 1,
    "people/views/passwords": 1,
    "people/views/proof": 1,
    "people/views/roster": 3,
    "people/views/sessions": 3,
    "people/views/tries": 2,
    "pulses/answering/views/questionnaire": 1,
    "pulses/codes/views": 2,
    "pulses/threads/views": 2,
    "security_log/access": 1,
}
"""How often a view commits by itself, because more follows: a guess counts before a password is
checked, a letter goes after, what is shown once is written before. These numbers only fall."""
WEB = EDGES | set("navigation errors migrate transactions blueprint".split())
"""Layers, and modules of the kernel, that may import flask wherever they stand."""
KNOW_THE_WEB = frozenset(
    """__init__ engine.__init__ forms home.operations mail.__init__ people.accounts.device_cookie
    people.accounts.gate people.reader pulses.answering.forms pulses.answering.links
    pulses.closing.split_halves pulses.sealing.keys tables.writing web.__init__
    web.signing""".split()
)
"""Every other module that imports flask: for a response, or for settings of the running app."""
PURE_BELOW = set(
    "clock date_range identifiers memory message periods promoters search statistics style text "
    "utc".split()
)
"""Modules of the kernel that are pure."""
TOLD = {
    f"{feature}.{name}": layer
    for feature, layers in LAYERS.items()
    for layer, names in layers.items()
    for name in names.split()
}
MOST_FILES = 20
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE_LINE = 300, 40, 120
LOOKED_UP = frozenset("engagement outcome period lag mix team first_on last_on name".split())
"""Options of commands that are compared with what is known and kept nowhere."""
VAGUE = {"utils", "util", "helpers", "common", "manager", "service", "services", "base", "misc"}


def floor_of(feature: str) -> int | None:
    return next((n for n, floor in enumerate(FLOORS) if feature in floor), None)


def imports_of(path: Path) -> list[str]:
    """Return every cxstaff module that `path` imports, as dotted names below cxstaff."""
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("cxstaff"):
            below = node.module.removeprefix("cxstaff").lstrip(".")
            found += [f"{below}.{alias.name}".lstrip(".") for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [a.name.removeprefix("cxstaff.") for a in node.names if "cxstaff." in a.name]
    return found


def place_of(path: Path) -> tuple[str, str]:
    """Return the feature (or kernel module) of a file, and its layer, else its own name."""
    parts = path.relative_to(ROOT / "cxstaff").with_suffix("").parts
    return parts[0], layer_in(parts) or parts[-1]


def layer_in(parts: Sequence[str]) -> str | None:
    """Return the layer of a module that is named by its parts, None where it is not known.

    That is what tests/layers.py tells of it; else the first of its packages, or its own name, that
    is a layer; else what is told of the nearest of its packages.
    """
    layers = {*EDGES, *(module for floor in INSIDE for module in floor)}
    by_name = next((part for part in parts[1:] if part in layers), None)
    above = (TOLD.get(".".join(parts[:end])) for end in range(len(parts), 1, -1))
    return TOLD.get(".".join(parts)) or by_name or next(filter(None, above), None)


def modules_in(path: Path) -> Iterator[tuple[str, ...]]:
    """Return the parts of every cxstaff module that a file imports from."""
    for imported in imports_of(path):
        parts = tuple(imported.split("."))
        while parts and not is_module(parts):
            parts = parts[:-1]
        if parts:
            yield parts


@cache
def is_module(parts: tuple[str, ...]) -> bool:
    at = ROOT.joinpath("cxstaff", *parts)
    return at.with_suffix(".py").is_file() or (at / "__init__.py").is_file()


def others_imported_by(path: Path) -> set[str]:
    """Return the packages but cxstaff that a file imports, in functions too."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found - {"cxstaff"}


def below(kind: type[Form]) -> Iterator[type[Form]]:
    """Return every form that derives from `kind`."""
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def fields_of(kind: type[Form]) -> dict[str, UnboundField]:
    """Return the fields that a form declares, its parents' too."""
    names = (name for name in dir(kind) if not name.startswith("_"))
    known = {name: getattr(kind, name) for name in names}
    return {name: field for name, field in known.items() if isinstance(field, UnboundField)}


def commands_in(group: click.Command) -> Iterator[click.Command]:
    """Return our commands of a group, and of the groups in it."""
    if isinstance(group, click.Group):
        for each in group.commands.values():
            yield from commands_in(each)
    elif group.callback and group.callback.__module__.startswith("cxstaff"):
        yield group


def ids(path: Path) -> str:
    return str(path.relative_to(ROOT))


def of_each(paths: Sequence[Path]) -> Callable[[Callable[[Path], None]], Callable[[], None]]:
    """Make one test of a check of many files, which names all that fail.

    A test for each file takes longer to begin and end than to check it: there were 2,900.
    """

    def of(check: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            assert paths
            assert not list(filter(None, (complaint(check, path) for path in paths)))

        test.__name__, test.__doc__ = check.__name__, check.__doc__
        return test

    return of


def complaint(check: Callable[[Path], None], path: Path) -> str | None:
    """Return what a check says of a file, None where it is content."""
    try:
        check(path)
    except AssertionError as error:
        return str(error)
    return None


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def test_every_package_is_named_where_the_house_is_explained() -> None:
    decision = (ROOT / "docs/decisions/0001-by-feature.md").read_text("utf-8").replace("\n", " ")
    readme = (ROOT / "README.md").read_text("utf-8")
    for package in sorted(path.parent.name for path in (ROOT / "cxstaff").glob("*/__init__.py")):
        assert f"cxstaff/{package} " in readme, f"README.md does not name {package}"
        named = package.replace("_", " ")
        assert re.search(rf"\b{named}\b", decision), f"decision 1 does not name {package}"


@of_each(MODULES)
def test_imports_point_down(path: Path) -> None:
    feature, _ = place_of(path)
    if feature == "__init__":
        return  # the one module that knows every feature
    mine = floor_of(feature)
    assert mine is not None, f"{ids(path)}: name the feature '{feature}' in FLOORS"
    for imported in imports_of(path):
        theirs = floor_of(imported.split(".")[0])
        if imported.split(".")[0] == feature or theirs is None:
            continue
        below = theirs < mine or (mine == theirs == 0)
        assert below, f"{ids(path)} imports {imported}, which does not stand below it"


@of_each(MODULES)
def test_imports_inside_a_feature_point_down(path: Path) -> None:
    feature, name = place_of(path)
    order = {module: n for n, floor in enumerate(INSIDE) for module in floor}
    if name not in order:
        return
    for parts in modules_in(path):
        layer = layer_in(parts)
        if parts[0] == feature and layer in order:
            assert order[layer] <= order[name], (
                f"{ids(path)} imports {'.'.join(parts)}; inside a feature imports point down: "
                "views · jobs · cli → forms → actions → queries → policy → models"
            )


def test_packages_of_a_feature_do_not_import_each_other_in_circles() -> None:
    """Whatever one package asks of another, that one stands below it."""
    below: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for path in MODULES:
        feature, *parts = path.relative_to(ROOT / "cxstaff").with_suffix("").parts
        for theirs in modules_in(path) if parts and parts != ["__init__"] else ():
            if theirs[0] == feature and len(theirs) > 1 and theirs[1] != parts[0]:
                below[feature][parts[0]].add(theirs[1])
    for feature, packages in below.items():
        try:
            TopologicalSorter(packages).prepare()
        except CycleError as circle:
            raise AssertionError(f"{feature}: {' → '.join(circle.args[1])}") from circle


@of_each(MODULES)
def test_the_layer_of_every_file_is_known(path: Path) -> None:
    parts = path.relative_to(ROOT / "cxstaff").with_suffix("").parts
    if len(parts) > 1 and path.stem != "__init__":  # the kernel is one floor; packages are joints
        assert layer_in(parts), f"{ids(path)}: say in tests/layers.py on which layer it stands"


def test_no_layer_is_told_of_a_file_that_is_gone() -> None:
    there = {".".join(p.relative_to(ROOT / "cxstaff").with_suffix("").parts) for p in MODULES}
    assert TOLD.keys() <= there | {name.rpartition(".")[0] for name in there}


@of_each(MODULES)
def test_what_is_pure_imports_numbers_and_what_is_pure_alone(path: Path) -> None:
    _, layer = place_of(path)
    if layer not in {"pure", "labelled"}:
        return
    known = sys.stdlib_module_names | {"numpy", "scipy"}
    known |= {"flask_babel", "babel"} if layer == "labelled" else set()
    others = others_imported_by(path) - known
    assert not others, f"{ids(path)} is {layer}, and imports {sorted(others)}"
    allowed = {"pure", layer}
    for parts in modules_in(path):
        assert parts[-1] in PURE_BELOW or layer_in(parts) in allowed, (
            f"{ids(path)} is {layer}, and imports {'.'.join(parts)}, which is not"
        )


@of_each(MODULES)
def test_one_module_loads_scipy(path: Path) -> None:
    """Any other would bring it into workers that show no statistics."""
    if place_of(path)[0] != "statistics":
        loads = "scipy" in others_imported_by(path)
        assert not loads, f"{ids(path)} imports scipy; cxstaff/statistics.py does that, when asked"


def test_of_scipy_what_is_small_is_loaded() -> None:
    text = (ROOT / "cxstaff/statistics.py").read_text("utf-8")
    stats = re.search(r"(from|import) scipy(\.| import )stats", text)
    assert not stats, "scipy.stats alone takes 48 MB"
    assert not re.search(r"^(from|import) scipy", text, re.M), "load it within functions"


def test_every_file_that_is_mutated_is_there_and_so_are_its_tests() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutants"]
    named = [*told, *" ".join(told.values()).split()]
    assert not [name for name in named if not (ROOT / name).exists()]


def test_the_name_of_a_class_means_one_thing() -> None:
    where = defaultdict(set)
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                where[node.name].add(ids(path))
    several = {name: sorted(paths) for name, paths in where.items() if len(paths) > 1}
    assert not several, f"call one of each by what it is: {several}"


def test_folders_stay_small_enough_to_know() -> None:
    for folder in sorted({path.parent for path in MODULES}):
        files = len(list(folder.glob("*.py")))
        assert files <= MOST_FILES, (
            f"{folder.name} has {files} files, over {MOST_FILES}: make packages of it"
        )


@of_each(MODULES)
def test_one_place_commits_for_pages_and_one_module_reads_the_clock(path: Path) -> None:
    _, name = place_of(path)
    text = path.read_text()
    where = str(path.relative_to(ROOT / "cxstaff").with_suffix(""))
    if name not in COMMIT and where != "forms":
        commits, most = text.count(".commit()"), COMMITS_IN_BETWEEN.get(where, 0)
        assert commits <= most, (
            f"{ids(path)} commits {commits} times, over {most}: let `done` or `go_on` of "
            f"cxstaff.forms do it; only {sorted(COMMIT)} commit beside them"
        )
    if name != "clock":
        reads = re.search(r"datetime\.(now|utcnow)\(|date\.today\(|\btime\.time\(", text)
        assert not reads, f"{ids(path)} reads the clock itself; take `now` or ask cxstaff.clock"
    dotted = ".".join(path.relative_to(ROOT / "cxstaff").with_suffix("").parts)
    if name not in WEB and dotted not in KNOW_THE_WEB:
        web = re.search(r"^\s*(from|import) flask\b", text, re.M)
        assert not web, f"{ids(path)} knows the web; hand it what it needs as arguments"


@of_each(MODULES)
def test_one_package_asks_which_database_it_is_on(path: Path) -> None:
    if place_of(path)[0] == "engine":
        return
    asks = re.search(r"dialect\.name|sqlalchemy\.dialects|PRAGMA|import sqlite3", path.read_text())
    assert not asks, f"{ids(path)} asks which database it is on; cxstaff/engine does that"


@of_each(MODULES)
def test_one_module_decides_which_signs_a_text_may_hold(path: Path) -> None:
    text = path.read_text()
    if path.stem != "text":
        by_hand = re.search(r"unicodedata\.(category|bidirectional|combining)", text)
        assert not by_hand, f"{ids(path)}: use the rules of cxstaff.text"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ClassDef) and path.stem != "forms":
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            assert "FlaskForm" not in bases, f"{ids(path)}: derive {node.name} from cxstaff.forms"


def test_every_text_field_of_every_form_is_read_by_the_one_rule(app: Flask) -> None:
    """Fill every field of every form: none but a password keeps what nobody can see."""
    with app.test_request_context(method="POST"):
        for form_class in below(Form):
            for name, unbound in fields_of(form_class).items():
                made = type("Made", (Form,), {name: unbound})(MultiDict({name: "a\u202eb"}))
                is_kept = "\u202e" in "".join(made[name].raw_data or ())
                may_be = issubclass(unbound.field_class, PasswordField)
                assert is_kept is may_be, f"{form_class.__name__}.{name}"


def test_commands_read_their_words_by_the_one_rule(app: Flask) -> None:
    app.cli.list_commands(click.Context(app.cli))  # which loads them
    for command in commands_in(app.cli):
        for option in command.params:
            if option.type is click.STRING and option.name not in LOOKED_UP:
                raise AssertionError(f"{command.name} {option.name}: give it type=one_line")


@of_each(MODULES)
def test_files_and_functions_stay_small_and_say_what_they_are_for(path: Path) -> None:
    text = path.read_text()
    tree = tree_of(path)
    assert path.stem not in VAGUE, f"{ids(path)}: name it after what it holds"
    assert ast.get_docstring(tree), f"{ids(path)}: open with one sentence saying what it is for"
    assert text.count("\n") <= LONGEST_FILE, f"{ids(path)} has over {LONGEST_FILE} lines; split it"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            size = (node.end_lineno or 0) - node.lineno + 1
            assert size <= LONGEST_FUNCTION, f"{ids(path)}: {node.name} has {size} lines"


@of_each(TEMPLATES)
def test_pages_ask_no_other_machine_and_hold_no_inline_code(path: Path) -> None:
    text = path.read_text()
    if "mail" in path.parts:
        loaded = re.search(r"<(script|link)\b|<img(?![^>]+src=\"cid:)", text)
        assert not loaded, f"{ids(path)}: mail loads nothing; a picture comes with it"
        return
    outside = re.search(r"<(script|link|img)[^>]+(src|href)=\"(https?:)?//", text)
    assert not outside, f"{ids(path)} loads from another machine"
    assert not re.search(r"\sstyle=\"", text), f"{ids(path)}: inline styles are refused by the CSP"
    assert not re.search(r"\son[a-z]+=\"", text), f"{ids(path)}: inline handlers are refused"
    inline = re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", text)
    assert not inline, f"{ids(path)}: scripts live in static/js"


@of_each(TEMPLATES)
def test_lines_of_templates_can_be_read(path: Path) -> None:
    for number, line in enumerate(path.read_text().splitlines(), 1):
        assert len(line) <= LONGEST_TEMPLATE_LINE, (
            f"{ids(path)}:{number} has {len(line)} signs: break it inside a tag or an expression"
        )


@pytest.mark.only("sqlite")
def test_every_template_compiles(app: Flask) -> None:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            app.jinja_env.get_template(str(path.relative_to(ROOT / "templates")))


def test_changing_forms_are_written_by_the_macro_alone() -> None:
    for path in TEMPLATES:
        if "components" in path.parts:
            continue
        by_hand = re.search(r"<form[^>]*method=\"post\"", path.read_text(), re.I)
        assert not by_hand, f"{ids(path)}: use the `form` macro, which carries the token"


def test_addresses_are_kebab_case_and_typed(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", fixed), f"{rule.rule} is not kebab-case"
        untyped = re.search(r"<(?!\w+:)\w+_id>", rule.rule)
        assert not untyped, f"{rule.rule}: ids are typed, as in <int:team_id>"


def test_every_setting_is_explained() -> None:
    told = (ROOT / "README.md").read_text()
    for name in set(re.findall(r"CXSTAFF_[A-Z_]+", (ROOT / "config.py").read_text())):
        assert name in told, f"README.md does not explain {name}"


def test_no_environment_is_committed() -> None:
    """A link of that name, once merged, takes the place of the environment it points to."""
    listed = subprocess.run(["git", "ls-files", ".venv"], cwd=ROOT, capture_output=True, text=True)
    assert listed.stdout == "", "take it out again: git rm --cached .venv"
