"""Views hand templates one value: a frozen page, or a form alone, and not a bag of names."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "cxstaff"
LETTERS = {"mail/__init__", "web/frames"}
"""What hands on whatever it is given: letters, and pages that are written once for many."""
SEVERAL = {
    "alignment/views/teams": 3,
    "home/views": 2,
    "oversight/views": 1,
    "people/views/imports": 1,
    "people/views/mapping": 2,
    "people/views/passwords": 6,
    "people/views/profile": 1,
    "people/views/roster": 2,
    "people/views/sessions": 3,
    "people/views/teams": 1,
    "pulses/answering/views/fields": 2,
    "pulses/codes/views": 1,
    "pulses/giving_up/views": 1,
    "pulses/oversight/views": 1,
    "pulses/planning/views/drafting": 2,
    "pulses/planning/views/plans": 1,
    "pulses/questions/views": 4,
    "pulses/results/views/heard": 1,
    "pulses/results/views/pages": 4,
    "pulses/thresholds/views": 1,
    "recognition/views/values": 1,
}
"""Calls by which a view hands over more than one value still. These numbers only fall."""


def handed(path: Path) -> int:
    """Count the calls by which a file hands a template more than one value."""
    calls = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Call)]
    shown = [each for each in calls if ast.unparse(each.func) == "render_template"]
    return sum(len([word for word in each.keywords if word.arg != "own"]) > 1 for each in shown)


def test_views_hand_templates_one_value() -> None:
    found = {
        name: number
        for path in sorted(ROOT.rglob("*.py"))
        if (name := str(path.relative_to(ROOT).with_suffix(""))) not in LETTERS
        if (number := handed(path))
    }
    assert found == SEVERAL, "make what is handed over one frozen value in the feature's page.py"
