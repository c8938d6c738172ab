"""Columns of Python values as the databases take many rows: for a driver, and as text for COPY."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, Integer, LargeBinary, Table

from cxstaff import utc
from cxstaff.db import Instant, Moment

AT_ONCE = 1_000
NOTHING = r"\N"
_SIGNS = str.maketrans({"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"})


def bound(
    connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]
) -> Iterator[Sequence[Any]]:
    """Give columns as SQLite's driver takes them; only those that need it are converted."""
    for name, values in columns.items():
        kind = table.c[name].type
        processor = kind.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        if processor is None:
            yield values
        elif isinstance(kind, Instant):
            yield utc.column_as_numbers(values)
        elif isinstance(kind, Moment):
            yield utc.column_as_texts(values)
        elif isinstance(kind, Date | Boolean):
            known = {value: processor(value) for value in set(values)}
            yield [known[value] for value in values]
        else:
            yield list(map(processor, values))


def lines(table: Table, columns: Mapping[str, Sequence[Any]]) -> Iterator[str]:
    """Give rows in the text format of PostgreSQL's COPY, some lines at a time.

    The server inserts some while the next are written.
    """
    kinds = [table.c[name].type for name in columns]
    for start in range(0, max(map(len, columns.values()), default=0), AT_ONCE):
        some = [values[start : start + AT_ONCE] for values in columns.values()]
        texts = map(_texts, kinds, some)
        yield "\n".join((*map("\t".join, zip(*texts, strict=True)), ""))


def _texts(kind: Any, values: Sequence[Any]) -> Sequence[str]:
    if isinstance(kind, Moment):
        return [NOTHING if text is None else f"{text}+00" for text in utc.column_as_texts(values)]
    if isinstance(kind, Date | Boolean):
        known = {value: NOTHING if value is None else str(value) for value in set(values)}
        return [known[value] for value in values]
    if isinstance(kind, JSON):
        return _escaped(list(map(json.dumps, values)))
    if isinstance(kind, Integer):
        return [NOTHING if value is None else str(value) for value in values]
    if isinstance(kind, LargeBinary):
        values = [value if value is None else f"\\x{value.hex()}" for value in values]
    return _escaped([value if value is None else str(value) for value in values])


def _escaped(texts: Sequence[str | None]) -> Sequence[str]:
    """Write texts so that no sign of theirs ends a field or a line."""
    whole = "".join([text for text in texts if text])
    if any(sign in whole for sign in "\\\n\r\t"):
        return [NOTHING if text is None else text.translate(_SIGNS) for text in texts]
    return [NOTHING if text is None else text for text in texts]
