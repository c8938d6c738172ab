"""Codes by which people without mail answer on a shared device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert

from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from cxstaff.pulses import codes
from cxstaff.pulses.models import PulseCode, PulseRound
from cxstaff.pulses.queries import codes as queries

LENGTH = 8


@dataclass(frozen=True, slots=True)
class Slip:
    """What is printed for one person, once: their code is kept nowhere."""

    person_name: str
    team_name: str
    code: str


def make_codes(round_: PulseRound, secret: str, *, now: datetime) -> list[Slip]:
    """Make codes for everybody asked who has no e-mail; all codes made before stop working.

    All at once, whoever has answered: a list of some would tell who has. Raises `Refused`.
    """
    _check_open(round_, now)
    everybody = list(db.session.scalars(queries.people_without_mail(round_, now)))
    if not everybody:
        raise Refused("Everybody asked has an e-mail address, so nobody needs a code.")
    db.session.execute(delete(PulseCode).where(PulseCode.round_id == round_.id))
    return _written(round_, everybody, secret)


def make_code(round_: PulseRound, person_id: int, secret: str, *, now: datetime) -> Slip:
    """Make a new code for one person without e-mail; theirs from before stops working.

    Raises `Refused`.
    """
    _check_open(round_, now)
    wanted = queries.people_without_mail(round_, now).where(Person.id == person_id)
    person = db.session.scalar(wanted)
    if person is None:
        raise Refused("Only people who are asked and have no e-mail address need a code.")
    use_code(round_.id, person.id)
    return _written(round_, [person], secret)[0]


def use_code(round_id: int, person_id: int) -> None:
    """Let a person's code work no more; in the transaction that seals their answer."""
    mine = (PulseCode.round_id == round_id) & (PulseCode.person_id == person_id)
    db.session.execute(delete(PulseCode).where(mine))


def _check_open(round_: PulseRound, now: datetime) -> None:
    if not round_.is_open(now):
        raise Refused("This round is over, so codes for it would open nothing.")


def _written(round_: PulseRound, everybody: list[Person], secret: str) -> list[Slip]:
    teams = queries.teams_asked_for(round_)
    made = {person.id: codes.new(LENGTH) for person in everybody}
    rows = [
        {"round_id": round_.id, "person_id": each, "digest": queries.digest_of(code, secret)}
        for each, code in made.items()
    ]
    db.session.execute(insert(PulseCode), rows)
    return [Slip(each.name, teams[each.id], made[each.id]) for each in everybody]
