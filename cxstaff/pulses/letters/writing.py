"""What the letters about rounds say: in the reader's language, with a link of their own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from cxstaff import clock, mail
from cxstaff.action_plans import queries as plans
from cxstaff.action_plans.models import Action
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company, zone_of
from cxstaff.pulses import words
from cxstaff.pulses.answering import links
from cxstaff.pulses.letters.queue import ENDS_EARLY, GIVEN_UP, INVITATION, Letter
from cxstaff.pulses.models import Invitation, PulseRound

TEMPLATES = {
    INVITATION: "pulse_invitation",
    GIVEN_UP: "pulse_given_up",
    ENDS_EARLY: "pulse_ends_early",
}

Place = tuple[int, int]  # turn and team
Done = Callable[[int], list[Action]]


@dataclass(frozen=True, slots=True)
class RoundTelling:
    """A round as its letters tell of it: what was heard the last time, and what a team has done."""

    round_: PulseRound
    heard: str | None
    done: Done


@dataclass(frozen=True, slots=True)
class Read:
    """What a number of letters need, read once for all of them; `forms` are those written so far.

    Most letters of a round differ in the name and the link alone.
    """

    rounds: dict[int, RoundTelling]
    people: dict[int, Person]
    places: dict[tuple[int, int], Place]
    company: str
    locale: str
    privacy_url: str
    forms: dict[tuple[Hashable, ...], mail.LetterTemplate] = field(default_factory=dict)


def writer(letters: Sequence[Letter]) -> Callable[[Letter], mail.Letter]:
    """Read what these letters need, once for all of them; return what writes each."""
    read = _read(letters)
    return lambda letter: _written(letter, read)


def _read(letters: Sequence[Letter]) -> Read:
    company = get_company()
    round_ids, person_ids = {each[0] for each in letters}, [each[1] for each in letters]
    rounds = select(PulseRound).where(PulseRound.id.in_(round_ids))
    loaded = rounds.options(joinedload(PulseRound.pulse), selectinload(PulseRound.questions))
    asked = select(
        Invitation.round_id, Invitation.person_id, Invitation.turn, Invitation.team_id
    ).where(Invitation.round_id.in_(round_ids), Invitation.person_id.in_(person_ids))
    people = select(Person).where(Person.id.in_(person_ids))
    return Read(
        {each.id: _telling(each) for each in db.session.scalars(loaded)},
        {each.id: each for each in db.session.scalars(people)},
        {(row[0], row[1]): (row[2], row[3]) for row in db.session.execute(asked)},
        company.name,
        company.locale,
        mail.address_of("pulses.privacy"),
    )


def _telling(round_: PulseRound) -> RoundTelling:
    before = _round_before(round_)
    if before is None:
        return RoundTelling(round_, None, lambda _team_id: [])
    day = _day(before)
    return RoundTelling(round_, before.heard, cache(lambda team_id: _done_since(day, team_id)))


def _written(letter: Letter, read: Read) -> mail.Letter:
    """Write one letter: the form that fits, with the reader's name and link in it."""
    round_id, person_id, occasion = letter
    telling, person = read.rounds[round_id], read.people[person_id]
    turn, team_id = read.places[round_id, person_id]
    locale, zone = person.locale or read.locale, zone_of(person)
    asks = _asking(telling, turn, team_id) if occasion != GIVEN_UP else {}
    done = tuple(each.id for each in asks.get("done", ()))
    key = (round_id, occasion, locale, zone, asks.get("questions"), done)
    form = read.forms.get(key)
    if form is None:
        with force_locale(locale):
            form = read.forms[key] = _form(telling.round_, occasion, zone, read, asks)
    return form.filled(
        person.email or "",
        message_id=mail.message_id_for(occasion, round_id, person_id),
        name=person.name,
        url=links.address_for(telling.round_, person),
    )


def _form(
    round_: PulseRound, occasion: str, zone: str, read: Read, asks: dict[str, Any]
) -> mail.LetterTemplate:
    """Write what all readers have in common, in the language that is set."""
    return mail.form(
        TEMPLATES.get(occasion, "pulse_reminder"),
        "name",
        "url",
        pulse_name=round_.pulse.name,
        opens_at=round_.opens_at,
        zone=zone,
        company_name=read.company,
        privacy_url=read.privacy_url,
        **(asks or {"why": words.given_up()}),
    )


def _asking(telling: RoundTelling, turn: int, team_id: int) -> dict[str, Any]:
    """Return what only letters say that ask somebody to answer."""
    round_ = telling.round_
    return {
        "questions": sum(question.is_for(turn) for question in round_.questions),
        "closes_at": round_.closes_at,
        "planned_end": round_.planned_end,
        "smallest": round_.smallest_group,
        "heard": telling.heard,
        "done": telling.done(team_id),
    }


def _round_before(round_: PulseRound) -> PulseRound | None:
    """Return the last round of the same pulse that has closed."""
    query = (
        select(PulseRound)
        .where(
            PulseRound.pulse_id == round_.pulse_id,
            PulseRound.number < round_.number,
            PulseRound.opened_box_at.is_not(None),
        )
        .order_by(PulseRound.number.desc())
    )
    return db.session.scalar(query.limit(1))


def _done_since(day: date, team_id: int) -> list[Action]:
    """Return what the team, or one above it, has done since a day."""
    return plans.done_actions(plans.team_and_above(team_id), since=day)


def _day(round_: PulseRound) -> date:
    return clock.local_day(round_.opens_at, get_company().zone)
