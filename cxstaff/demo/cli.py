"""An operator's words for the demonstration: load it, and serve it with everything it needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_migrate import upgrade
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cxstaff import clock
from cxstaff.customers import loading
from cxstaff.db import db
from cxstaff.demo import answers, interactions, levers, names, roster, serving, thanks, unfinished
from cxstaff.demo.world import World, imagine
from cxstaff.digests import actions as digests
from cxstaff.people.queries import find_company
from cxstaff.pulses import actions as pulses
from cxstaff.pulses import jobs as pulse_jobs
from cxstaff.pulses.models import PulseRound

demo_cli = AppGroup("demo", help="A made-up company to look at.")
console = Console()


def init_app(app: Flask) -> None:
    """Add `flask demo …`."""
    app.cli.add_command(demo_cli)


@demo_cli.command("load")
@click.option("--teams", type=click.IntRange(3, 24), default=24, show_default=True)
@click.option(
    "--contacts", type=click.IntRange(100), default=interactions.A_YEAR, show_default=True
)
def load(teams: int, contacts: int) -> None:
    """Make up a company with a year behind it. Needs an empty database and takes a minute."""
    if current_app.config["SETTINGS"].is_production:
        raise click.ClickException(
            "The demonstration has passwords that everyone knows, so it is not for production. "
            "'flask admin create' starts your own company."
        )
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
@click.pass_context
def serve(context: click.Context, port: int) -> None:
    """Bring everything up: tables, a company, the web server and the job worker."""
    upgrade()
    if unfinished.is_there() or find_company() is None:
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
    for account in roster.ACCOUNTS:
        table.add_row(account.role.value, account.email, account.shows)
    console.print(table)
    console.print(f"Everyone's password is [bold]{roster.PASSWORD}[/bold].")


def _load(teams: int, contacts: int) -> None:
    now = clock.now()
    world = imagine(clock.local_day(now, names.ZONE), teams=teams)
    with _progress() as progress:
        task = progress.add_task("People", total=1)
        people = roster.hire(world, now)
        set_up = levers.set_up(world, people)
        unfinished.begin()
        db.session.commit()
        progress.advance(task)
        _ask(world, people, progress)
        task = progress.add_task("Interactions", total=contacts)
        for some in interactions.happen(world, people, contacts):
            loading.load(interactions.SOURCE, some)
            db.session.commit()
            progress.advance(task, len(some))
        task = progress.add_task("Thanks", total=1)
        count = round(thanks.A_YEAR * teams / 24)
        thanks.give(world, people, set_up, count)
        digests.ensure_plan(world.today - timedelta(days=6))  # so that one digest is due at once
        unfinished.end()
        db.session.commit()
        progress.advance(task)


def _ask(world: World, people: roster.Roster, progress: Progress) -> None:
    """Play the year's rounds one after the other, with the clock set to when each took place."""
    pulse, mood = answers.plan(world, people), answers.moods(people)
    db.session.commit()
    task = progress.add_task("Pulses", total=answers.ROUNDS)
    for number, opens_at in enumerate(answers.openings(pulse, clock.now()), 1):
        round_ = pulses.open_if_due(pulse.id, now=opens_at)
        if round_ is not None:
            is_last = round_.closes_at > clock.now()
            answers.fill(round_, world, mood, is_last=is_last)
            db.session.commit()
            if not is_last:
                _close(round_)
        progress.update(task, completed=number)


def _close(round_: PulseRound) -> None:
    pulse_jobs.close_rounds([round_.id], now=round_.closes_at)


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description:<14}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as progress:
        yield progress
