"""Letters about awards, as they are written."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import force_locale

from cxstaff import clock
from cxstaff.awards.models import Award, AwardStage
from cxstaff.awards.words import LETTERS, AwardTidings, last_day
from cxstaff.db import db
from cxstaff.mail import Letter, address_of, compose, message_id_for
from cxstaff.people.models import WaitingLetter
from cxstaff.people.queries import get_company

OWN_PAGE = "awards.mine"
NO_NEWS = timedelta(days=14)
"""After so long a letter that no mail server took says nothing new."""


def is_wanted(letter: WaitingLetter) -> bool:
    """Say whether a letter still tells what is so: a vote only while there is one."""
    award, now = db.session.get(Award, letter.words["award_id"]), clock.now()
    if award is None or now - letter.made_at > NO_NEWS:
        return False
    if not letter.person.works_here(clock.local_day(now, get_company().zone)):
        return False
    return letter.words["tidings"] != AwardTidings.VOTE or award.stage == AwardStage.VOTING


def composed(letter: WaitingLetter) -> Letter:
    """Write a letter about an award."""
    told = LETTERS[AwardTidings(letter.words["tidings"])]
    award, company = db.session.get_one(Award, letter.words["award_id"]), get_company()
    place = {} if told.endpoint == OWN_PAGE else {"award_id": award.id}
    with force_locale(letter.person.locale or company.locale):
        names = {"award": award.name, "until": last_day(award.votes_until, company.zone)}
        return compose(
            "award",
            letter.address,
            message_id=message_id_for(letter.key),
            reader=letter.person,
            company=company,
            subject=str(told.subject) % names,
            said=str(told.said) % names,
            button_label=told.button,
            url=address_of(told.endpoint, **place),
        )
