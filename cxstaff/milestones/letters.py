"""Letters about milestones, as they are written."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import force_locale

from cxstaff import clock
from cxstaff.db import db
from cxstaff.mail import Letter, compose, message_id_for
from cxstaff.milestones import words
from cxstaff.milestones.actions import TO_LEAD, TO_PERSON
from cxstaff.milestones.models import MilestoneKind
from cxstaff.milestones.queries import refuses
from cxstaff.people.models import Person, WaitingLetter
from cxstaff.people.queries import get_company, zone_of

NO_NEWS = timedelta(days=7)
"""After so long a letter that no mail server took says nothing new."""


def is_wanted(letter: WaitingLetter) -> bool:
    """Say whether a milestone is still to be told to somebody: both work here, and none refuses."""
    about = db.session.get(Person, letter.words["about"])
    now = clock.now()
    if about is None or refuses(about.id) or now - letter.made_at > NO_NEWS:
        return False
    return all(
        each.works_here(clock.local_day(now, zone_of(each))) for each in (about, letter.person)
    )


def to_person(letter: WaitingLetter) -> Letter:
    """Write the letter that congratulates somebody."""
    return _written(TO_PERSON, letter)


def to_lead(letter: WaitingLetter) -> Letter:
    """Write the letter that tells a lead whose milestone it is."""
    return _written("milestone-lead", letter)


def _written(name: str, letter: WaitingLetter) -> Letter:
    reader, told = letter.person, letter.words
    company = get_company()
    with force_locale(reader.locale or company.locale):
        return compose(
            name,
            letter.address,
            message_id=message_id_for(letter.key),
            reader=reader,
            about=db.session.get_one(Person, told["about"]),
            company=company,
            is_birthday=told["milestone"] == MilestoneKind.BIRTHDAY,
            years=told["years"],
            said=words.told(told["milestone"], told["years"]),
            on=date.fromisoformat(told["on"]),
        )


KINDS = {TO_PERSON: to_person, TO_LEAD: to_lead}
"""What writes each kind of letter."""
