"""An operator's words about people: `flask admin …` and `flask people import`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_babel import gettext as _
from rich.console import Console

from cxstaff import clock, security_log, tables
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import actions, queries, reader
from cxstaff.people.accounts import passwords
from cxstaff.people.invitations.actions import invite_some
from cxstaff.people.invitations.queries import standing
from cxstaff.people.letters.outbox import AccountLetters
from cxstaff.people.models import GRANTED, Person, Role
from cxstaff.people.roster import imports, report
from cxstaff.people.roster.checking.check import checked
from cxstaff.people.roster.late_moves import displaced_by
from cxstaff.people.roster.options import chosen
from cxstaff.people.roster.reading.mapping import ORDERS, TABLES, Leaving
from cxstaff.people.roster.reading.table import opened
from cxstaff.security_log import Act
from cxstaff.tables.mapping import presets
from cxstaff.text import one_line
from cxstaff.work import dispatch

admin_cli = AppGroup("admin", help="The company, and who administers it.")
people_cli = AppGroup("people", help="The roster.")
ORDER_NAMES = [order.value for order in ORDERS]
ROLES = click.Choice([role.value for role in GRANTED])
FROM_STDIN = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


def init_app(app: Flask) -> None:
    """Add `flask admin …` and `flask people …`."""
    app.cli.add_command(admin_cli)
    app.cli.add_command(people_cli)


@admin_cli.command("create")
@click.option("--company", type=one_line, required=True, help="The company’s name.")
@click.option("--zone", type=one_line, required=True, help="Its time zone, like Europe/Berlin.")
@click.option("--name", type=one_line, required=True, help="The first admin’s name.")
@click.option("--email", type=one_line, required=True, help="The first admin’s e-mail.")
@click.option("--language", type=one_line, help="Of pages and letters, like de.  [default: yours]")
@FROM_STDIN
def create(
    company: str, zone: str, name: str, email: str, language: str | None, password_stdin: bool
) -> None:
    """Found an empty company with its first admin."""
    if queries.find_company() is not None:
        raise click.ClickException(_("There is already a company here. Nothing was changed."))
    if zone not in clock.zone_names():
        wrong = _("'%(zone)s' is not a time zone. Write it like Europe/Berlin.", zone=zone)
        raise click.ClickException(wrong)
    if "@" not in email:
        wrong = _("'%(email)s' does not look like an e-mail address.", email=email)
        raise click.ClickException(wrong)
    language = language or reader.language_of_terminal()
    if language not in reader.catalogues():
        offered = ", ".join(sorted(reader.catalogues()))
        wrong = _("'%(language)s' is no language of pages. These are: %(offered)s",
                  language=language, offered=offered)  # fmt: skip
        raise click.ClickException(wrong)
    secret = _password(password_stdin, (name, email, company))
    now = clock.now()
    person = actions.found_company(company, zone, name, email, secret, now, locale=language)
    db.session.commit()
    founded = _("%(company)s is founded. %(name)s signs in with %(email)s.",
                company=company, name=person.name, email=person.email)  # fmt: skip
    url = current_app.config["SETTINGS"].base_url
    _say(founded)
    _say(_("Open %(url)s and sign in: the first steps are there.", url=url))


@admin_cli.command("password")
@click.argument("email", type=one_line)
@FROM_STDIN
def password(email: str, password_stdin: bool) -> None:
    """Give somebody a new password; their sessions end."""
    person = _person(email)
    secret = _password(password_stdin, queries.known_of(person))
    actions.hand_over_password(person, secret, now=clock.now())
    security_log.record(Act.PASSWORD_SET, by=None, on=person, now=clock.now())
    db.session.commit()
    _say(f"{person.name} has a new password and is signed out everywhere.")


@admin_cli.command("roles")
@click.argument("email", type=one_line)
@click.option("--add", multiple=True, type=ROLES, help="Give this role.")
@click.option("--remove", multiple=True, type=ROLES, help="Take this role away.")
def roles(email: str, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Give and take roles, and show those somebody has."""
    person = _person(email)
    wanted = (actions.granted_to(person) | set(map(Role, add))) - set(map(Role, remove))
    try:
        actions.set_roles(person, frozenset(wanted), actor=None, now=clock.now())
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    db.session.commit()
    held = ", ".join(role.value for role in GRANTED if role in wanted) or "no role"
    _say(f"{person.name}: {held}.")


