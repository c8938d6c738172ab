"""From where the databases are asked: whatever asks SQLite in some test asks PostgreSQL in another.

Tests that ask for pages run on SQLite. That nothing is lost by it is checked here, not believed:
every line of cxstaff that sends a statement has to send one to both databases in a whole run.
"""

import sys
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import Engine, event

from cxstaff.engine.columns import Cursor

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = f"{ROOT / 'cxstaff'}/"
# What others ask through: the line that called it is the one that tells what is asked.
THROUGH = tuple(f"{PRODUCT}{name}" for name in ("engine/", "db.py", "transactions.py", "batch.py"))
# What SQLAlchemy does by itself on the way, reading an object anew or writing what waits: at which
# line that is depends on what was done before.
BEGINNINGS = "BEGIN", "SET TRANSACTION"  # one database is told so, the other begins unasked
BY_ITSELF = frozenset({"_load_scalar_attributes", "_emit_lazyload", "_autoflush"})
Places = dict[str, set[str]]

places: Places = defaultdict(set)
"""By the name of a database, the lines that sent it a statement: `cxstaff/x.py:12 in f`."""


def listen_to(engine: Engine) -> None:
    """Note from now on which lines send statements to a database, or rows by COPY."""
    name = engine.dialect.name

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        place = None if statement.startswith(BEGINNINGS) else _place(sys._getframe(1))
        if place is not None:
            places[name].add(place)

    event.listen(engine, "before_cursor_execute", note)
    if name == "postgresql":
        _listen_to_copies(note)


def missing(found: Places) -> list[str]:
    """Return the lines that have asked SQLite and never PostgreSQL."""
    return sorted(found["sqlite"] - found["postgresql"])


def is_whole(config: pytest.Config) -> bool:
    """Say whether every test is run, on both databases."""
    given = config.option
    narrowed = given.keyword or given.markexpr or given.database or given.collectonly
    return not narrowed and config.args == config.getini("testpaths")


def _listen_to_copies(note: Callable[..., None]) -> None:
    copy = Cursor.copy

    def noted(cursor: Cursor, statement: str, *given: Any, **options: Any) -> Any:
        note(None, cursor, statement)
        return copy(cursor, statement, *given, **options)

    Cursor.copy = noted  # type: ignore[assignment, method-assign]


def _place(frame: FrameType | None) -> str | None:
    while frame is not None:
        code = frame.f_code
        if code.co_name in BY_ITSELF:
            return None
        if _is_asking(code.co_filename):
            return _told(code.co_filename, frame.f_lineno, code.co_name)
        frame = frame.f_back
    return None


@cache  # some twenty files are passed through on the way to each statement
def _is_asking(file: str) -> bool:
    return file.startswith(PRODUCT) and not file.startswith(THROUGH)


@cache
def _told(file: str, line: int, name: str) -> str:
    return f"{file[len(str(ROOT)) + 1 :]}:{line} in {name}"
