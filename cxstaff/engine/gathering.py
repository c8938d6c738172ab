"""Rows of a subquery as one text of JSON, so that what belongs to a row comes with it, once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class gathered(FunctionElement[str]):  # noqa: N801 – used like a function of SQL
    """The rows of a query as the text of a list of lists, in any order; NULL or '[]' of none.

    What a column of JSON holds may stand there as JSON, or once more as text.
    """

    type = Text()
    inherit_cache = True
    name = "gathered"


@compiles(gathered, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    row = compiler.process(element.clauses, **options)
    return f"CAST(json_agg(json_build_array({row})) AS TEXT)"


@compiles(gathered)
def _on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_group_array(json_array({compiler.process(element.clauses, **options)}))"
