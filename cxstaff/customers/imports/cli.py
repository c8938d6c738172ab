"""An operator's words about imports that are in: take one back."""

from __future__ import annotations

import uuid

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import Progress

from cxstaff import clock
from cxstaff.customers.imports import taking_back
from cxstaff.customers.imports.jobs import take_back
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.db import db
from cxstaff.errors import Refused


@click.command("take-back")
@click.argument("number", type=int)
@click.option("--yes", is_flag=True, help="Do not ask first.")
@with_appcontext
def take_back_command(number: int, yes: bool) -> None:
    """Take an import back: its page's address ends in its NUMBER.

    What it brought goes, what it changed becomes what it was. Killed, it goes on when asked again.
    """
    run = db.session.get(ImportRun, number)
    if run is None:
        raise click.ClickException(f"There is no import {number}.")
    try:
        if run.state != ImportState.TAKING_BACK:
            _begin_taking_back(run, is_sure=yes)
        _take_back(run)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused


def _begin_taking_back(run: ImportRun, *, is_sure: bool) -> None:
    refused = taking_back.hindrance(run)
    if refused is not None:
        raise refused
    told = taking_back.outlook(run)
    click.echo(
        f"{run.file_name}: {told.created:,} interactions would be removed ({told.corrected:,} of "
        f"them corrected by hand), {told.updated:,} would be what they were ({told.overtaken:,} of "
        f"them changed since: that stays), {told.held:,} records would leave the quarantine."
    )
    db.session.commit()  # nobody waits while the question stands
    if not is_sure:
        click.confirm("Take it back?", abort=True)
    taking_back.begin(run, None, now=clock.now())
    db.session.commit()


def _take_back(run: ImportRun) -> None:
    worker, run_id = uuid.uuid4().hex, run.id
    total = run.to_take_back or 0
    done = total - taking_back.left_of(run)
    is_mine = taking_back.LEASE.claim(worker, now=clock.now(), row_id=run_id) is not None
    db.session.commit()
    if not is_mine:
        raise Refused("A job worker is taking it back already. Its page says how far it is.")
    with Progress(console=Console()) as progress:
        task = progress.add_task("Taking back", total=total, completed=done)
        take_back(run_id, worker, lambda number: progress.advance(task, number))
    run = db.session.get_one(ImportRun, run_id)
    if run.state != ImportState.TAKEN_BACK:
        told = run.complaint or "Another worker has taken over. Its page says how far it is."
        raise click.ClickException(told)
    click.echo("It is taken back. The file can be imported again.")
