"""Every page of the comparison is handed one frozen value, whose fields have types."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

LINKAGE = Path(__file__).resolve().parents[2] / "cxstaff" / "linkage"
VIEWS = sorted(LINKAGE.rglob("views.py"))
PAGES = sorted({*LINKAGE.rglob("page.py"), LINKAGE / "comparison" / "parts.py"})


def named(path: Path) -> str:
    return str(path.relative_to(LINKAGE))


def classes_in(path: Path) -> Iterator[ast.ClassDef]:
    return (
        each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.ClassDef)
    )


def told_of(node: ast.ClassDef) -> Iterator[str]:
    """Return the types of a class's fields and of what its functions return."""
    for each in node.body:
        if isinstance(each, ast.AnnAssign):
            yield ast.unparse(each.annotation)
        elif isinstance(each, ast.FunctionDef) and each.returns:
            yield ast.unparse(each.returns)


@pytest.mark.parametrize("path", VIEWS, ids=named)
def test_views_hand_templates_one_page(path: Path) -> None:
    calls = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Call)]
    shown = [each for each in calls if ast.unparse(each.func) == "render_template"]
    assert all([word.arg for word in each.keywords] == ["page"] for each in shown)


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_pages_are_frozen_and_every_field_has_a_type(path: Path) -> None:
    found = list(classes_in(path))
    assert found
    for each in found:
        made = [ast.unparse(decorator) for decorator in each.decorator_list]
        assert made == ["dataclass(frozen=True, slots=True)"], each.name
        assert not [told for told in told_of(each) if "Any" in told or "Callable" in told], (
            each.name
        )
