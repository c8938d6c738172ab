"""Stored functions: several statements that PostgreSQL runs as one, where SQLite is told each.

Asked one by one they cost a message each, and everybody who waits for a lock waits for all of them.
SQLite runs in this process, and knows no functions of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from cxstaff.engine.prepared import Prepared


class StoredFunction:
    """A function of PostgreSQL with the types of its arguments by name, in their order.

    `source` is what stands between its name and arguments and the end: what it returns, and how.
    """

    def __init__(self, name: str, arguments: Mapping[str, TypeEngine[Any]], source: str) -> None:
        self.name, self.arguments, self.source = name, arguments, source
        given = [bindparam(each, type_=kind) for each, kind in arguments.items()]
        self._asking = Prepared(select(getattr(func, name)(*given)))

    def define(self, connection: Connection) -> None:
        """Store the function, instead of one of that name; SQLite needs none."""
        if connection.dialect.name == "postgresql":
            written = f"CREATE OR REPLACE FUNCTION {self._signature(connection)} {self.source}"
            connection.exec_driver_sql(written)

    def forget(self, connection: Connection) -> None:
        """Remove the function."""
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {self.name}")

    def ask(self, session: Session, values: Mapping[str, Any]) -> Any | None:
        """Return what the function returns; None on SQLite, where the caller does it itself."""
        if session.get_bind().dialect.name != "postgresql":
            return None
        row = self._asking.row(session.connection(), values)
        return row[0] if row else None

    def _signature(self, connection: Connection) -> str:
        kinds = {each: kind.compile(connection.dialect) for each, kind in self.arguments.items()}
        return f"{self.name}({', '.join(f'{each} {kind}' for each, kind in kinds.items())})"
