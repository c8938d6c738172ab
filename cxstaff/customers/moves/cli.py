"""An operator's words about moves told late: what would count for another team, and moving it."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from cxstaff import clock
from cxstaff.customers.models import LateMovePass
from cxstaff.customers.moves import actions, jobs, queries
from cxstaff.db import db
from cxstaff.errors import Refused


@click.command("late-moves")
@click.option("--move", is_flag=True, help="Let them count for the team the roster says.")
@with_appcontext
def late_moves_command(*, move: bool) -> None:
    """Show interactions that count for another team than the roster says by now."""
    found = queries.late_moves()
    db.session.commit()
    table = Table("Who", "Counts for", "Roster says", "Interactions", "From", "To")
    for each in found:
        names = (escape(name) for name in (each.person, each.from_team, each.to_team))
        days = str(each.first_on), str(each.last_on)
        table.add_row(*names, f"{each.interactions:,}", *days)
    if found:
        Console().print(table)
    if move and found:
        click.echo(f"{_move_all():,} interactions were moved.")
    else:
        click.echo(f"{sum(each.interactions for each in found):,} interactions would move.")


def _move_all() -> int:
    """Move all of them here and now; return how many were."""
    try:
        one = actions.begin(None, now=clock.now())
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    db.session.commit()
    pass_id, total = one.id, one.total
    with Progress(console=Console()) as progress:
        task = progress.add_task("Moving", total=total)
        jobs.do_now(one, lambda number: progress.advance(task, number))
    done = db.session.get_one(LateMovePass, pass_id)
    if not done.is_finished:
        raise click.ClickException(done.complaint or "A job worker is at it. Its page says more.")
    return done.moved
