"""How sure it is of those asked in a round who they are: it counts when groups are made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.disclosure.anonymity import AnonymitySet, Assurance
from cxstaff.pulses.models import Invitation, PulseRound, SealedAnswer


def assurance_of(*, needs_code: bool, is_held_lately: bool) -> Assurance:
    """Return how sure it is who somebody is when a round opens."""
    if needs_code:
        return Assurance.UNVOUCHED if is_held_lately else Assurance.BY_CODE
    return Assurance.NEW if is_held_lately else Assurance.SETTLED


def assurance_of_asked(round_: PulseRound, disputed: Any = SealedAnswer.is_disputed) -> Any:
    """Return the assurance now of a selected `Invitation`, its `Person` and `SealedAnswer`.

    Once the box is empty, whether they called an answer false is `disputed` on the roster.
    Where most of those asked are new, being new tells nobody apart and everybody counts alike.
    """
    is_new = Invitation.is_held_lately & (not round_.is_mostly_new)
    return case(
        (disputed, Assurance.UNVOUCHED),
        (Person.handovers != Invitation.handovers, Assurance.UNVOUCHED),
        (Invitation.needs_code & is_new, Assurance.UNVOUCHED),
        (Invitation.needs_code, Assurance.BY_CODE),
        (is_new, Assurance.NEW),
        else_=Assurance.SETTLED,
    )


def anonymity_set_in_the_box(round_: PulseRound) -> AnonymitySet:
    """Count those whose answers lie in a round's box, by assurance."""
    assurance = assurance_of_asked(round_).label("assurance")
    query = (
        select(assurance, func.count())
        .select_from(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .join(
            SealedAnswer,
            (SealedAnswer.round_id == Invitation.round_id)
            & (SealedAnswer.person_id == Invitation.person_id),
        )
        .where(Invitation.round_id == round_.id, SealedAnswer.has_answered)
        .group_by(assurance)
    )
    found = {Assurance(row[0]): row[1] for row in db.session.execute(query)}
    return AnonymitySet(*(found.get(each, 0) for each in Assurance))
