"""An operator's words for pulses: open one now, close what is over."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.queries import get_company
from cxstaff.pulses import actions, agenda, jobs, queries
from cxstaff.pulses.models import Pulse
from cxstaff.web import when

pulses_cli = AppGroup("pulses", help="Pulses and their rounds.")


def init_app(app: Flask) -> None:
    """Add `flask pulses …`."""
    app.cli.add_command(pulses_cli)


@pulses_cli.command("open")
@click.argument("pulse_id", type=int)
def open_(pulse_id: int) -> None:
    """Ask a pulse now, whatever its plan says."""
    pulse = db.session.get(Pulse, pulse_id)
    if pulse is None:
        raise click.ClickException(f"There is no pulse {pulse_id}.")
    try:
        round_ = actions.open_round(pulse, now=clock.now())
    except Refused as refused:
        raise click.ClickException(str(refused)) from refused
    asked = queries.participation_in([round_.id])[round_.id].invited
    closes = when(round_.closes_at, get_company().zone)
    db.session.commit()
    Console().print(f"Round {round_.id} is open: {asked} people are asked, until {closes}.")


@pulses_cli.command("close")
def close() -> None:
    """Close every round that is over; those that cannot be closed say why."""
    now = clock.now()
    ended = agenda.ended_round_ids(now)
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
        table.add_row(str(round_id), agenda.name_of_round(round_id), state)
    Console().print(table)
    if len(closed) < len(ended):
        raise click.ClickException("Some rounds are still not closed. Nothing is lost.")
