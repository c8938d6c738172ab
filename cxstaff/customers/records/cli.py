"""An operator's words about running sums: counted anew, or checked."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from rich.console import Console
from rich.progress import Progress

from cxstaff.customers.records import rebuild
from cxstaff.db import db


@click.command("rebuild")
@with_appcontext
def rebuild_command() -> None:
    """Count every running sum anew from the interactions."""
    number, teams = 0, rebuild.team_ids()
    db.session.commit()
    with Progress(console=Console()) as progress:
        task = progress.add_task("Counting", total=len(teams))
        for team_id in teams:
            number += rebuild.rebuild(team_id)
            db.session.commit()
            progress.advance(task)
        rebuild.rebuild_company()
        db.session.commit()
    click.echo(f"{number:,} interactions of {len(teams)} teams were counted.")


@click.command("verify")
@with_appcontext
def verify_command() -> None:
    """Count every running sum anew and say where it differs; nothing is changed."""
    wrong, teams = dict[int, int](), rebuild.team_ids()
    with Progress(console=Console()) as progress:
        task = progress.add_task("Counting", total=len(teams))
        for team_id in teams:
            found = rebuild.differences(team_id)
            db.session.rollback()
            if found:
                wrong[team_id] = found
            progress.advance(task)
    company = rebuild.company_differences()
    for team_id, found in wrong.items():
        click.echo(f"Team {team_id}: {found:,} sums differ from its interactions.")
    if company:
        click.echo(f"The company: {company:,} totals differ from those of its teams.")
    if wrong or company:
        raise click.ClickException("Run “flask customers rebuild” to count them anew.")
    click.echo(f"The sums of {len(teams)} teams are those of their interactions.")
