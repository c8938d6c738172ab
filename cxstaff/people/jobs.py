"""What runs by itself for people: ending sessions, forgetting failures and files left behind."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

from flask import Flask, current_app

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.mail import Letter
from cxstaff.people.accounts import handovers, sessions, throttle
from cxstaff.people.accounts import password_letters as letters
from cxstaff.people.invitations import queries as invitations
from cxstaff.people.invitations.queries import LETTER as INVITATION
from cxstaff.people.letters import outbox, unreachable
from cxstaff.people.letters.outbox import AccountLetters
from cxstaff.people.models import Person, WaitingLetter
from cxstaff.people.queries import today
from cxstaff.people.roster import uploaded
from cxstaff.work import dispatch
from cxstaff.work.schedule import job

log = logging.getLogger(__name__)

KEEP_FILES = timedelta(days=1)


def init_app(app: Flask) -> None:
    """Say how letters about accounts are written."""
    outbox.compose_with(handovers.LETTER, letters.of_account)
    outbox.compose_with(INVITATION, _invitation, _is_wanted)


def _invitation(letter: WaitingLetter) -> Letter:
    secret = current_app.config["SETTINGS"].secret_key
    return letters.of_invitation(letter, secret, clock.now())


def _is_wanted(letter: WaitingLetter) -> bool:
    return invitations.is_wanted(letter, today())


@job(every=timedelta(hours=1))
def forget_sign_in_failures() -> None:
    """Remove failed sign-ins that are too old to count."""
    throttle.remove_old(clock.now())
    db.session.commit()


@job(every=timedelta(hours=1))
def end_sessions_of_leavers() -> None:
    """End the sessions of people who have left, so that none comes alive again."""
    sessions.end_those_of_leavers(clock.now())
    db.session.commit()


@job(every=timedelta(hours=12))
def lay_sessions_anew() -> None:
    """Remove sessions that have ended, and the order in which the others were begun."""
    try:
        sessions.lay_anew(clock.now())
    except engine.Busy:  # a backup reads them: in twelve hours, then
        db.session.rollback()
        log.info("Somebody reads the sessions; they are laid anew next time.")
        return
    db.session.commit()


@job(every=timedelta(minutes=1))
def send_letters() -> None:
    """Send letters that tell people what was done to their accounts, at every address concerned."""
    dispatch.send_all(AccountLetters())


def send_letters_to(person: Person) -> bool:
    """Send the letters that wait for one person at once; say whether the mail server took all."""
    waiting = AccountLetters(person.id)
    db.session.commit()
    try:
        return dispatch.send_all(waiting).in_a_row == 0
    except dispatch.LettersWait:
        return False


@job(every=timedelta(hours=6))
def forget_account_notices() -> None:
    """Remove what people were told about their accounts long enough ago."""
    handovers.forget_notices(clock.now())
    outbox.forget_old(clock.now())
    unreachable.forget_mended()
    db.session.commit()


@job(every=timedelta(hours=6))
def remove_roster_files() -> None:
    """Remove roster files that were checked and never imported, after a day."""
    folder: Path = current_app.config["SETTINGS"].upload_dir
    oldest = (clock.now() - KEEP_FILES).timestamp()
    for file in folder.glob("roster-*.csv"):
        if file.stat().st_mtime < oldest:
            uploaded.remove(file)
