"""What runs by itself for second factors: letters that wait, and forgetting what is over."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import actions, letters, queries
from cxstaff.factors.models import FactorLetter
from cxstaff.mail import MailDown, send
from cxstaff.schedule import job

log = logging.getLogger(__name__)


@job(every=timedelta(minutes=1))
def send_letters() -> None:
    """Send letters about second factors that have not gone yet."""
    due = queries.letters_due(clock.now())
    db.session.commit()
    deliver(due)
    actions.drop_old_letters(clock.now())
    db.session.commit()


@job(every=timedelta(minutes=5))
def forget_what_is_over() -> None:
    """Remove sign-ins and challenges whose time is over, and the times at which codes were used."""
    actions.remove_ended(clock.now())
    actions.blur_steps(clock.now())
    db.session.commit()


def deliver(letter_ids: Sequence[int]) -> bool:
    """Send kept letters, each once however many try; say whether the mail server took all.

    No transaction is open while mail is sent; what it does not take is tried again later.
    """
    went = True
    for letter_id in letter_ids:
        if not actions.claim_letter(letter_id, now=clock.now()):
            continue
        db.session.commit()
        letter = letters.composed(db.session.get_one(FactorLetter, letter_id))
        db.session.commit()
        try:
            send(letter)
        except MailDown as error:
            log.warning("A letter about a second factor waits: %s", error)
            went = False
            continue
        actions.drop_letter(letter_id)
        db.session.commit()
    db.session.commit()
    return went
