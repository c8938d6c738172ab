"""What runs by itself for the security log: days that are over, checkpoints, and its own check."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from flask import current_app

from cxstaff import clock, engine, mail
from cxstaff.db import db, reading
from cxstaff.oversight import checkpoints, queries
from cxstaff.security_log import actions
from cxstaff.security_log import hash_chain as chain
from cxstaff.security_log import queries as log
from cxstaff.security_log.models import Checkpoint
from cxstaff.work.schedule import job


class NotWhole(Exception):
    """The security log was rewritten: it does not fit its chain or a checkpoint."""


@job(every=timedelta(hours=1))
def write_days() -> None:
    """Write into the security log what waited for a day to be over."""
    try:
        written = actions.write_days_before(_today())
    except engine.Busy:
        db.session.rollback()  # the next run tries again
        return
    db.session.commit()
    if written:
        engine.empty_log(db.engine)


@job(every=timedelta(hours=1))
def send_checkpoints() -> None:
    """Send the newest line of the security log out once a day, so that rewriting it shows."""
    actions.take_checkpoint(_today())
    db.session.commit()
    for checkpoint in log.unsent_checkpoints():
        if _send(checkpoint):
            checkpoint.sent_at = clock.now()
        db.session.commit()


@job(every=timedelta(days=1))
def check_chain() -> None:
    """Hold the security log against its chain and its checkpoints."""
    with reading():
        report = log.held_against({})
    if not report.is_whole:
        raise NotWhole("The security log was rewritten. " + " ".join(report.faults[:3]))


def _send(checkpoint: Checkpoint) -> bool:
    """Send a checkpoint to where it is kept; say whether anybody or anything took it."""
    line = chain.written(checkpoint.day, checkpoint.position, checkpoint.digest)
    file = current_app.config["SETTINGS"].checkpoint_file
    if file is not None:
        checkpoints.keep(file, line)
    context = {"line": line, "day": checkpoint.day}
    key = mail.message_id_for("checkpoint", checkpoint.day)
    letters = [
        mail.compose("checkpoint", email, message_id=key, **context)
        for email in queries.emails_of_admins(checkpoint.day)
    ]
    db.session.commit()  # a mail server may take its time
    for letter in letters:
        mail.send(letter)
    return file is not None or bool(letters)


def _today() -> date:
    return clock.now().astimezone(UTC).date()
