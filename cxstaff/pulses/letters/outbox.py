"""The outbox of letters about rounds, as `dispatch` sends them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from cxstaff import mail
from cxstaff.db import db
from cxstaff.mail.smtp import Undeliverable
from cxstaff.people.letters import unreachable
from cxstaff.people.models import Person
from cxstaff.pulses.letters import queue, writing
from cxstaff.pulses.letters.queue import Letter


class RoundLetters:
    """Invitations, reminders, and letters about rounds that were given up.

    `noted` are the people of the letters at hand of whom a refusal is noted.
    """

    def __init__(self) -> None:
        self.noted: frozenset[int] = frozenset()

    def due(self, now: datetime) -> Sequence[Letter]:
        """Return letters to go out now."""
        return queue.due(now)

    def claim(self, keys: Sequence[Letter], now: datetime) -> Sequence[Letter]:
        """Take letters on that are still wanted; return those that no other worker has."""
        self.noted = unreachable.noted_among([key[1] for key in keys])
        return queue.claim(queue.wanted(keys, now=now), now=now)

    def writer(self, keys: Sequence[Letter]) -> Callable[[Letter], mail.Letter]:
        """Read what these letters need; return what writes each."""
        return writing.writer(keys)

    def note_sent(self, key: Letter, now: datetime) -> None:
        """Keep that a letter went; that one reached its address mends what was noted of it."""
        queue.note_sent(key, now=now)
        if key[1] in self.noted and queue.is_to_everybody(key, now=now):
            unreachable.note_taken(key[1], _address_of(key))

    def note_failure(self, key: Letter, why: Exception, now: datetime) -> None:
        """Keep why a letter did not go, and that its address was refused where all may know."""
        if not isinstance(why, Undeliverable):
            queue.note_failure(key, str(why))
        elif queue.is_to_everybody(key, now=now):
            queue.note_failure(key, str(why))
            unreachable.note_refused(key[1], _address_of(key), why.said, now=now)
        else:
            queue.note_refused(key, str(why), now=now)

    def release(self, keys: Sequence[Letter], now: datetime) -> None:
        """Give back letters that were claimed and not tried."""
        queue.release(keys, now=now)


def _address_of(letter: Letter) -> str:
    return db.session.scalar(db.select(Person.email).where(Person.id == letter[1])) or ""
