"""Letters about rounds: who still has to get which one, and that each goes once.

A letter is claimed and committed before it is sent (see `dispatch`). One whose claim is old and
which was never noted as sent is taken up again with the same Message-ID, so that a mail program
can drop the second copy.

For a day after somebody's opening their invitation goes whether or not they have answered, as
letters about an earlier end or a round given up do. So neither such a letter nor that its address
is refused tells who has answered, and a refusal may be noted for those who can mend the address. Of
a refused reminder nothing is noted outside of the letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update
from sqlalchemy.orm import aliased

from cxstaff import clock, engine
from cxstaff.db import db
from cxstaff.people.letters.unreachable import is_refused
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company, is_here, is_present
from cxstaff.pulses.letters import reminders
from cxstaff.pulses.models import Invitation, Pulse, PulseLetter, PulseRound
from cxstaff.pulses.rounds.queries import has_answered

Letter = tuple[int, int, str]  # round, person, occasion

INVITATION = "invitation"
REMINDER = "reminder {}"
GIVEN_UP = "given up"
ENDS_EARLY = "ends early"
RESULTS = "results"
KEPT = (GIVEN_UP, RESULTS)
"""Letters that stay noted once a round has closed: they go to whoever answered or not."""
AT_ONCE = 5000
TRY_AGAIN, REFUSED_FOR = timedelta(minutes=10), timedelta(days=1)
TO_EVERYBODY = timedelta(days=1)
OLD_NEWS = timedelta(days=14)


def due(now: datetime) -> list[Letter]:
    """Return up to 5,000 letters to go out now: to those asked, to all of them, then reminders."""
    found = [*_invitations(now)]
    found += _ending_early(now, AT_ONCE - len(found))
    found += _given_up(now, AT_ONCE - len(found))
    for query, occasion in _reminders(now):
        if len(found) >= AT_ONCE:
            break
        rows = db.session.execute(query.limit(AT_ONCE - len(found)))
        found += [(row[0], row[1], occasion) for row in rows]
    return found


def wanted(letters: Sequence[Letter], *, now: datetime) -> list[Letter]:
    """Return those of these letters that are still wanted: others have written in the meantime.

    That a round was given up concerns everybody who was asked.
    """
    by_kind = defaultdict[tuple[int, str], list[int]](list)
    for round_id, person_id, occasion in letters:
        by_kind[round_id, occasion].append(person_id)
    found = {
        (round_id, person_id, occasion)
        for (round_id, occasion), people in by_kind.items()
        for person_id in _wanting(round_id, occasion, people, now)
    }
    return [each for each in letters if each in found]


def is_to_everybody(letter: Letter, *, now: datetime) -> bool:
    """Say whether a letter goes to everybody asked, whoever has answered."""
    round_id, person_id, occasion = letter
    if occasion in {GIVEN_UP, ENDS_EARLY}:
        return True
    opens_at = select(Invitation.opens_at).filter_by(round_id=round_id, person_id=person_id)
    opened = db.session.scalar(opens_at)
    return occasion == INVITATION and opened is not None and opened > now - TO_EVERYBODY


def claim(letters: Sequence[Letter], *, now: datetime) -> list[Letter]:
    """Take letters on; of any number of workers exactly one is given each."""
    rows = [_key_of(each) | {"claimed_at": now, "attempts": 1} for each in letters]
    new = engine.insert_those_absent(db.session(), PulseLetter, rows)
    return [each for each in letters if each in new or _is_taken_up(each, now)]


def note_sent(letter: Letter, *, now: datetime) -> None:
    """Keep that a letter went."""
    _change(letter, sent_at=now, complaint=None)


def note_failure(letter: Letter, complaint: str) -> None:
    """Keep why a letter did not go; it is tried again."""
    _change(letter, complaint=complaint[:1000])


def note_refused(letter: Letter, complaint: str, *, now: datetime) -> None:
    """Keep that its address was refused; it is tried again after a day."""
    _change(letter, complaint=complaint[:1000], claimed_at=now + REFUSED_FOR - TRY_AGAIN)


def release(letters: Sequence[Letter], *, now: datetime) -> None:
    """Give back letters that were claimed and not tried."""
    for letter in letters:
        mine = _key_of(letter)
        first = delete(PulseLetter).filter_by(**mine, attempts=1, sent_at=None)
        db.session.execute(first)
        again = update(PulseLetter).filter_by(**mine, sent_at=None)
        attempts = PulseLetter.attempts - 1
        db.session.execute(again.values(claimed_at=now - TRY_AGAIN, attempts=attempts))


def _key_of(letter: Letter) -> dict[str, Any]:
    return dict(zip(("round_id", "person_id", "occasion"), letter, strict=True))


def _is_taken_up(letter: Letter, now: datetime) -> bool:
    """Take on a letter whose claim is old and which did not go; say whether this worker has it."""
    again = (
        update(PulseLetter)
        .filter_by(**_key_of(letter))
        .where(PulseLetter.sent_at.is_(None), PulseLetter.claimed_at <= now - TRY_AGAIN)
        .values(claimed_at=now, attempts=PulseLetter.attempts + 1)
        .returning(PulseLetter.person_id)
    )
    return db.session.execute(again).first() is not None


def _change(letter: Letter, **values: object) -> None:
    table = engine.table_of(PulseLetter)
    mine = zip((table.c.round_id, table.c.person_id, table.c.occasion), letter, strict=True)
    changed = update(table).where(*(column == value for column, value in mine))
    db.session.execute(changed.values(**values))


def _invitations(now: datetime) -> Iterator[Letter]:
    """Yield the invitations of those who are asked by now."""
    today = clock.local_day(now, get_company().zone)
    query = _unwritten(INVITATION, now, today).where(
        Invitation.opens_at <= now,
        or_(Invitation.opens_at > now - TO_EVERYBODY, ~has_answered()),
        ~is_refused(now),
    )
    for row in db.session.execute(query.limit(AT_ONCE)):
        yield row[0], row[1], INVITATION


def _reminders(now: datetime) -> Iterator[tuple[Select[int, int], str]]:
    """Yield who is to be reminded, and which time it is, for each zone people live in."""
    company_zone = get_company().zone
    for round_id, opens_at, zone, closes_at, hour in db.session.execute(_places(now)).all():
        number = reminders.number_due(now, opens_at, closes_at, zone or company_zone, hour)
        if number is None:
            continue
        occasion = REMINDER.format(number)
        day = clock.local_day(now, zone or company_zone)
        here = (
            Invitation.round_id == round_id,
            Invitation.opens_at == opens_at,
            Person.zone.is_not_distinct_from(zone),
            _was_invited(now),
            ~_was_written_lately(occasion, now),
        )
        yield _unwritten(occasion, now, day).where(*here, ~has_answered()), occasion


def _places(now: datetime) -> Select[int, datetime, str | None, datetime, int]:
    """Select the open rounds that are a day old, by people's zones; those of a paused pulse rest.

    Whoever answered needs no reminder, so that late in a round few rows are read.
    """
    return (
        select(
            Invitation.round_id,
            Invitation.opens_at,
            Person.zone,
            PulseRound.closes_at,
            Pulse.opens_hour,
        )
        .join(PulseRound, PulseRound.id == Invitation.round_id)
        .join(Pulse, Pulse.id == PulseRound.pulse_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(
            PulseRound.opens_at <= now - reminders.AFTER_INVITATION,
            PulseRound.closes_at > now + reminders.BEFORE_THE_END,
            PulseRound.opened_box_at.is_(None),
            PulseRound.given_up_at.is_(None),
            PulseRound.planned_end.is_(None),  # else everybody was written to already
            Pulse.is_paused.is_(False),
            ~has_answered(),
        )
        .distinct()
        .order_by(Invitation.round_id, Invitation.opens_at, Person.zone)
    )


def _unwritten(occasion: str, now: datetime, day: date) -> Select[int, int]:
    """Select whoever can answer an open round and has no letter of `occasion` yet."""
    return _without_letter(occasion, now, day).where(
        PulseRound.opens_at <= now,
        PulseRound.closes_at > now,
        PulseRound.opened_box_at.is_(None),
        PulseRound.given_up_at.is_(None),
        is_present(day),
    )


def _wanting(round_id: int, occasion: str, people: Sequence[int], now: datetime) -> Sequence[int]:
    """Return which of these people still want a letter about a round."""
    if occasion == GIVEN_UP:
        return people
    query = (
        select(Invitation.person_id)
        .join(PulseRound)
        .where(
            Invitation.round_id == round_id,
            Invitation.person_id.in_(people),
            PulseRound.closes_at > now,
            PulseRound.opened_box_at.is_(None),
            PulseRound.given_up_at.is_(None),
        )
    )
    has_not = ~has_answered()
    if occasion == ENDS_EARLY:
        return db.session.scalars(query).all()
    if occasion == INVITATION:
        has_not = or_(Invitation.opens_at > now - TO_EVERYBODY, has_not)
    return db.session.scalars(query.where(has_not)).all()


def _given_up(now: datetime, most: int) -> list[Letter]:
    """Return who is still to be told that a round was given up, once its envelopes are gone."""
    today = clock.local_day(now, get_company().zone)
    query = _without_letter(GIVEN_UP, now, today).where(
        PulseRound.given_up_at > now - OLD_NEWS,
        PulseRound.closed_at.is_not(None),
        Invitation.opens_at <= PulseRound.given_up_at,
        ~is_refused(now),
    )
    return [(row[0], row[1], GIVEN_UP) for row in db.session.execute(query.limit(max(0, most)))]


def _ending_early(now: datetime, most: int) -> list[Letter]:
    """Return who is still to be told that a round ends earlier, with a day to answer."""
    today = clock.local_day(now, get_company().zone)
    query = _without_letter(ENDS_EARLY, now, today).where(
        PulseRound.planned_end > PulseRound.closes_at,
        PulseRound.ends_with_all.is_(False),
        PulseRound.closes_at > now,
        PulseRound.opened_box_at.is_(None),
        PulseRound.given_up_at.is_(None),
        Invitation.opens_at <= now,
        ~is_refused(now),
    )
    return [(row[0], row[1], ENDS_EARLY) for row in db.session.execute(query.limit(max(0, most)))]


def _without_letter(occasion: str, now: datetime, day: date) -> Select[int, int]:
    """Select whoever was asked in a round, works here, and has no letter of `occasion` yet."""
    waiting = and_(PulseLetter.sent_at.is_(None), PulseLetter.claimed_at <= now - TRY_AGAIN)
    return (
        select(Invitation.round_id, Invitation.person_id)
        .join(PulseRound, PulseRound.id == Invitation.round_id)
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(PulseLetter, _letter_of(PulseLetter, PulseLetter.occasion == occasion))
        .where(
            Person.email.is_not(None),
            is_here(day),
            or_(PulseLetter.round_id.is_(None), waiting),
        )
        .order_by(Invitation.round_id, Invitation.person_id)
    )


def _was_invited(now: datetime) -> ColumnElement[bool]:
    """Say whether the invitation went a day ago, or earlier."""
    letter = aliased(PulseLetter)
    sent = letter.sent_at <= now - reminders.AFTER_INVITATION
    return select(1).where(_letter_of(letter, letter.occasion == INVITATION), sent).exists()


def _was_written_lately(occasion: str, now: datetime) -> ColumnElement[bool]:
    """Say whether another reminder went within the last four days, as after a standstill."""
    letter = aliased(PulseLetter)
    other = letter.occasion.not_in([INVITATION, occasion])
    lately = func.coalesce(letter.sent_at, letter.claimed_at) > now - reminders.APART
    return select(1).where(_letter_of(letter, other), lately).exists()


def _letter_of(letter: type[PulseLetter], which: ColumnElement[bool]) -> ColumnElement[bool]:
    return and_(
        letter.round_id == Invitation.round_id, letter.person_id == Invitation.person_id, which
    )
