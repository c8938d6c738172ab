"""Letters about passwords: a link for who is known, a word for who is not, an invitation."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale

from cxstaff import clock
from cxstaff.mail import Letter, address_of, compose, message_id_for
from cxstaff.people import queries, tokens
from cxstaff.people.models import AccountNotice, Person
from cxstaff.people.words import told


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


def invitation(person: Person, inviter: Person | None, secret: str, now: datetime) -> Letter:
    """Compose the letter that invites a person (who has an e-mail) to choose a password."""
    token = tokens.written(person, secret, now + tokens.INVITED)
    return compose(
        "invitation",
        str(person.email),
        person=person,
        inviter=inviter,
        company=queries.get_company(),
        days=tokens.INVITED.days,
        link=address_of("people.reset", token=token),
    )


def of_account(notice: AccountNotice) -> list[Letter]:
    """Compose the letters about what was done to an account: to the address before and after."""
    addresses = {notice.old, notice.new} if notice.kind == "address" else {notice.person.email}
    with force_locale(notice.person.locale or queries.get_company().locale):
        return [
            compose(
                "account",
                address,
                message_id=message_id_for("account notice", notice.id, address),
                notice=notice,
                said=told(notice),
            )
            for address in sorted(each for each in addresses if each)
        ]
