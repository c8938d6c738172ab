"""What an operator can do about digests: send what is due, look at somebody's."""

from __future__ import annotations

from collections import Counter
from itertools import product

import click
from flask import Flask
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.digests import actions, jobs, queries
from cxstaff.digests.contents import contents_of
from cxstaff.digests.models import EditionState
from cxstaff.digests.outbox import Digests, letter_of
from cxstaff.digests.periods import Cadence, latest_day
from cxstaff.digests.words import STATES
from cxstaff.people import queries as people
from cxstaff.text import one_line
from cxstaff.work import dispatch

MOST_WAITING = 500

digests_cli = AppGroup("digests", help="The recognition digest.")


def init_app(app: Flask) -> None:
    """Add `flask digests …`."""
    app.cli.add_command(digests_cli)


@digests_cli.command("send")
@click.option("--dry-run", is_flag=True, help="Only say what is due.")
def send(*, dry_run: bool) -> None:
    """Send every digest that is due now."""
    if dry_run:
        _show_due()
        return
    digests, complaint = Digests(), None
    try:
        jobs.send_some(digests)
    except dispatch.LettersWait as down:
        complaint = str(down)
    ended = sorted(digests.ended.items())
    words = [f"{count} {str(STATES[state][0]).lower()}" for state, count in ended]
    Console().print(", ".join(words) or "No digest was due.")
    if complaint:
        raise click.ClickException(f"{complaint} What waits is tried again by itself.")


@digests_cli.command("show")
@click.argument("email", type=one_line)
@reading()
def show(email: str) -> None:
    """Print somebody's last digest as its letter reads."""
    person = people.find_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody on the roster has the address '{email}'.")
    edition = queries.latest_edition(person.id)
    if edition is None:
        raise click.ClickException(f"{person.name} had no digest yet.")
    letter = letter_of(edition, contents_of(edition), email)
    state = STATES[EditionState(edition.state)][0]
    click.echo(f"{state} · period to {edition.ends_on} · {edition.message_id}")
    click.echo(f"Subject: {letter.subject}\n\n{letter.text}")


def _show_due() -> None:
    """Print, by zone, for how many people a digest is due."""
    now = clock.now()
    plan = actions.ensure_plan(clock.local_day(now, people.get_company().zone))
    table = Table("Zone", "Rhythm", "Period to", "Due")
    due: Counter[tuple[str, Cadence]] = Counter()
    for zone, every in product(queries.zones(), Cadence):
        day = latest_day(queries.rhythm_of(plan, every), zone, now)
        is_time = day >= plan.starts_on
        due[zone, every] = queries.count_due(zone, day, every, plan.every) if is_time else 0
        if due[zone, every]:
            table.add_row(zone, every, str(day), str(due[zone, every]))
    waiting = len(queries.editions_waiting(now, MOST_WAITING))
    paused = " Digests are paused." if plan.is_paused else ""
    db.session.rollback()  # nothing was decided, not even the plan
    if due.total():
        Console().print(table)
    Console().print(f"{due.total()} due, {waiting} to be tried again.{paused}")
