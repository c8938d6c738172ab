"""PostgreSQL's own programs: found in the version of the server, run without telling a password."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from cxstaff.errors import Refused

USUAL_FOLDERS = (
    "/usr/lib/postgresql/{}/bin",
    "/usr/pgsql-{}/bin",
    "/usr/local/opt/postgresql@{}/bin",
    "/opt/homebrew/opt/postgresql@{}/bin",
)


def major_of(version: str) -> int:
    """Return the first number of a version: 16 of 'pg_dump (PostgreSQL) 16.14'."""
    found = re.search(r"\d+", version)
    return int(found[0]) if found else 0


def tool(engine: Engine, name: str, kept_in: Path | None) -> Path:
    """Return where the program `name` of the server's own major version is.

    It is looked for in `kept_in` alone where that is told; else on the PATH, beside the server and
    in the usual folders. Raises `Refused` when there is none of that version.
    """
    wanted, others = _server_major(engine), list[str]()
    for path in _places(engine, name, wanted, kept_in):
        version = _version_of(path)
        if version and major_of(version) == wanted:
            return path
        if version:
            others.append(f"{path} ({version.split()[-1]})")
    raise Refused(
        "The server is PostgreSQL %(major)s, and %(name)s has to be of the same version. "
        "Found: %(found)s. Install the PostgreSQL %(major)s client, or name its folder in "
        "CXSTAFF_POSTGRES_BIN.",
        major=wanted,
        name=name,
        found=", ".join(others) or "none",
    )


def run(engine: Engine, words: Sequence[str]) -> None:
    """Run a program of PostgreSQL's on the engine's database. Raises `Refused` when it fails.

    Address, account and password are handed over in the environment of that one process, never as
    words of a command, which everybody on the machine can read.
    """
    done = subprocess.run(  # noqa: S603 – a program we chose, words we wrote
        words, env=_environment(engine), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise Refused(
            "%(name)s did not get through: %(said)s",
            name=Path(words[0]).name,
            said=without_password(engine, said)[-2000:],
        )


def without_password(engine: Engine, text: str) -> str:
    """Return a text without the password of the database, should it stand there."""
    password = str(engine.url.password or "")
    return text.replace(password, "***") if password else text


def _environment(engine: Engine) -> dict[str, str]:
    """Name every word of the connection as libpq reads it from the environment."""
    from psycopg import pq  # a tenth of a second that SQLite need not wait

    _, given = engine.dialect.create_connect_args(engine.url)
    names = {each.keyword.decode(): each.envvar for each in pq.Conninfo.get_defaults()}
    told = {
        variable.decode(): str(given[keyword])
        for keyword, variable in names.items()
        if variable and given.get(keyword) is not None
    }
    return {**os.environ, **told, "LC_MESSAGES": "C"}


def _server_major(engine: Engine) -> int:
    with engine.connect() as connection:
        number = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
    return int(number) // 10000


def _places(engine: Engine, name: str, major: int, kept_in: Path | None) -> Iterator[Path]:
    if kept_in is not None:
        yield kept_in / name
        return
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path)
    beside = _folder_of_server(engine)
    if beside:
        yield Path(beside) / name
    for folder in USUAL_FOLDERS:
        yield Path(folder.format(major)) / name


def _folder_of_server(engine: Engine) -> str | None:
    """Return where the server's own programs are, or None where this account may not ask."""
    asked = "SELECT setting FROM pg_config WHERE name = 'BINDIR'"
    try:
        with engine.connect() as connection:
            return str(connection.exec_driver_sql(asked).scalar())
    except DBAPIError:
        return None


def _version_of(path: Path) -> str | None:
    if not path.is_file():
        return None
    asked = [str(path), "--version"]
    try:
        told = subprocess.run(asked, capture_output=True, check=True, timeout=30)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return told.stdout.decode(errors="replace").strip()
