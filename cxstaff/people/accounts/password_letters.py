"""Letters about passwords: a link for who is known, a word for who is not, an invitation."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale

from cxstaff import clock
from cxstaff.db import db
from cxstaff.mail import Letter, address_of, compose, message_id_for
from cxstaff.people import queries
from cxstaff.people.accounts import tokens
from cxstaff.people.models import Person, WaitingLetter
from cxstaff.people.words import Deed, told


def for_forgotten_password(email: str, secret: str, now: datetime) -> Letter:
    """Compose the letter to an address whose owner forgot a password.

    An address that nobody here has gets a letter too, saying so: whoever watches the page or the
    clock learns nothing, and who mistyped or has another address finds out.
    """
    person = queries.find_by_email(email)
    if person is None or not person.works_here(clock.local_day(now, queries.zone_of(person))):
        return compose("password-unknown", email, address=email, company=queries.find_company())
    token = tokens.written(person, secret, now + tokens.FORGOTTEN)
    return compose("password", email, person=person, link=address_of("people.reset", token=token))


def invitation(
    person: Person,
    inviter: Person | None,
    secret: str,
    now: datetime,
    message_id: str | None = None,
) -> Letter:
    """Compose the letter that invites a person (who has an e-mail) to choose a password."""
    token = tokens.written(person, secret, now + tokens.INVITED)
    return compose(
        "invitation",
        str(person.email),
        message_id=message_id,
        person=person,
        inviter=inviter,
        company=queries.get_company(),
        days=tokens.INVITED.days,
        link=address_of("people.reset", token=token),
    )


def of_invitation(letter: WaitingLetter, secret: str, now: datetime) -> Letter:
    """Compose an invitation that waits in the outbox; its link works from now on."""
    person, by_id = letter.person, letter.words["by_id"]
    inviter = db.session.get(Person, by_id) if by_id else None
    with force_locale(person.locale or queries.get_company().locale):
        return invitation(person, inviter, secret, now, message_id_for(letter.key))


def of_account(letter: WaitingLetter) -> Letter:
    """Compose a letter about what was done to an account, to the address before or after."""
    person, words = letter.person, letter.words
    by = db.session.get(Person, words["by_id"]) if words["by_id"] else None
    deed = Deed(words["deed"], by, letter.made_at, words.get("old"), words.get("new"))
    with force_locale(person.locale or queries.get_company().locale):
        return compose(
            "account",
            letter.address,
            message_id=message_id_for(letter.key),
            person=person,
            deed=deed,
            said=told(deed, person),
        )
