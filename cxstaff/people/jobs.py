"""What runs by itself for people: ending sessions, forgetting failures and files left behind."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

from flask import current_app

from cxstaff import clock, engine
from cxstaff.db import db, reading
from cxstaff.mail import MailDown, send
from cxstaff.people import handovers, letters, throttle
from cxstaff.people.accounts import sessions
from cxstaff.people.models import AccountNotice
from cxstaff.schedule import job

log = logging.getLogger(__name__)

KEEP_FILES = timedelta(days=1)


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
def tell_owners_of_accounts() -> None:
    """Tell people by letter what was done to their account, at the address before and after.

    A letter that did not go is tried again; under the same Message-ID it counts as one.
    """
    with reading():
        untold = handovers.untold_notices()
    for notice_id in untold:
        try:
            _tell(notice_id)
        except MailDown as down:
            db.session.rollback()
            log.warning("A letter about an account waits: %s", down)
            return


@job(every=timedelta(hours=6))
def forget_account_notices() -> None:
    """Remove what people were told about their accounts long enough ago."""
    handovers.forget_notices(clock.now())
    db.session.commit()


@job(every=timedelta(hours=6))
def remove_roster_files() -> None:
    """Remove roster files that were checked and never imported, after a day."""
    folder: Path = current_app.config["SETTINGS"].upload_dir
    oldest = (clock.now() - KEEP_FILES).timestamp()
    for file in folder.glob("roster-*.csv"):
        if file.stat().st_mtime < oldest:
            file.unlink(missing_ok=True)


def _tell(notice_id: int) -> None:
    """Send the letters about one notice, with no transaction open, and note that they went."""
    notice = db.session.get_one(AccountNotice, notice_id)
    written = letters.of_account(notice)
    db.session.commit()
    for letter in written:
        send(letter)
    db.session.get_one(AccountNotice, notice_id).told_at = clock.now()
    db.session.commit()
