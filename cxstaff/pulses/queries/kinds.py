"""Of which kind those asked in a round are: what counts when groups are made and shown."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func, select

from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.crowds import Crowd, Kind
from cxstaff.pulses.models import Invitation, PulseRound, SealedAnswer


def kind_of(*, needs_code: bool, is_held_lately: bool) -> Kind:
    """Return the kind of somebody when a round opens."""
    if needs_code:
        return Kind.UNVOUCHED if is_held_lately else Kind.BY_CODE
    return Kind.NEW if is_held_lately else Kind.SETTLED


def kind_of_asked(round_: PulseRound, disputed: Any = SealedAnswer.is_disputed) -> Any:
    """Return the kind, as it is now, of a selected `Invitation`, its `Person` and `SealedAnswer`.

    Once the box is empty, whether they called an answer false is `disputed` on the roster.
    Where most of those asked are new, being new tells nobody apart and everybody counts alike.
    """
    is_new = Invitation.is_held_lately & (not round_.is_mostly_new)
    return case(
        (disputed, Kind.UNVOUCHED),
        (Person.handovers != Invitation.handovers, Kind.UNVOUCHED),
        (Invitation.needs_code & is_new, Kind.UNVOUCHED),
        (Invitation.needs_code, Kind.BY_CODE),
        (is_new, Kind.NEW),
        else_=Kind.SETTLED,
    )


def crowd_in_the_box(round_: PulseRound) -> Crowd:
    """Count those whose answers lie in a round's box, by kind."""
    kind = kind_of_asked(round_).label("kind")
    query = (
        select(kind, func.count())
        .select_from(Invitation)
        .join(Person, Person.id == Invitation.person_id)
        .join(
            SealedAnswer,
            (SealedAnswer.round_id == Invitation.round_id)
            & (SealedAnswer.person_id == Invitation.person_id),
        )
        .where(Invitation.round_id == round_.id, SealedAnswer.has_answered)
        .group_by(kind)
    )
    found = {Kind(row[0]): row[1] for row in db.session.execute(query)}
    return Crowd(*(found.get(each, 0) for each in Kind))
