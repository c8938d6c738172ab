"""An operator's words for comparisons: ask one, in the words of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import lazy_gettext as _l

from cxstaff import clock
from cxstaff.db import db
from cxstaff.linkage import actions
from cxstaff.linkage.forms import DEFAULTS, QuestionForm
from cxstaff.linkage.rests import rests
from cxstaff.linkage.sentences import tell
from cxstaff.linkage.words import score_of
from cxstaff.people.queries import get_company, today
from cxstaff.pulses import queries as pulses

if TYPE_CHECKING:
    from cxstaff.linkage.comparison import Comparison

linkage_cli = AppGroup("linkage", help="Engagement against customer results.")
VERDICTS = {
    "supports": _l("Supports"),
    "conflicts": _l("Conflicts"),
    "cannot_tell": _l("Cannot tell"),
}
TONES = {"supports": "green", "conflicts": "yellow", "cannot_tell": "dim"}


def init_app(app: Flask) -> None:
    """Add `flask linkage …`."""
    app.cli.add_command(linkage_cli)


@linkage_cli.command("compare")
@click.option("--engagement", default=DEFAULTS["engagement"], show_default=True, help="A subject.")
@click.option("--outcome", default=DEFAULTS["outcome"], show_default=True, help="A result.")
@click.option("--period", default=DEFAULTS["period"], show_default=True, help="Week to quarter.")
@click.option("--lag", default=DEFAULTS["lag"], show_default=True, help="Periods between, 0–3.")
def compare(**asked: str) -> None:
    """Say whether a customer result moves with engagement, and how sure we are."""
    from cxstaff.linkage.answers import answer

    labels = pulses.subjects()
    form = QuestionForm.of(asked, labels)
    if not form.validate():
        wrong = next(name for name in asked if form[name].errors)
        choices = ", ".join(str(choice[0]) for choice in form[wrong].choices)
        raise click.ClickException(f"--{wrong} is one of: {choices}.")
    question, zone = form.question(), get_company().zone
    comparison = answer(question, today(), zone)
    _print(comparison, labels[question.engagement], zone)
    actions.look(question, today(), now=clock.now())
    db.session.commit()


def _print(comparison: Comparison, label: str, zone: str) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table

    from cxstaff.linkage.page import missing

    console, question = Console(highlight=False), comparison.question
    absent = missing(comparison, zone)
    if absent:
        console.print(f"[bold]{absent[1]}.[/bold]\n{absent[2]}")
        return
    told = tell(comparison, score_of(question.engagement, label))
    tone = TONES[told.kind]
    console.print(f"[{tone} bold]{VERDICTS[told.kind]}[/]  [bold]{told.sentence}[/bold]")
    for line in filter(None, (told.detail, *told.reasons)):
        console.print(Padding(line, (0, 2)))
    table = Table(show_header=False, box=None, padding=(0, 2))
    for term, text in rests(comparison):
        table.add_row(f"[dim]{term}[/dim]", text)
    console.print(table)
