"""Send what is due, one person at a time: claim, compose, send outside a transaction, note."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import force_locale

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.digests import actions, queries
from cxstaff.digests.contents import Contents, contents_of
from cxstaff.digests.models import Edition, EditionState
from cxstaff.digests.periods import latest_day
from cxstaff.mail import Letter, MailDown
from cxstaff.mail.smtp import Undeliverable
from cxstaff.people import queries as people
from cxstaff.people.letters import unreachable
from cxstaff.people.models import Person
from cxstaff.work import schedule
from cxstaff.work.schedule import job

log = logging.getLogger(__name__)

BATCH = 100
PATIENCE = 3
"""After so many letters in a row that were not taken, the mail server is left alone for a while."""


@job(every=timedelta(minutes=1))
def send_due() -> None:
    """Send the recognition digests that are due, each person's on its own."""
    send_some()


def send_some() -> Counter[EditionState]:
    """Send digests until none is due; return how many ended in which state."""
    ended, in_a_row = Counter[EditionState](), 0
    with mail.connection_kept():
        for edition_id in _claimed():
            state = deliver(edition_id)
            ended[state] += 1
            in_a_row = in_a_row + 1 if state is EditionState.FAILED else 0
            if in_a_row >= PATIENCE or schedule.is_stopping():
                break
    return ended


def deliver(edition_id: int) -> EditionState:
    """Deliver one claimed edition, commit what became of it and return that."""
    letter: Letter | None = None
    try:
        prepared = _prepare(edition_id)
        letter = prepared.letter
        db.session.commit()  # no transaction stays open while the mail server takes its time
        if letter is not None:
            mail.send(letter)
            unreachable.note_taken(_get(edition_id).person_id, letter.to)
        actions.finish(_get(edition_id), prepared.state, prepared.thanks, now=clock.now())
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        _note_failure(edition_id, error, letter)
        db.session.commit()
        return EditionState.FAILED
    return prepared.state


def letter_of(edition: Edition, contents: Contents, to: str) -> Letter:
    """Compose the letter that tells `contents`, in the reader's language."""
    locale = edition.person.locale or people.get_company().locale
    with force_locale(locale):
        return mail.compose(
            "digest",
            to,
            message_id=edition.message_id,
            edition=edition,
            contents=contents,
            plan=queries.find_plan(),
            company=people.get_company(),
        )


def message_id(person_id: int, day: date) -> str:
    """Return the Message-ID of somebody's edition of `day`, the same at every attempt."""
    return mail.message_id_for("digest", person_id, day.isoformat())


@dataclass(frozen=True, slots=True)
class _Prepared:
    """What is to be done with an edition: the letter, if one goes out, and what to note."""

    state: EditionState
    thanks: int
    letter: Letter | None


def _claimed() -> Iterator[int]:
    """Claim one edition after another, those left waiting first; each claim is committed."""
    now = clock.now()
    for edition_id in queries.editions_waiting(now, BATCH):
        edition = actions.take_up(edition_id, now=clock.now())
        db.session.commit()
        if edition is not None:
            yield edition_id
    plan = actions.ensure_plan(clock.local_day(now, people.get_company().zone))
    rhythm, is_paused = queries.rhythm_of(plan), plan.is_paused
    known, zones = queries.checked_zones(now), queries.zones()
    db.session.commit()
    for zone in zones if not is_paused else []:
        day = latest_day(rhythm, zone, now)
        if day >= rhythm.starts_on and known.get(zone) != day:
            yield from _claimed_in(zone, day)
            actions.note_zone(zone, day, now=now)
            db.session.commit()


def _claimed_in(zone: str, day: date) -> Iterator[int]:
    last = 0
    while ids := queries.people_due(zone, day, after=last, number=BATCH):
        db.session.commit()
        for last in ids:
            person = db.session.get_one(Person, last)
            edition = actions.claim(person, message_id, now=clock.now())
            edition_id = edition.id if edition else None
            db.session.commit()
            if edition_id is not None:
                yield edition_id


def _prepare(edition_id: int) -> _Prepared:
    edition = _get(edition_id)
    contents = contents_of(edition)
    thanks, person = len(contents.received), edition.person
    if contents.is_empty:
        return _Prepared(EditionState.EMPTY, thanks, None)
    if not _wants_mail(person):
        return _Prepared(EditionState.KEPT, thanks, None)
    return _Prepared(EditionState.SENT, thanks, letter_of(edition, contents, str(person.email)))


def _note_failure(edition_id: int, error: Exception, letter: Letter | None) -> None:
    """Note why an edition was not delivered, and that the address was refused if it was."""
    edition = _get(edition_id)
    if isinstance(error, Undeliverable) and letter is not None:
        unreachable.note_refused(edition.person_id, letter.to, error.said, now=clock.now())
    if not isinstance(error, MailDown):
        log.exception("The digest edition %s could not be made", edition_id)
    sentence = str(error) if isinstance(error, MailDown) else f"{type(error).__name__}: {error}"
    actions.fail(edition, sentence, now=clock.now())


def _wants_mail(person: Person) -> bool:
    today = clock.local_day(clock.now(), people.zone_of(person))
    reachable = person.email is not None and person.works_here(today)
    return reachable and not queries.refuses(person.id)


def _get(edition_id: int) -> Edition:
    return db.session.get_one(Edition, edition_id)
