"""Rows of Python values as a table that a query can join, any number of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, FromClause, bindparam, column, func, literal, select
from sqlalchemy.orm import Session


def listed(
    session: Session, kinds: Mapping[str, Any], columns: Mapping[str, Sequence[Any]]
) -> FromClause:
    """Return a table of one statement, whose `columns` hold the values, in the same order, by name.

    `kinds` are the types of its columns. It is handed over as one value a column or one value in
    all, so that rows are not counted against the most values of a statement.
    """
    dialect = session.get_bind().dialect
    if dialect.name == "postgresql":
        arrays = [
            bindparam(None, list(columns[name]), type_=ARRAY(kind), unique=True)
            for name, kind in kinds.items()
        ]
        named = (column(name, kind) for name, kind in kinds.items())
        return func.unnest(*arrays).table_valued(*named, name="listed").render_derived()
    ready = []
    for name, kind in kinds.items():
        processor = kind.dialect_impl(dialect).bind_processor(dialect)
        values = columns[name]
        ready.append([processor(value) for value in values] if processor else values)
    rows = func.json_each(literal(json.dumps(list(zip(*ready, strict=True))))).table_valued("value")
    return select(
        *(
            func.json_extract(rows.c.value, f"$[{place}]", type_=kind).label(name)
            for place, (name, kind) in enumerate(kinds.items())
        )
    ).subquery("listed")
