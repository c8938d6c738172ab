"""How much templates decide: layout, a plain `if` or `for`, and as little else as can be.

What is shown is decided by a view, a page or a policy, where types and tests reach it. Each number
below is the most that a folder may hold; a folder that is not named holds none. They only fall.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent / "templates"
FOLDERS = sorted({path.parent for path in ROOT.rglob("*.html")})
SYNTAX = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)

KINDS: dict[str, tuple[type[nodes.Node], ...]] = {
    "arithmetic": (
        nodes.Add,
        nodes.Sub,
        nodes.Mul,
        nodes.Div,
        nodes.FloorDiv,
        nodes.Mod,
        nodes.Pow,
    ),
    "joined": (nodes.Concat,),
    "chains": (nodes.And, nodes.Or),
    "inline": (nodes.CondExpr,),
    "compared": (nodes.Compare,),
    "assigned": (nodes.Assign, nodes.AssignBlock),
}
BRANCHES = (nodes.If, nodes.For, nodes.CondExpr)
COLUMNS = "branches arithmetic filtered joined chains inline compared assigned".split()
"""The kit of macros (components) may keep a little more than pages, and no sums or joints either.
Branches are counted for every hundred lines, all others as they stand; `filtered` are loops
that leave out some of what they go through."""
MOST: dict[str, tuple[float, int, int, int, int, int, int, int]] = {
    ".": (11.8, 0, 0, 0, 0, 2, 0, 5),
    "alignment": (9.9, 0, 0, 0, 0, 0, 0, 0),
    "components": (14.3, 0, 0, 0, 4, 2, 4, 9),
    "customers/moves": (11.1, 0, 0, 0, 0, 0, 0, 0),
    "factors": (7.6, 0, 0, 0, 0, 0, 0, 1),
    "home": (10.9, 0, 0, 0, 0, 0, 0, 0),
    "mail": (7.6, 0, 0, 0, 0, 1, 1, 0),
    "oversight": (8.6, 0, 0, 0, 0, 0, 0, 0),
    "patterns": (7.6, 0, 0, 0, 1, 0, 0, 10),
    "people/imports": (8.7, 0, 0, 0, 0, 0, 0, 0),
    "pulses": (7.8, 0, 0, 0, 0, 0, 0, 2),
    "recognition": (7.6, 0, 0, 0, 0, 0, 0, 1),
}
FEWEST_BRANCHES = 7.6
"""What the templates of well-kept projects of the kind hold for every hundred lines."""


@cache
def counted(folder: Path) -> dict[str, float]:
    """Return how often each kind stands in the templates of a folder."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.html"))]
    trees = [SYNTAX.parse(text) for text in texts]
    found: Counter[str] = Counter()
    for tree in trees:
        found["branches"] += len(list(tree.find_all(BRANCHES)))
        found["filtered"] += sum(each.test is not None for each in tree.find_all(nodes.For))
        for kind, parts in KINDS.items():
            found[kind] += len(list(tree.find_all(parts)))
    lines = sum(text.count("\n") for text in texts)
    return {**found, "branches": round(100 * found["branches"] / lines, 1)}


def allowed(folder: Path) -> dict[str, float]:
    """Return how often each kind may stand in the templates of a folder."""
    name = folder.relative_to(ROOT).as_posix()
    return dict(zip(COLUMNS, MOST.get(name, (FEWEST_BRANCHES, *[0] * 7)), strict=True))


@pytest.mark.parametrize("kind", COLUMNS)
def test_templates_decide_no_more_than_they_did(kind: str) -> None:
    too_many = {
        folder.relative_to(
            ROOT
        ).as_posix(): f"{counted(folder)[kind]}, most {allowed(folder)[kind]}"
        for folder in FOLDERS
        if counted(folder)[kind] > allowed(folder)[kind]
    }
    assert not too_many, f"{kind}: give what is decided a name on what the view hands over"


def test_no_folder_is_named_that_is_gone() -> None:
    assert MOST.keys() <= {folder.relative_to(ROOT).as_posix() for folder in FOLDERS}
