"""An operator's words about customers: bring a file in."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from cxstaff import clock, tables
from cxstaff.customers import options
from cxstaff.customers.imports import actions, checking, previews
from cxstaff.customers.imports.cli import take_back_command
from cxstaff.customers.imports.jobs import bring_in, forget_unless_received, path_of
from cxstaff.customers.models import ImportRun
from cxstaff.customers.moves.cli import late_moves_command
from cxstaff.customers.quarantine.cli import explain_command, feed_again_command
from cxstaff.customers.reading.contact import Tally
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.customers.reading.unread import Unread
from cxstaff.customers.records.cli import rebuild_command, verify_command
from cxstaff.customers.records.handlers import Roster
from cxstaff.customers.words import in_words
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.tables import Layout

MOST_PROBLEMS = 20
MOST_SHOWN = 5

customers_cli = AppGroup("customers", help="Interactions and what customers said.")
customers_cli.add_command(rebuild_command)
customers_cli.add_command(verify_command)
customers_cli.add_command(late_moves_command)
customers_cli.add_command(take_back_command)
customers_cli.add_command(explain_command)
customers_cli.add_command(feed_again_command)


def init_app(app: Flask) -> None:
    """Add `flask customers …`."""
    app.cli.add_command(customers_cli)


@customers_cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.of_reading
@click.option("--encoding", type=click.Choice(tables.ENCODINGS), help="How letters are written.")
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_(file: Path, dry_run: bool, encoding: str | None, **said: Any) -> None:
    """Bring in interactions from a file: CSV, a workbook, JSON or NDJSON.

    Columns are guessed from their headings; --map, for instance --map reference=Ticket, corrects
    the guess, --word what words mean. Importing the same file again changes nothing.
    """
    stored_as = f"interactions-{secrets.token_hex(16)}.csv"
    try:
        is_converted = tables.convert(file, path_of(stored_as), encoding)
        table = path_of(stored_as) if is_converted else file.resolve()
        layout = tables.examine(table)
        tables.check_encoding(table, layout.doubts)
        how = options.mapping_for(table, layout, **said)
        options.show(layout, how)
        if not dry_run:
            _bring_in(table, file.name, stored_as if is_converted else str(table), how)
            return
        _try(table, layout, how)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    finally:
        forget_unless_received(stored_as)


def _bring_in(table: Path, name: str, stored_as: str, how: Mapping) -> None:
    run = actions.receive(table, name, stored_as, None, now=clock.now())
    actions.start(run, how, None, now=clock.now())
    db.session.flush()
    worker = uuid.uuid4().hex
    run_id = actions.LEASE.claim(worker, now=clock.now(), row_id=run.id)
    db.session.commit()
    if run_id is None:
        raise Refused("A job worker is bringing the file in already.")
    with _progress() as progress:
        task = progress.add_task("Bringing in", total=run.bytes_total, records=0)
        db.session.commit()

        def show(run: ImportRun) -> None:
            progress.update(task, completed=run.bytes_done, records=f"{run.records:,}")

        bring_in(run_id, worker, show)
    _report(db.session.get_one(ImportRun, run_id))


def _report(run: ImportRun) -> None:
    click.echo(
        f"{run.records:,} records: {run.accepted:,} accepted, {run.updated:,} updated, "
        f"{run.duplicates:,} known already, {run.left_out:,} left out, "
        f"{run.quarantined:,} quarantined."
    )
    if run.quarantined:
        _show_problems(previews.problems_of(run.id))
        click.echo(f"The quarantine is at /customers/imports/{run.id}/quarantine.")
    if run.awaited:
        click.echo(f"{run.awaited:,} ratings that were held back for these records joined them.")
    _show_unread(Unread(run.unread))
    _show_too_old(run.too_old)
    if not run.is_finished:
        raise click.ClickException(run.complaint or "The import was stopped or taken over.")


def _try(file: Path, layout: Layout, how: Mapping) -> None:
    """Do everything an import does and take it back, chunk by chunk."""
    tried = checking.Trial(how.source, Roster(how.several))
    with _progress() as progress:
        task = progress.add_task("Trying", total=file.stat().st_size, records=0)
        for tried, ends_at in checking.tries(file, layout, how, now=clock.now()):
            progress.update(task, completed=ends_at, records=f"{tried.records:,}")
    click.echo(
        f"Nothing was changed. Of {tried.records:,} records {tried.accepted:,} would be accepted, "
        f"{tried.updated:,} updated, {tried.duplicates:,} are known already, "
        f"{tried.left_out:,} would be left out, "
        f"{tried.quarantined:,} would be quarantined."
    )
    if tried.turned_back:
        click.echo(
            f"{tried.turned_back:,} records would go back to what they were before. Is this file "
            "older than the last one?"
        )
    if tried.awaited:
        click.echo(f"{tried.awaited:,} ratings that are held back would join these records.")
    _show_problems(sorted(tried.problems.values(), key=lambda each: -each.records))
    _show_unread(tried.unread)
    _show_too_old(tried.too_old)


def _show_problems(problems: Sequence[Tally]) -> None:
    if problems:
        table = Table("Problem, with the first record that has it", "Records like it")
        for tally in problems[:MOST_PROBLEMS]:
            table.add_row(escape(in_words(tally.example)), f"{tally.records:,}")
        Console().print(table)


def _show_unread(unread: Unread) -> None:
    """Tell which optional values could not be read and were left empty."""
    if unread:
        table = Table("Left empty: not read, or without a time of day", "Values", "Such as")
        for flaw in unread.flaws():
            words = ", ".join(f"{word} ({times:,})" for word, times in flaw.words[:MOST_SHOWN])
            table.add_row(flaw.key, f"{flaw.records:,}", escape(words))
        Console().print(table)


def _show_too_old(records: int) -> None:
    """Tell of how many records details were left out, since they are no longer kept."""
    if records:
        click.echo(
            f"Of {records:,} records who the customer is and what they wrote is older than your "
            "company keeps it, and was left out."
        )


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[records]} records"),
        TimeRemainingColumn(),
        console=Console(),
    )
