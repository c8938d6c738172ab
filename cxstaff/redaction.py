"""Redaction: one person's identifiers taken out of columns of text, wherever they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, and_, cast, func, or_, select, true, update
from sqlalchemy.orm import InstrumentedAttribute

from cxstaff.db import db
from cxstaff.identifiers import Identifiers

Column = InstrumentedAttribute[Any]
BATCH = 1000


def redact(columns: Iterable[Column], identifiers: Identifiers) -> set[str]:
    """Take a person's identifiers out of columns of sentences; return the tables that changed."""
    return _in_each(columns, identifiers, identifiers.removed_from)


def redact_records(columns: Iterable[Column], identifiers: Identifiers) -> set[str]:
    """Take them out of columns of raw records, short numbers too; return the changed tables."""
    return _in_each(columns, identifiers, identifiers.removed_from_record)


def may_name(column: Any, who: Identifiers) -> ColumnElement[bool]:
    """Say of a column of text or JSON that reading it is worth while: it may name somebody."""
    text = cast(column, String) if isinstance(column.type, JSON) else column
    lists = [and_(*(text.icontains(each, autoescape=True) for each in one)) for one in who.needles]
    return or_(*lists) if lists else true()


def _in_each(
    columns: Iterable[Column], identifiers: Identifiers, without: Callable[[str], str]
) -> set[str]:
    changed = set[str]()
    for column in columns:
        table = column.property.columns[0].table
        if _redact(table, table.c[column.property.columns[0].name], identifiers, without):
            changed.add(table.name)
    return changed


def _redact(table: Any, column: Any, who: Identifiers, without: Callable[[str], str]) -> int:
    """Change the rows of one column that name somebody; return how many did."""
    keys = list(table.primary_key.columns)
    query = select(*keys, column).where(column.is_not(None), may_name(column, who))
    changes = [
        (row[:-1], row[-1], new)
        for row in db.session.execute(query.execution_options(yield_per=BATCH))
        if (new := _deep(row[-1], without)) != row[-1]
    ]
    for key, old, new in changes:
        mine = [held == value for held, value in zip(keys, key, strict=True)]
        same = true() if isinstance(column.type, JSON) else column == old  # else edited meanwhile
        kept = _free(column, new) if _is_unique(table, column) else new
        db.session.execute(update(table).where(*mine, same).values({column.name: kept}))
    return len(changes)


def _deep(value: Any, without: Callable[[str], str]) -> Any:
    """Change the text, or every text within a JSON value."""
    if isinstance(value, str):
        return without(value)
    if isinstance(value, list):
        return [_deep(each, without) for each in value]
    if isinstance(value, dict):
        return {without(key): _deep(each, without) for key, each in value.items()}
    return value


def _is_unique(table: Any, column: Any) -> bool:
    """Say whether no two rows may hold the same."""
    alone = [each for each in table.constraints if list(getattr(each, "columns", [])) == [column]]
    return bool(alone)


def _free(column: Any, wanted: str) -> str:
    """Return the text, with a number behind it where another row holds it already."""
    for number in count(1):
        tried = wanted if number == 1 else f"{wanted} {number}"
        held = select(func.count()).where(func.lower(column) == func.lower(tried))
        if not db.session.scalar(held):
            return tried
    raise AssertionError("there is always a next number")
