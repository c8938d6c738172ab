"""Questions about who hears of thanks by mail, and how."""

from __future__ import annotations

from cxstaff.db import db
from cxstaff.recognition.models import Hearing, Thanks, ThanksChoice
from cxstaff.recognition.queries.wall import all_thanks


def hearing_of(person_id: int) -> Hearing:
    """Return how somebody hears of thanks to them: at once where they chose nothing else."""
    choice = db.session.get(ThanksChoice, person_id)
    return Hearing(choice.hears) if choice else Hearing.AT_ONCE


def find_thanks_to(person_id: int, thanks_id: int) -> Thanks | None:
    """Return a thanks if somebody is thanked by it, private ones too, else None."""
    thanks = db.session.scalar(all_thanks().where(Thanks.id == thanks_id))
    if thanks is None or person_id not in {each.person_id for each in thanks.receivers}:
        return None
    return thanks
