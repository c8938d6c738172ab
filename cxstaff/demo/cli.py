"""An operator's words for the demonstration: load it, and serve it with everything it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_migrate import upgrade
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from cxstaff import clock
from cxstaff.alignment.jobs import look_for_mixed_messages
from cxstaff.db import db
from cxstaff.demo import serving, unfinished
from cxstaff.demo.accounts import ACCOUNTS, PASSWORD
from cxstaff.demo.empty import ADMIN, found_empty_company
from cxstaff.people.queries import find_company, get_company
from cxstaff.pulses import jobs as pulse_jobs
from cxstaff.web import assets

if TYPE_CHECKING:
    from cxstaff.demo.making import MakingStep

demo_cli = AppGroup("demo", help="A made-up company to look at.")
console = Console()

A_YEAR = 100_000
NOT_FOR_PRODUCTION = (
    "The demonstration has passwords that everyone knows, so it is not for production. "
    "“flask admin create” starts your own company."
)


def init_app(app: Flask) -> None:
    """Add `flask demo …`."""
    app.cli.add_command(demo_cli)


@demo_cli.command("load")
@click.option("--teams", type=click.IntRange(3, 24), default=24, show_default=True)
@click.option("--contacts", type=click.IntRange(100), default=A_YEAR, show_default=True)
def load(teams: int, contacts: int) -> None:
    """Make up a company with a year behind it. Needs an empty database and takes a minute."""
    if current_app.config["SETTINGS"].is_production:
        raise click.ClickException(NOT_FOR_PRODUCTION)
    if unfinished.is_there():
        console.print("An earlier load was stopped half-way; starting again.")
        unfinished.clear()
        db.session.commit()
    elif find_company() is not None:
        raise click.ClickException(
            "There is a company already. The demonstration needs an empty database."
        )
    _load(teams, contacts)
    who_can_sign_in()


@demo_cli.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--empty", is_flag=True, help="Found an empty company instead, with an admin alone.")
@click.pass_context
def serve(context: click.Context, port: int, empty: bool) -> None:
    """Bring everything up: tables, a company, the web server and the job worker."""
    console.print("Preparing the database …")
    upgrade()
    console.print("Compressing static files …")
    for _ in assets.compress(Path(current_app.static_folder or "")):
        pass
    if empty:
        _found_empty()
    elif unfinished.is_there() or find_company() is None:
        context.invoke(load)
    else:
        who_can_sign_in()
    db.session.remove()
    db.engine.dispose()
    try:
        serving.run(port, console)
    except serving.PortTaken as error:
        raise click.ClickException(str(error)) from error


def who_can_sign_in() -> None:
    """Print the accounts of the demonstration, where that is what is loaded."""
    company = find_company()
    if company is None or not company.is_demonstration:
        return
    table = Table("Sign in as", "E-mail", "Sees", title=f"{company.name} (a demonstration)")
    for account in ACCOUNTS:
        table.add_row(account.role.value, account.email, account.shows)
    console.print(table)
    console.print(f"Everyone’s password is [bold]{PASSWORD}[/bold].")
    console.print("A company to set up from nothing: [bold]COMPANY=empty make run[/bold]")


def _found_empty() -> None:
    """Found a company without anybody but its admin, unless one is there; say who signs in."""
    if current_app.config["SETTINGS"].is_production:
        raise click.ClickException(NOT_FOR_PRODUCTION)
    if find_company() is None:
        found_empty_company(clock.now())
        db.session.commit()
    company = get_company()
    console.print(f"{company.name} is empty at first. Its admin signs in as [bold]{ADMIN}[/bold],")
    console.print(f"password [bold]{PASSWORD}[/bold]. Letters are not sent: see /mailbox.")


def _load(teams: int, contacts: int) -> None:
    from cxstaff.demo.making import make  # here, so that other commands start fast

    console.print("Making a company up; this takes a minute or two …")
    with _progress() as tell:
        for step in make(teams, contacts, clock.now()):
            db.session.commit()
            if step.ended is not None:
                pulse_jobs.close_rounds([step.ended.id], now=step.ended.closes_at)
            tell(step)
    look_for_mixed_messages()


@contextmanager
def _progress() -> Iterator[Callable[[MakingStep], None]]:
    """Yield what tells how far a load is: bars on a terminal, elsewhere lines.

    Elsewhere bars would be seen once all is over.
    """
    if not console.is_terminal:
        yield _in_lines()
        return
    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console) as progress:

        def tell(step: MakingStep) -> None:
            if step.name not in tasks:
                tasks[step.name] = progress.add_task(step.name, total=step.total)
            progress.update(tasks[step.name], completed=step.done)

        yield tell


def _in_lines() -> Callable[[MakingStep], None]:
    """Return what writes a line for each tenth of each step."""
    told: set[tuple[str, int]] = set()

    def tell(step: MakingStep) -> None:
        tenth = step.name, 10 * step.done // step.total
        if tenth not in told:
            told.add(tenth)
            console.print(f"{step.name}: {step.done:,} of {step.total:,}", highlight=False)

    return tell
