"""Codes by which people without mail answer on a shared device: made by one, released by another.

A code has two parts. Whoever makes the codes prints the first parts, somebody else the second
ones, so that nobody alone can answer in the place of those who get them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, insert, update

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.pulses.codes import alphabet, queries
from cxstaff.pulses.models import Invitation, PulseCode, PulseRound
from cxstaff.pulses.planning.invitees import NEW_FOR
from cxstaff.security_log import Act

FIRST, SECOND = 8, 6  # signs


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person, once: their part of a code is kept nowhere."""

    person_name: str
    team_name: str
    code: str


def make_codes(round_: PulseRound, actor: Person, secret: str, *, now: datetime) -> list[Slip]:
    """Make codes for everybody who needs one; theirs from before stop working.

    All at once, whoever has answered: a list of some would tell who has. Raises `Refused`.
    """
    _check_open(round_, now)
    _refuse_new(round_, actor, now)
    everybody = queries.people_without_mail(round_, now)
    if db.session.scalar(everybody.limit(1)) is None:
        raise Refused("Everybody asked had an e-mail address, so nobody needs a code.")
    return _made(round_, everybody, actor, secret, now)


def make_code(
    round_: PulseRound, person_id: int, actor: Person, secret: str, *, now: datetime
) -> Slip:
    """Make a new code for one person who needs one; theirs from before stops working.

    Raises `Refused`.
    """
    _check_open(round_, now)
    _refuse_new(round_, actor, now)
    wanted = queries.people_without_mail(round_, now).where(Person.id == person_id)
    if db.session.scalar(wanted) is None:
        raise Refused("Only people who were asked without an e-mail address need a code.")
    return _made(round_, wanted, actor, secret, now)[0]


def release_codes(round_: PulseRound, actor: Person, secret: str, *, now: datetime) -> list[Slip]:
    """Let codes that somebody else made work, by a second part of each. Raises `Refused`."""
    _check_open(round_, now)
    _refuse_new(round_, actor, now)
    waiting = queries.people_with_unreleased_codes(round_, now)
    if db.session.scalar(waiting.limit(1)) is None:
        raise Refused("No codes wait to be released.")
    others = waiting.where(PulseCode.made_by_id != actor.id)
    if db.session.scalar(others.limit(1)) is None:
        raise Refused("You made these codes. Somebody else has to release them.")
    chosen = _outside_own_teams(others, actor, now)

    def keep(person_id: int, digest: bytes) -> None:
        mine = (PulseCode.round_id == round_.id) & (PulseCode.person_id == person_id)
        db.session.execute(update(PulseCode).where(mine).values(release_digest=digest))

    slips = _slips(round_, chosen, SECOND, secret, keep)
    security_log.record(Act.CODES_RELEASED, by=actor, now=now, round_id=round_.id, count=len(slips))
    return slips


def _check_open(round_: PulseRound, now: datetime) -> None:
    if not round_.is_open(now):
        raise Refused("This round is over, so codes for it would open nothing.")


def _refuse_new(round_: PulseRound, actor: Person, now: datetime) -> None:
    """Refuse an account that somebody can have made up, so that two people are two people.

    Where cxstaff has just begun nearly all accounts are new, and everybody asked reads so.
    """
    is_new = actor.held_since is not None and actor.held_since > now - NEW_FOR
    if is_new and not round_.is_mostly_new:
        raise Refused(
            "Your account is new, or its address was changed, less than %(days)s days ago. "
            "Somebody who has had theirs for longer has to do this.",
            days=NEW_FOR.days,
        )


def _outside_own_teams(wanted: Select[Person], actor: Person, now: datetime) -> Sequence[Person]:
    """Return those whom `actor` does not lead: nobody hands codes to their own team.

    Raises `Refused` where nobody else is left.
    """
    led = people.teams_led_by(actor, clock.local_day(now, people.get_company().zone))
    found = list(db.session.scalars(wanted.where(Invitation.team_id.not_in(led))))
    if not found:
        raise Refused("You lead these people, so somebody else has to do this.")
    return found


def _made(
    round_: PulseRound, wanted: Select[Person], actor: Person, secret: str, now: datetime
) -> list[Slip]:
    everybody = _outside_own_teams(wanted, actor, now)
    theirs = PulseCode.person_id.in_([person.id for person in everybody])
    db.session.execute(delete(PulseCode).where(PulseCode.round_id == round_.id, theirs))

    def keep(person_id: int, digest: bytes) -> None:
        place = {"round_id": round_.id, "person_id": person_id}
        db.session.execute(insert(PulseCode), place | {"digest": digest, "made_by_id": actor.id})

    slips = _slips(round_, everybody, FIRST, secret, keep)
    security_log.record(Act.CODES_MADE, by=actor, now=now, round_id=round_.id, count=len(slips))
    return slips


def _slips(
    round_: PulseRound,
    everybody: Sequence[Person],
    length: int,
    secret: str,
    keep: Callable[[int, bytes], None],
) -> list[Slip]:
    """Draw one part of a code for everybody, of which `keep` is handed the digest."""
    teams = queries.teams_asked_for(round_)
    slips = []
    for person in everybody:
        code = alphabet.new(length)
        keep(person.id, queries.digest_of(code, secret))
        slips.append(Slip(person.name, teams[person.id], code))
    return slips