@people_cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--preset", type=one_line, help="Read it as saved under this name.")
@click.option("--map", "columns", type=one_line, multiple=True, metavar="FIELD=COLUMN")
@click.option("--dates", type=click.Choice(ORDER_NAMES), help="Order of the days’ parts.")
@click.option(
    "--leaving",
    type=click.Choice([each.value for each in Leaving]),
    help="What the day of leaving is.",
)
@click.option("--word", "words", type=one_line, multiple=True, metavar="WORD=MEANING")
@click.option("--absent", type=click.Choice(["stay", "gone"]), default="stay", show_default=True)
@click.option("--answer", "answers", type=one_line, multiple=True, metavar="QUESTION=ANSWER")
@click.option("--keep-as", type=one_line, help="Keep how it is read under this name.")
@click.option("--encoding", type=click.Choice(tables.ENCODINGS), help="How letters are written.")
@click.option("--dry-run", "--check", is_flag=True, help="Only show what would change.")
def import_(
    file: Path, encoding: str | None, dry_run: bool, keep_as: str | None, **how: Any
) -> None:
    """Bring in people and teams from a file (CSV, workbook, JSON): all of it, or nothing.

    Columns are guessed from their headings; --map, for instance --map manager=Boss, corrects the
    guess, and --map manager= leaves one out. --word says what a word of the status means: works,
    left, away or nothing. People who are not in the file stay, or are gone from today.
    """
    try:
        imports.hold()
        with tables.as_text(file, encoding) as text:
            table = opened(text)
            mapping = chosen(table, **how)
            if keep_as:
                presets.keep_preset(TABLES, keep_as, mapping.as_preset())
            made = imports.check_table(table, mapping, today=queries.today(), may_give_roles=True)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    report.show_mapping(mapping, table.headings)
    if made.problems:
        report.show_problems(made)
        raise click.ClickException("Nothing was imported. Correct these lines and try again.")
    late = displaced_by(made, queries.today())
    report.show_check(made, checked(made, queries.today()), late)
    if made.questions:
        report.show_questions(made)
        raise click.ClickException("Nothing was imported. Answer by these options.")
    if not dry_run:
        imports.write(made, actor=None, now=clock.now())
        db.session.commit()
    if made.is_empty:
        _say("The roster says all this already.")
    else:
        _say("Nothing was written: this was a check." if dry_run else "The roster is imported.")
    if late:
        number = sum(each.interactions for each in late)
        _say(f"{number:,} interactions would count for another team: flask customers late-moves.")


@people_cli.command("invite-all")
@click.option("--dry-run", is_flag=True, help="Only say how many would be invited.")
def invite_all(dry_run: bool) -> None:
    """Invite everybody who has no password yet, and send the letters that wait."""
    today, now = queries.today(), clock.now()
    before = standing(today, now)
    if not dry_run:
        while invite_some(None, today=today, now=now):
            db.session.commit()
        db.session.commit()
    _say(f"{before.to_invite:,} people {'would be' if dry_run else 'are'} invited.")
    if before.without_address:
        _say(f"{before.without_address:,} people have no address and cannot be invited.")
    if dry_run:
        return
    try:
        dispatch.send_all(AccountLetters())
    except dispatch.LettersWait as wait:
        left = standing(today, clock.now()).waiting
        raise click.ClickException(
            f"{wait} {left:,} invitations wait. Nothing is lost: “flask jobs work” sends them."
        ) from wait
    after = standing(today, clock.now())
    _say(f"{after.sent:,} are invited and have chosen no password yet.")
    if after.refused:
        _say(f"{after.refused:,} addresses were refused by the mail server.")


def _person(email: str) -> Person:
    person = queries.find_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody on the roster has the e-mail {email}.")
    return person


def _password(from_stdin: bool, about: Iterable[str | None]) -> str:
    """Read a password that is hard to guess; return what is stored of it."""
    if from_stdin:
        typed = sys.stdin.readline().rstrip("\r\n")
    else:
        db.session.commit()  # ends the transaction: who types keeps nobody from writing
        typed = str(
            click.prompt(_("Password"), hide_input=True, confirmation_prompt=_("Once more"))
        )
    try:
        return passwords.chosen(typed, about)
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused


def _say(sentence: str) -> None:
    Console().print(sentence, markup=False, highlight=False)
