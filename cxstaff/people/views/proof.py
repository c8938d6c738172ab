"""The current password asked of somebody who is signed in, as few times as at signing in."""

from __future__ import annotations

from flask_babel import gettext as _

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.forms import DONE, Form
from cxstaff.people import access
from cxstaff.people.accounts import passwords, throttle
from cxstaff.people.views.tries import in_words, note_full, try_again_in
from cxstaff.security_log import Act
from cxstaff.web.signing import secret


def prove(typed: str, form: Form) -> int:
    """Check the current password of the person who is signed in; return the status of the answer.

    DONE where it is right. Otherwise `form` tells why not: 422 where it is wrong, 429 where there
    were too many wrong ones. Commits, so ask before anything else is changed.
    """
    person, began = access.signed_in(), access.this_session()
    limits = throttle.limits_of_session(began.id if began else 0, person.id, secret(), "proof")
    wait = try_again_in(limits)
    if wait:
        form.form_errors.append(_("There were too many wrong passwords.") + " " + in_words(wait))
        return 429
    if passwords.matches(person.password_hash, typed):
        throttle.forgive(limits)
        return DONE
    security_log.record(Act.PROOF_FAILED, by=person, on=person, now=clock.now())
    note_full(limits, person)
    db.session.commit()
    form.form_errors.append(_("The current password is not right."))
    return 422
