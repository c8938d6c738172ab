"""An operator's words for comparisons: ask one, in the words of the page."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import lazy_gettext as _l

from cxstaff import clock
from cxstaff.db import db, reading
from cxstaff.linkage.comparison.cards import card_of
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.forms import DEFAULTS, NARROWING, ComparisonForm
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.comparison.words.basis import basis
from cxstaff.linkage.comparison.words.missing import missing
from cxstaff.linkage.comparison.words.scope import teams_and_time
from cxstaff.linkage.leads.actions import look
from cxstaff.linkage.material.periods import Calendar
from cxstaff.linkage.words.terms import score_of
from cxstaff.people.queries import all_teams, get_company, names_of, today, upper_among
from cxstaff.pulses import queries as pulses

linkage_cli = AppGroup("linkage", help="Engagement against customer results.")
TONES = {"good": "green", "warn": "yellow", "info": "cyan", "muted": "dim"}


def init_app(app: Flask) -> None:
    """Add `flask linkage …`."""
    app.cli.add_command(linkage_cli)


@linkage_cli.command("compare")
@click.option("--engagement", default=DEFAULTS["engagement"], show_default=True, help="A subject.")
@click.option("--outcome", default=DEFAULTS["outcome"], show_default=True, help="A result.")
@click.option("--period", default=DEFAULTS["period"], show_default=True, help="Week to quarter.")
@click.option("--lag", default=DEFAULTS["lag"], show_default=True, help="Periods between, 0–3.")
@click.option("--mix", default=NARROWING["mix"], show_default=True, help="Own or same.")
@click.option("--team", default="", help="A team with some below it, by id.  [default: all]")
@click.option("--from", "first_on", default="", metavar="DATE", help="The first day, 2026-03-01.")
@click.option("--until", "last_on", default="", metavar="DATE", help="The last day.")
def compare(**asked: str) -> None:
    """Say whether a customer result moves with engagement, and how sure we are."""
    with reading():
        labels, teams = pulses.subjects(), all_teams()
        form = ComparisonForm.of(asked, labels, names_of(upper_among(teams)))
        if not form.validate():
            wrong = next(name for name in asked if form[name].errors)
            raise click.ClickException(_wrong(form, wrong))
        question, zone = form.question(), get_company().zone
        comparison = answer(question, today(), zone)
        asked_of = teams_and_time(question, names_of(teams))
        _print(comparison, labels[question.engagement], Calendar(zone, today()), asked_of)
    look(question, today(), now=clock.now())
    db.session.commit()


def _wrong(form: ComparisonForm, name: str) -> str:
    """Say what may be typed for an option, or what is wrong with a day."""
    option = {"first_on": "from", "last_on": "until"}.get(name, name)
    choices = getattr(form[name], "choices", None)
    if choices is None:
        return f"--{option}: {form[name].errors[0]}"
    named = ", ".join(str(choice[0]) for choice in choices if choice[0])
    return f"--{option} is one of: {named}." if named else f"--{option} has nothing to choose from."


def _print(comparison: Comparison, label: str, calendar: Calendar, asked_of: str) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table

    console, question = Console(highlight=False), comparison.question
    absent = missing(question, comparison.known, calendar)
    if absent:
        console.print(f"[bold]{absent.title}.[/bold]\n{absent.text}")
        return
    card = card_of(comparison, score_of(question.engagement, label))
    told, badge = card.words, card.words.badge
    if card.told_by:
        console.print(card.told_by)
    console.print(f"[{TONES[badge.tone]} bold]{badge.text}[/]  [bold]{told.sentence}[/bold]")
    for line in filter(None, (told.detail, *told.reasons)):
        console.print(Padding(line, (0, 2)))
    for pairs in (card.lines, ((_l("Teams and time"), asked_of), *basis(comparison))):
        table = Table(show_header=False, box=None, padding=(0, 2))
        for term, text in pairs:
            table.add_row(f"[dim]{term}[/dim]", text)
        console.print(table)
