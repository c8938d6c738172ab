"""What the letters about rounds say: in the reader's language, with a link of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select

from cxstaff import clock, mail
from cxstaff.action_plans import queries as plans
from cxstaff.action_plans.models import Action
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company, zone_of
from cxstaff.pulses import links, words
from cxstaff.pulses.letters import GIVEN_UP, INVITATION, Letter
from cxstaff.pulses.models import Invitation, PulseRound

TEMPLATES = {INVITATION: "pulse_invitation", GIVEN_UP: "pulse_given_up"}


def compose(letter: Letter) -> mail.Letter:
    """Write the letter that asks a person to answer a round, reminds them, or says it is given up.

    What all of them say stands here; the rest, in the letters that ask, in `_asking`.
    """
    round_id, person_id, occasion = letter
    round_ = db.session.get_one(PulseRound, round_id)
    person = db.session.get_one(Person, person_id)
    company = get_company()
    with force_locale(person.locale or company.locale):
        return mail.compose(
            TEMPLATES.get(occasion, "pulse_reminder"),
            person.email or "",
            message_id=mail.message_id_for(occasion, round_id, person_id),
            person=person,
            pulse_name=round_.pulse.name,
            opens_at=round_.opens_at,
            zone=zone_of(person),
            company_name=company.name,
            privacy_url=mail.address_of("pulses.privacy"),
            **({"why": words.given_up()} if occasion == GIVEN_UP else _asking(round_, person)),
        )


def _asking(round_: PulseRound, person: Person) -> dict[str, Any]:
    """Return what only letters say that ask somebody to answer."""
    mine = db.session.get_one(Invitation, (round_.id, person.id))
    before = _round_before(round_)
    return {
        "questions": sum(question.is_for(mine.turn) for question in round_.questions),
        "closes_at": round_.closes_at,
        "smallest": round_.smallest_group,
        "url": links.address_for(round_, person),
        "heard": before.heard if before else None,
        "done": _done_since(before, mine.team_id) if before else [],
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


def _done_since(before: PulseRound, team_id: int) -> list[Action]:
    """Return what the team, or one above it, has done since the round before opened."""
    return plans.done_actions(plans.team_and_above(team_id), since=_day(before))


def _day(round_: PulseRound) -> date:
    return clock.local_day(round_.opens_at, get_company().zone)
