"""An operator's words for pulses: open one now, close what is over."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.people.queries import get_company
from cxstaff.pulses import jobs
from cxstaff.pulses.closing.queries import name_of_round
from cxstaff.pulses.giving_up.actions import give_up
from cxstaff.pulses.models import Pulse, PulseRound
from cxstaff.pulses.planning import actions
from cxstaff.pulses.rounds import queries
from cxstaff.pulses.sealing import keys
from cxstaff.pulses.sealing.queries import rounds_without_key
from cxstaff.web import when

pulses_cli = AppGroup("pulses", help="Pulses and their rounds.")


def init_app(app: Flask) -> None:
    """Add `flask pulses …`."""
    app.cli.add_command(pulses_cli)


@pulses_cli.command("open")
@click.argument("pulse_id", type=int)
def open_(pulse_id: int) -> None:
    """Ask a pulse now, whatever its plan says."""
    pulse, now = db.session.get(Pulse, pulse_id), clock.now()
    if pulse is None:
        raise click.ClickException(f"There is no pulse {pulse_id}.")
    try:
        round_ = actions.open_beside(pulse, now=now)
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    asked = queries.participation_in([round_.id], now)[round_.id].invited
    closes = when(round_.closes_at, get_company().zone)
    db.session.commit()
    Console().print(f"Round {round_.id} is open: {asked} people are asked, until {closes}.")


@pulses_cli.command("close")
def close() -> None:
    """Close every round that is over; those that cannot be closed say why."""
    now = clock.now()
    ended = jobs.ended(now)
    if not ended:
        Console().print("No round is waiting to be closed.")
        return
    closed = set(jobs.close_rounds(ended, now=now))
    table = Table("Round", "Pulse", "State")
    stuck = {round_.id: round_ for round_ in queries.stuck_rounds()}
    for round_id in ended:
        state = "closed" if round_id in closed else "waits for the database to be free"
        if round_id in stuck:
            state = f"cannot close: {stuck[round_id].complaint}"
        table.add_row(str(round_id), name_of_round(round_id), state)
    Console().print(table)
    if len(closed) < len(ended):
        raise click.ClickException("Some rounds are still not closed. Nothing is lost.")


@pulses_cli.command("give-up")
@click.argument("round_id", type=int)
@click.option("--yes", is_flag=True, help="Do not ask again.")
def give_up_(round_id: int, yes: bool) -> None:
    """Give up a round whose key is gone for good, and tell everybody who was asked."""
    with reading():  # somebody who thinks about the question keeps nobody waiting
        round_, now = db.session.get(PulseRound, round_id), clock.now()
        if round_ is None:
            raise click.ClickException(f"There is no round {round_id}; see “flask pulses stuck”.")
        opened, name = when(round_.opens_at, get_company().zone), round_.pulse.name
    if not yes:
        click.confirm(
            f"The round of “{name}” that opened on {opened} will never have a result, "
            "and its envelopes are destroyed. Is its key gone for good?",
            abort=True,
        )
    try:
        give_up(round_id, None, keys.folder(), now=now)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    db.session.commit()
    if jobs.close_rounds([round_id], now=now):
        click.echo("Given up. Its envelopes are destroyed; everybody asked gets a letter.")
    else:
        click.echo("Given up. Its envelopes are destroyed as soon as the database is free.")


@pulses_cli.command("stuck")
@reading()
def stuck() -> None:
    """Show the rounds whose key is not in the key folder."""
    found = rounds_without_key(keys.folder())
    if not found:
        click.echo("Every round that is not closed has its key.")
        return
    table, zone = Table("Round", "Pulse", "Opened", "Closes"), get_company().zone
    for each in found:
        times = (when(each.opens_at, zone), when(each.closes_at, zone))
        table.add_row(str(each.id), escape(each.pulse.name), *times)
    Console().print(table)
    click.echo(f"Their keys are not in {keys.folder()}. Put them back, or give the rounds up.")
