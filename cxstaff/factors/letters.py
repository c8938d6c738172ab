"""Letters about second factors, as they are written."""

from __future__ import annotations

from flask_babel import gettext

from cxstaff.db import db
from cxstaff.factors.words import TOLD, Tidings
from cxstaff.mail import Letter, compose, message_id_for
from cxstaff.people.models import Person, WaitingLetter


def composed(letter: WaitingLetter) -> Letter:
    """Write a letter that tells somebody what happened to their second factors."""
    subject, said, advice = TOLD[Tidings(letter.words["tidings"])]
    actor_id = letter.words["actor_id"]
    actor = db.session.get_one(Person, actor_id).name if actor_id else gettext("Somebody")
    return compose(
        "second-factor",
        letter.address,
        message_id=message_id_for(letter.key),
        subject=subject,
        said=str(said) % {"actor": actor},
        advice=advice,
    )
