"""Restoring: an archive is checked, loaded into an empty database and held against its manifest."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, update

from cxstaff import migrate
from cxstaff.backups import queries
from cxstaff.backups.archive import DATABASE, UPLOADS, Archive, partial_folder
from cxstaff.backups.manifest import Manifest
from cxstaff.customers.records import rebuild
from cxstaff.db import db
from cxstaff.engine import dumps
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.security_log import queries as security_log

MANY_SESSIONS = 2**30


@dataclass(frozen=True, slots=True)
class RestoreCheck:
    """One thing that was looked at: what was found, and whether that is as it should be."""

    is_fine: bool
    sentence: str


def refuse_unless_fitting(told: Manifest, kind: dumps.DatabaseVersion) -> None:
    """Raise `Refused` for a backup that this program or this database cannot take."""
    if told.database != kind.name:
        raise Refused(
            "This backup is one of %(theirs)s, and CXSTAFF_DATABASE_URL names %(ours)s.",
            theirs=told.database,
            ours=kind.name,
        )
    major = dumps.DatabaseVersion(told.database, told.version).major
    if kind.name == dumps.POSTGRESQL and kind.major < major:
        raise Refused(
            "This backup was made by PostgreSQL %(theirs)s and cannot be read by the older "
            "%(ours)s. Restore it on a server of version %(theirs)s or newer.",
            theirs=major,
            ours=kind.major,
        )
    if not migrate.knows(told.revision):
        raise Refused(
            "Its tables are at revision '%(theirs)s', which this program does not know: it was "
            "made by a newer cxstaff. Use that version.",
            theirs=told.revision[:40],
        )


def load(archive: Archive, engine: Engine, folder: Path, tools: Path | None) -> None:
    """Fill the empty database of `engine`; what is unpacked on the way lies in `folder`."""
    dump = folder / "dump"
    archive.unpack(DATABASE, dump)
    dumps.load(engine, dump, tools)
    dump.unlink()


def as_made(told: Manifest, engine: Engine) -> Iterator[RestoreCheck]:
    """Hold what was loaded against the manifest, before any migration changes it."""
    with engine.connect() as connection:
        rows, sums = queries.rows_of_tables(connection), queries.running_sums(connection)
        faults = dumps.faults_in(connection)
        revision = queries.revision_of(connection)
    engine.dispose()
    yield RestoreCheck(
        rows == told.tables,
        f"{len(rows)} tables hold {sum(rows.values()):,} rows"
        + _but(_unlike(told.tables, rows), "as many as when it was made"),
    )
    yield RestoreCheck(
        sums == told.sums,
        f"{len(sums)} sets of running sums" + _but(_unlike(told.sums, sums), "as when it was made"),
    )
    yield RestoreCheck(not faults, "No row points nowhere, no page is damaged" + _but(faults, ""))
    right = revision == told.revision
    yield RestoreCheck(right, f"The tables came at revision {revision}, as they were then")


def brought_up(told: Manifest) -> RestoreCheck:
    """Bring the tables of this application's database up to what the program needs."""
    migrate.upgrade_to_head()
    now = migrate.head()
    with db.engine.connect() as connection:
        is_there = queries.revision_of(connection) == now
    how = "which the program needs" if now == told.revision else f"brought up from {told.revision}"
    return RestoreCheck(is_there, f"The tables are at revision {now}, {how}")


def as_they_should_be() -> Iterator[RestoreCheck]:
    """Hold what cxstaff keeps twice against each other, in this application's database."""
    teams = rebuild.team_ids()
    wrong = [team_id for team_id in teams if rebuild.differences(team_id)]
    db.session.rollback()
    yield RestoreCheck(
        not wrong,
        f"The running sums of {len(teams)} teams are what their interactions add up to"
        + _but([f"not those of team {each}" for each in wrong], ""),
    )
    report = security_log.held_against({})
    db.session.rollback()
    yield RestoreCheck(
        not report.faults,
        "The security log is one unbroken chain" + _but([str(each) for each in report.faults], ""),
    )
    with db.engine.connect() as connection:
        faults = dumps.faults_in(connection)
    yield RestoreCheck(not faults, "No row points nowhere after that either" + _but(faults, ""))


def put_back_uploads(archive: Archive, into: Path) -> int:
    """Write the files of unfinished imports into a folder; return how many were not there yet."""
    into.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = 0
    with partial_folder(into) as folder:
        for name in archive.uploads:
            if not (into / name).exists():
                archive.unpack(UPLOADS + name, folder / name)
                os.rename(folder / name, into / name)
                written += 1
    return written


def end_sessions() -> None:
    """End every session, also those begun after the backup was made: all sign in again.

    The number that sessions are known by is drawn anew, so that no cookie of any time fits.
    """
    version = 1 + secrets.randbelow(MANY_SESSIONS)
    db.session.execute(update(Person).values(session_version=version))


def _unlike(made: Mapping[str, object], found: Mapping[str, object]) -> list[str]:
    return [
        f"{name}: {found.get(name, 'missing')} instead of {made.get(name, 'none')}"
        for name in sorted({*made, *found})
        if made.get(name) != found.get(name)
    ]


def _but(wrong: list[str], otherwise: str) -> str:
    if wrong:
        return ", BUT " + "; ".join(wrong[:5])
    return f", {otherwise}" if otherwise else ""
