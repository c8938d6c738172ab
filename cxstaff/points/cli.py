"""What an operator can do about points: look, fill a budget, give an allowance, verify."""

from __future__ import annotations

import secrets
import sys
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup
from rich.console import Console
from rich.table import Table

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.points import actions, queries, units, verification
from cxstaff.points.models import LedgerAccount
from cxstaff.points.units import POINTS
from cxstaff.security_log import hash_chain as chain
from cxstaff.text import one_line

MOST_LINES = 50

points_cli = AppGroup("points", help="The ledger of points and money.")


def init_app(app: Flask) -> None:
    """Add `flask points …`."""
    app.cli.add_command(points_cli)


@points_cli.command("verify")
@click.option(
    "--heads",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with heads of the chain that were kept, one a line.",
)
def verify(file: Path | None) -> None:
    """Count every balance anew and hold the chain against itself; fails where anything differs."""
    given = chain.read(file.read_text("utf-8", "replace")) if file else {}
    if file and not given:
        raise click.ClickException(
            "No head stands in that file. One reads: 2026-03-18 412 and 64 signs 0-9, a-f."
        )
    with reading():
        report, console = verification.report(given), Console()
    for fault in report.faults:
        console.print(fault, soft_wrap=True)
    if not report.is_whole:
        sys.exit(1)
    console.print(
        f"{report.accounts} accounts, each balance as its transfers make it. {report.linked} "
        f"transfers in the chain, each as it was written, {report.without_words} without their "
        f"words; {report.waiting} wait to be linked. {len(given)} heads given, all of them fit.",
        soft_wrap=True,
    )


@points_cli.command("head")
@reading()
def head() -> None:
    """Print the newest link of the chain, to be kept elsewhere."""
    link = queries.head()
    if link is None:
        raise click.ClickException("Nothing is in the chain yet.")
    click.echo(chain.written(link.linked_on, link.position, link.digest))


@points_cli.command("accounts")
@reading()
def accounts() -> None:
    """List every account by number; those of people without their names."""
    table = Table("Number", "Kind", "Owner", "Balance", "Set aside", "Unit")
    for each in queries.every_account():
        numbers = (units.plain(amount, each.unit) for amount in (each.balance, each.held))
        table.add_row(str(each.id), each.kind, each.name or each.owner, *numbers, each.unit)
    Console().print(table)


@points_cli.command("show")
@click.argument("number", type=int)
@reading()
def show(number: int) -> None:
    """Print the newest lines of an account's statement, without names and words."""
    account = db.session.get(LedgerAccount, number)
    if account is None:
        raise click.ClickException("There is no such account. “flask points accounts” lists them.")
    table = Table("Transfer", "Day", "Account", "Change", "Balance")
    for line in islice(queries.statement_of(account), MOST_LINES):
        numbers = (units.plain(amount, account.unit) for amount in (line.change, line.balance))
        day = line.transfer.effective_on.isoformat()
        table.add_row(str(line.transfer.id), day, str(line.other.id), *numbers)
    Console().print(table)


@points_cli.command("grant")
@click.argument("budget", type=one_line)
@click.argument("amount", type=one_line)
@click.option("--unit", type=one_line, default=POINTS, help="Of a new one: points, or EUR.")
@click.option("--words", type=one_line, default="", help="What for.")
@click.option("--key", type=one_line, help="Given again, it grants once.")
def grant(budget: str, amount: str, unit: str, words: str, key: str | None) -> None:
    """Put an amount into a budget by its name; make the budget where there is none."""
    key, now = f"command {key or secrets.token_urlsafe(16)}", clock.now()
    found = queries.find_budget_called(budget)
    try:
        parts = _parts(amount, found.unit if found else unit)
        told: dict[str, Any] = {"amount": parts, "key": key, "words": words, "now": now}
        if found is None or found.owner == f"budget {key}":
            found = actions.make_budget(budget, unit, None, **told)
        else:
            actions.top_up(found, None, **told)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from None
    db.session.commit()
    balance = units.written(found.balance, found.unit)
    Console().print(f"{found.name} holds {balance} (account {found.id}).")


@points_cli.command("allow")
@click.argument("email", type=one_line)
@click.argument("amount", type=click.IntRange(1))
@click.option("--month", type=click.DateTime(["%Y-%m"]), help="As in 2026-04; this month else.")
@click.option("--budget", type=one_line, help="Where it comes from; else the company issues it.")
def allow(email: str, amount: int, month: date | None, budget: str | None) -> None:
    """Give somebody points for a month, to thank others with; what is left then goes back."""
    person = _person(email)
    source = queries.find_budget_called(budget) if budget else None
    if budget and source is None:
        raise click.ClickException("There is no budget of that name.")
    day = date(month.year, month.month, 1) if month else people.today()
    try:
        actions.allow(person, day, amount, None, source=source, now=clock.now())
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from None
    db.session.commit()
    Console().print(f"{person.name} may give {amount} points in {day:%Y-%m}.")


def _parts(amount: str, unit: str) -> int:
    if not units.is_unit(unit):
        raise click.ClickException("Choose points or a currency that is in use, such as EUR.")
    try:
        return units.read(amount, unit)
    except ValueError:
        raise click.ClickException("Write an amount such as 500 or, of money, 12.50.") from None


def _person(email: str) -> Person:
    person = people.find_by_email(email)
    if person is None:
        raise click.ClickException("Nobody has that e-mail.")
    return person
