"""The changes that are tried: one operator, number, bound or call of a module at a time."""

import ast
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

Key = tuple[str, int]
"""A function in its file: its qualified name and its first line."""

OTHER_OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
OTHER_NAMES = {
    "min": "max",
    "max": "min",
    "any": "all",
    "all": "any",
    "floor": "ceil",
    "ceil": "floor",
    "minimum": "maximum",
    "maximum": "minimum",
    "argmin": "argmax",
    "argmax": "argmin",
    "nanmin": "nanmax",
    "nanmax": "nanmin",
    "lower": "upper",
    "upper": "lower",
    "asc": "desc",
    "desc": "asc",
    "bisect_left": "bisect_right",
    "bisect_right": "bisect_left",
}
REPEATED: dict[type, str] = {ast.comprehension: "ifs", ast.Call: "keywords"}
AROUND = 40
"""Characters shown around a change."""
UNTOUCHED = {"annotation", "returns", "decorator_list", "type_params", "defaults", "kw_defaults"}
EQUIVALENT_OPTIONS = {"strict"}
"""Options that change nothing as long as the program is right."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where it is, and what stood there and stands there now."""

    line: int
    was: str
    now: str
    function: Key | None
    names: tuple[str, ...]
    """The constants of the module that are changed, where no function is."""
    code: CodeType
    """The changed module; of constants the changed statement, and those made of them."""

    def __str__(self) -> str:
        return f"{self.line}: {' → '.join(_apart(self.was, self.now))}"


def changes_of(path: Path) -> Iterator[Change]:
    """Yield every change of a file that makes another program of it."""
    tree = ast.parse(path.read_text("utf-8"))
    for place in _places(tree, None, None):
        whole = ast.Module(_with_dependents(tree, place.statement), []) if place.names else tree
        for replacement in _replacements(place.node):
            before, was = compile(whole, str(path), "exec"), _said(place.statement)
            place.put(replacement)
            ast.fix_missing_locations(whole)
            code, now = compile(whole, str(path), "exec"), _said(place.statement)
            place.put(place.node)
            if code != before:
                line = getattr(place.node, "lineno", place.statement.lineno)
                was, now = (was, now) if was != now else (_said(place.node), _said(replacement))
                names = tuple(name for one in whole.body for name in _constants(one))
                yield Change(line, was, now, place.function, names if place.names else (), code)


def functions_in(code: CodeType) -> Iterator[tuple[Key, CodeType]]:
    """Yield the code of every function below a module's."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield (constant.co_qualname, constant.co_firstlineno), constant
            yield from functions_in(constant)


@dataclass(slots=True)
class _Place:
    """A node, what holds it, and the outermost function or constants that it stands in."""

    node: ast.AST
    above: Any
    field: str
    index: int | None
    statement: ast.stmt
    function: Key | None
    names: tuple[str, ...]

    def put(self, node: ast.AST) -> None:
        if self.index is None:
            setattr(self.above, self.field, node)
        else:
            getattr(self.above, self.field)[self.index] = node


def _places(
    above: ast.AST, statement: ast.stmt | None, function: Key | None, within: str = ""
) -> Iterator[_Place]:
    """Walk what runs: no annotations, no decorators, no defaults, no fields of classes."""
    for field, index, node in _children(above):
        own = node if isinstance(node, ast.stmt) else statement
        if field in UNTOUCHED or own is None or getattr(node, "arg", None) in EQUIVALENT_OPTIONS:
            continue
        names = _constants(own) if function is None and isinstance(above, ast.Module) else ()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function is None:
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            yield from _places(node, own, (f"{within}{node.name}", first))
        elif isinstance(node, ast.ClassDef) and function is None:
            yield from _places(node, own, None, f"{within}{node.name}.")
        elif function is not None:
            yield _Place(node, above, field, index, own, function, ())
            yield from _places(node, own, function)
        elif names:
            for place in _places(node, own, ("", 0)):
                place.function, place.names = None, names
                yield place


def _children(above: ast.AST) -> Iterator[tuple[str, int | None, ast.AST]]:
    for field, value in ast.iter_fields(above):
        if isinstance(value, ast.AST):
            yield field, None, value
        elif isinstance(value, list):
            yield from ((field, n, one) for n, one in enumerate(value) if isinstance(one, ast.AST))


def _constants(statement: ast.stmt) -> tuple[str, ...]:
    """Return the names that a statement gives values to."""
    targets = [statement.target] if isinstance(statement, ast.AnnAssign) else []
    targets = statement.targets if isinstance(statement, ast.Assign) else targets
    return tuple(one.id for each in targets for one in ast.walk(each) if isinstance(one, ast.Name))


def _with_dependents(tree: ast.Module, statement: ast.stmt) -> list[ast.stmt]:
    """Return a statement that gives constants, and those after it that are made of them."""
    names, found = set(_constants(statement)), [statement]
    for one in tree.body[tree.body.index(statement) + 1 :]:
        read = {node.id for node in ast.walk(one) if isinstance(node, ast.Name)}
        if _constants(one) and names & read:
            names.update(_constants(one))
            found.append(one)
    return found


def _replacements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in the place of a node."""
    kind = type(node)
    if kind in OTHER_OPERATORS:
        yield OTHER_OPERATORS[kind]()
    if isinstance(node, ast.Constant):
        yield from _numbers(node)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub | ast.Invert):
        yield node.operand
    for field in ("id", "attr"):
        if getattr(node, field, None) in OTHER_NAMES:
            yield _with(node, **{field: OTHER_NAMES[getattr(node, field)]})
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant | ast.Yield):
        yield ast.copy_location(ast.Pass(), node)
    if isinstance(node, ast.Continue):
        yield ast.copy_location(ast.Break(), node)
    yield from _left_out(node)


def _numbers(node: ast.Constant) -> Iterator[ast.AST]:
    """Yield the number above and, of a whole one, that below; the other of yes and no."""
    if isinstance(node.value, bool):
        yield _with(node, value=not node.value)
    elif isinstance(node.value, int):
        yield _with(node, value=node.value + 1)
        yield _with(node, value=node.value - 1)
    elif isinstance(node.value, float):
        yield _with(node, value=node.value * 2 if node.value else 1.0)


def _left_out(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node without one of its parts: a guard, a condition, an option, a bound."""
    yield from _one_less(node)
    if isinstance(node, ast.If):
        yield _with(node, test=ast.Constant(False))
        yield _with(node, test=ast.Constant(True))
    if isinstance(node, ast.IfExp):
        yield node.body
        yield node.orelse
    if isinstance(node, ast.Slice):
        for bound in ("lower", "upper", "step"):
            if getattr(node, bound) is not None:
                yield _with(node, **{bound: None})


def _one_less(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node without one of its conditions or options."""
    field = REPEATED.get(type(node))
    every = getattr(node, field) if field else []
    for left in every:
        if field and getattr(left, "arg", None) not in EQUIVALENT_OPTIONS:
            yield _with(node, **{field: [one for one in every if one is not left]})


def _with(node: ast.AST, **changed: Any) -> ast.AST:
    other = copy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return other


def _apart(was: str, now: str) -> tuple[str, str]:
    """Return where two texts differ, with a little of what stands around."""
    same = _alike(was, now)
    end = _alike(was[same:][::-1], now[same:][::-1])
    first = max(0, same - AROUND)
    return was[first : len(was) - end + AROUND], now[first : len(now) - end + AROUND]


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    different = (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(different, min(len(one), len(other)))


def _said(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0]
