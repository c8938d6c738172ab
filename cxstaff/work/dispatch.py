"""Dispatch: letters that wait are claimed, sent with no transaction open, and noted, until none is.

Each is claimed before it is sent, so that of any number of workers one sends it, and noted in a
commit of its own before the next one goes. A worker that is killed leaves at most one letter of
which nobody knows whether it went. It goes again, under the same Message-ID, once its claim has
grown old, and so do those that were claimed with it and never went.
"""

from __future__ import annotations

import logging
import traceback
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol, TypeVar

from cxstaff import clock, mail
from cxstaff.db import db, reading
from cxstaff.mail.smtp import MailDown, Undeliverable
from cxstaff.work import schedule

log = logging.getLogger(__name__)

Key = TypeVar("Key")
Written = mail.Letter | Exception | None
"""A letter, why it could not be written, or None where there is nothing to send."""

BATCH = 100
FRESH = timedelta(seconds=5)
"""After so long letters of a batch that have not gone are given back: who answers needs no
reminder, and no claim grows old while its letter waits for a slow server."""
FAILURES_IN_A_ROW = 3
"""After so many letters in a row that were not taken, the mail server is left alone for a while."""


class LettersWait(Exception):
    """The mail server takes nothing; what waits is tried again by itself."""


class Outbox(Protocol[Key]):
    """What dispatch asks of letters of a kind. `Key` names one of them for good."""

    def due(self, now: datetime) -> Sequence[Key]:
        """Return letters to go out now, in the order they go; none that is claimed."""

    def claim(self, keys: Sequence[Key], now: datetime) -> Sequence[Key]:
        """Take letters on that are still wanted; return those that no other worker has."""

    def writer(self, keys: Sequence[Key]) -> Callable[[Key], mail.Letter | None]:
        """Read what these need, once for all of them; return what writes each.

        None says that there is nothing to send after all, which is noted as if it had gone.
        """

    def note_sent(self, key: Key, now: datetime) -> None:
        """Note that a letter went."""

    def note_failure(self, key: Key, why: Exception, now: datetime) -> None:
        """Note why one did not go; it stays claimed until it may be tried again."""

    def release(self, keys: Sequence[Key], now: datetime) -> None:
        """Give back letters that were claimed and not tried."""


@dataclass(slots=True)
class LetterTally:
    """How many letters went, how many did not, and why the last of several in a row did not."""

    sent: int = 0
    failed: int = 0
    in_a_row: int = 0
    complaint: str | None = None

    @property
    def is_down(self) -> bool:
        """Say whether the mail server takes nothing."""
        return self.in_a_row >= FAILURES_IN_A_ROW

    @property
    def is_over(self) -> bool:
        """Say whether no further letter is to be tried now."""
        return self.is_down or schedule.is_stopping()


def send_all(outbox: Outbox[Key]) -> LetterTally:
    """Send every letter that is due, until none is, or the worker is told to stop.

    Commits. Raises `LettersWait` when the mail server takes nothing.
    """
    tally, is_any_ours = LetterTally(), True
    with mail.connection_kept():
        while is_any_ours and not tally.is_over:
            with reading():
                due = outbox.due(clock.now())
            is_any_ours = False
            for first in range(0, len(due), BATCH):
                mine = _claimed(outbox, due[first : first + BATCH], tally)
                is_any_ours = is_any_ours or bool(mine)
                _send_batch(outbox, mine, tally)
                if tally.is_over:
                    break
    if tally.is_down:
        raise LettersWait(tally.complaint)
    return tally


def _claimed(outbox: Outbox[Key], keys: Sequence[Key], tally: LetterTally) -> Sequence[Key]:
    mine = outbox.claim(keys, clock.now())
    schedule.note_done(tally.sent)
    db.session.commit()
    return mine


def _send_batch(outbox: Outbox[Key], keys: Sequence[Key], tally: LetterTally) -> None:
    """Send letters that are claimed; whatever ends it, those not tried are given back."""
    waiting = deque(keys)
    try:
        written = _written(outbox, keys)
        begun = clock.now()  # however long writing takes, some go each time
        while waiting:
            key = waiting.popleft()
            _send(outbox, key, written[key], tally)
            if tally.is_over or clock.now() - begun > FRESH:
                return
    finally:
        if waiting:
            db.session.rollback()
            outbox.release(list(waiting), clock.now())
            db.session.commit()


def _written(outbox: Outbox[Key], keys: Sequence[Key]) -> Mapping[Key, Written]:
    """Write letters, all from one look at the database; of one that cannot be, return why."""
    if not keys:
        return {}
    with reading():
        write = outbox.writer(keys)
        return {key: _one_written(write, key) for key in keys}


def _one_written(write: Callable[[Key], mail.Letter | None], key: Key) -> Written:
    try:
        return write(key)
    except ValueError as wrong:  # nothing that can be written, such as a sign in an address
        log.warning("A letter could not be written: %s", _place_of(wrong))
        return wrong
    except Exception as error:  # one letter holds up no other
        log.exception("A letter could not be written")
        db.session.rollback()  # on PostgreSQL nothing can be read after an error
        return error


def _place_of(wrong: Exception) -> str:
    """Return of which kind an error is and where it was raised; its words may hold an address."""
    last = traceback.extract_tb(wrong.__traceback__)[-1]
    return f"{type(wrong).__name__} in {last.name}, {Path(last.filename).name}:{last.lineno}"


def _send(outbox: Outbox[Key], key: Key, written: Written, tally: LetterTally) -> None:
    """Send one letter with no transaction open, and note what became of it."""
    if isinstance(written, Exception):
        outbox.note_failure(key, written, clock.now())
        tally.failed += 1
        db.session.commit()
        return
    if written is None:
        outbox.note_sent(key, clock.now())
        db.session.commit()
        return
    try:
        mail.send(written)
    except (MailDown, ValueError) as why:
        outbox.note_failure(key, why, clock.now())
        tally.failed += 1
        if not isinstance(why, Undeliverable | ValueError):
            tally.in_a_row, tally.complaint = tally.in_a_row + 1, _about_the_server(why)
    else:
        outbox.note_sent(key, clock.now())
        tally.sent, tally.in_a_row = tally.sent + 1, 0
    db.session.commit()


def _about_the_server(why: MailDown) -> str:
    """Say why a server takes nothing, in words that name no recipient."""
    if why.is_about_the_server:
        return f"The mail server cannot be reached: {why.said}"
    return f"The mail server refused {FAILURES_IN_A_ROW} letters in a row."
