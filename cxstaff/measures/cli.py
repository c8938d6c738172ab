"""An operator's words about readings: what all teams' add up to, checked or counted anew."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup

from cxstaff.db import db
from cxstaff.measures.actions import totals

measures_cli = AppGroup("measures", help="Numbers that were entered.")


def init_app(app: Flask) -> None:
    """Add `flask measures …`."""
    app.cli.add_command(measures_cli)


@measures_cli.command("rebuild")
def rebuild() -> None:
    """Count anew what the readings of all teams add up to."""
    number = totals.recount_all()
    db.session.commit()
    click.echo(f"The sums of {number:,} periods were counted.")


@measures_cli.command("verify")
def verify() -> None:
    """Count anew what readings add up to and say where it differs; nothing is changed."""
    wrong = totals.differences()
    if wrong:
        told = f"The sums of {wrong:,} periods differ from their readings."
        raise click.ClickException(f"{told} Run “flask measures rebuild” to count them anew.")
    click.echo("The sums of all periods are those of their readings.")
