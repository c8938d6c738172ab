"""An operator's words about second factors: `flask people reset-factor`, `… reseal-factors`."""

from __future__ import annotations

import click
from flask import current_app
from rich.console import Console

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.factors import actions
from cxstaff.factors.sealing import Keyring
from cxstaff.people import queries as people
from cxstaff.people.cli import people_cli
from cxstaff.people.jobs import send_letters_to
from cxstaff.text import one_line


@people_cli.command("reset-factor")
@click.argument("email", type=one_line)
def reset_factor(email: str) -> None:
    """Remove somebody's second factors, where no two people can; it is logged and told."""
    person = people.find_by_email(email)
    if person is None:
        raise click.ClickException(f"Nobody on the roster has the e-mail {email}.")
    try:
        actions.reset_by_operator(person, now=clock.now())
    except Refused as refused:
        raise click.ClickException(refused.in_words()) from refused
    name = person.name
    if not send_letters_to(person):
        _say("The mail server does not answer; the letter about it goes as soon as it does.")
    _say(f"{name} has no second factor any more and is signed out everywhere.")


@people_cli.command("reseal-factors")
def reseal_factors() -> None:
    """Seal the secrets of authenticator apps with the secret key of today."""
    settings = current_app.config["SETTINGS"]
    keyring = Keyring(settings.secret_key, settings.former_secret_keys)
    done, lost = actions.reseal(keyring)
    db.session.commit()
    _say(f"Sealed anew: {done}. Opened by none of the keys: {lost}.")
    if lost:
        raise click.ClickException(
            "Put the key they were sealed with into CXSTAFF_FORMER_SECRET_KEYS, or reset them."
        )


def _say(sentence: str) -> None:
    Console().print(sentence, markup=False, highlight=False)
