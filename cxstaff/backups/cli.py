"""An operator's words about backups: make one, prove that it can be restored, restore it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from config import Settings
from cxstaff import clock, create_app, migrate, security_log
from cxstaff.backups import restoring
from cxstaff.backups.actions import Made, back_up
from cxstaff.backups.archive import Archive, reading
from cxstaff.backups.restoring import RestoreCheck
from cxstaff.db import db
from cxstaff.engine import dumps
from cxstaff.errors import Refused
from cxstaff.pulses.sealing.queries import rounds_without_key
from cxstaff.security_log import Act


def init_app(app: Flask) -> None:
    """Add `flask backup` and `flask restore`."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)


@click.command("backup")
@click.argument("into", type=click.Path(path_type=Path))
@with_appcontext
def backup(into: Path) -> None:
    """Write a backup into a folder, or to a file that does not exist yet.

    People can go on working. Keys of open rounds are never in it.
    """
    now = clock.now()
    try:
        made = back_up(db.engine, _settings(), into, now=now)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    told = made.manifest
    if told.revision == migrate.head():  # before an upgrade there may be no log to write to
        file, digest = made.path.name, made.sha256
        security_log.record(Act.BACKED_UP, by=None, now=now, file=file, sha256=digest)
        db.session.commit()
    click.echo(_about(made))
    for name in told.left_out:
        click.echo(f"Left out: the file {name} of an import that has not ended; upload it again.")
    if told.open_rounds:
        click.echo(
            f"Rounds whose answers are sealed: {told.open_rounds}. Their keys are in "
            f"{_settings().key_dir} alone, and belong in no backup."
        )


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--verify", is_flag=True, help="Only prove that it can be; change nothing here.")
@with_appcontext
def restore(file: Path, verify: bool) -> None:
    """Restore a backup into the empty database that CXSTAFF_DATABASE_URL names.

    With --verify it is restored into a database made for this, held against what was written down
    when it was made, brought up to date and removed again. The exit status says whether all is
    well.
    """
    try:
        with reading(file) as archive:
            told = archive.manifest
            click.echo(
                f"Backup of {told.created_at:%Y-%m-%d %H:%M} UTC, {told.database} {told.version}."
            )
            restoring.refuse_unless_fitting(told, dumps.database_version(db.engine))
            archive.check()
            click.echo(f"ok   {len(told.parts)} parts have the SHA-256 of the manifest")
            is_sound = _verify(archive) if verify else _restore(archive)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    if not is_sound:
        raise click.ClickException("Not everything is as it should be; see BAD above.")
    click.echo("This backup can be restored." if verify else "The backup is restored.")


def _verify(archive: Archive) -> bool:
    """Restore into a database of its own, which an application of its own then looks through."""
    with TemporaryDirectory(prefix="cxstaff-verify-") as name:
        folder = Path(name)
        with dumps.scratch(db.engine, folder) as url:
            apart = replace(_settings(), key_dir=folder / "keys", upload_dir=folder / "uploads")
            tried = create_app(replace(apart, database_url=url))
            with tried.app_context():
                try:
                    return _are_fine(_loaded(archive, folder))
                finally:
                    db.session.remove()
                    db.engine.dispose()


def _restore(archive: Archive) -> bool:
    """Restore for real: after that everybody signs in again, and the log has a line."""
    with TemporaryDirectory(prefix="cxstaff-restore-") as name:
        is_sound = _are_fine(_loaded(archive, Path(name)))
    if not is_sound:
        return False
    restoring.put_back_uploads(archive, _settings().upload_dir)
    restoring.end_sessions()
    made_at = archive.manifest.created_at.isoformat(timespec="seconds")
    security_log.record(Act.RESTORED, by=None, now=clock.now(), backup_of=made_at)
    db.session.commit()
    _say_what_is_left(archive)
    return True


def _loaded(archive: Archive, folder: Path) -> Iterator[RestoreCheck]:
    """Fill this application's empty database, bring it up to date and look through it."""
    told = archive.manifest
    restoring.load(archive, db.engine, folder, _settings().postgres_bin)
    found = list(restoring.as_made(told, db.engine))
    yield from found
    if all(each.is_fine for each in found):
        yield restoring.brought_up(told)
        yield from restoring.as_they_should_be()


def _are_fine(findings: Iterator[RestoreCheck]) -> bool:
    """Tell what was found as it is found; say whether all of it is fine."""
    are_fine = True
    for each in findings:
        click.echo(f"{'ok ' if each.is_fine else 'BAD'}  {each.sentence}")
        are_fine = are_fine and each.is_fine
    return are_fine


def _say_what_is_left(archive: Archive) -> None:
    click.echo("Everybody signs in again. What happened after the backup was made is lost.")
    for name in archive.manifest.left_out:
        click.echo(f"Not in the backup: the file {name} of an import; upload it again.")
    keyless = rounds_without_key(_settings().key_dir)
    if keyless:
        click.echo(
            f"Rounds sealed with a key that is not in {_settings().key_dir}: {len(keyless)}. "
            "Put the keys back, or see “flask pulses stuck” and “flask pulses give-up”."
        )


def _about(made: Made) -> str:
    told, size = made.manifest, made.path.stat().st_size
    return (
        f"{made.path}: {len(told.tables)} tables, {told.rows:,} rows, {size / 1e6:,.1f} MB.\n"
        f"SHA-256 {made.sha256}"
    )


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
