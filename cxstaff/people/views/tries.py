"""Guesses at what is secret, wherever they are made: counted before, and made to wait."""

from __future__ import annotations

import math
from datetime import timedelta

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from cxstaff import clock, security_log
from cxstaff.db import db
from cxstaff.people.accounts import throttle
from cxstaff.people.accounts.throttle import Limits
from cxstaff.people.models import Person
from cxstaff.security_log import Act
from cxstaff.web.signing import secret


def limits_here(deed: str) -> Limits:
    """Return the limits on tries of `deed` from where the visitor is, whoever that may be."""
    return throttle.limits_of_address(request.remote_addr or "", secret(), deed)


def try_again_in(limits: Limits) -> timedelta:
    """Count a try; returns how long it has to wait instead, nothing when it may be made.

    Leaves no transaction open: checking a password takes its time.
    """
    now = clock.now()
    tries = throttle.note(limits, now)
    db.session.commit()
    wait = throttle.wait_for(limits, now)
    if wait:
        throttle.withdraw(tries)
    db.session.commit()
    return wait


def too_often(wait: timedelta) -> ResponseReturnValue:
    """Answer that there were too many tries, and when the next may be made."""
    page = render_template("people/too_often.html", wait=in_words(wait))
    return make_response(page, 429, {"Retry-After": str(math.ceil(wait.total_seconds()))})


def account_paused(wait: timedelta) -> ResponseReturnValue:
    """Answer the same about an account, and how its owner gets in nevertheless."""
    page = render_template("people/account_paused.html", wait=in_words(wait))
    return make_response(page, 429, {"Retry-After": str(math.ceil(wait.total_seconds()))})


def in_words(wait: timedelta) -> str:
    """Say how long to wait: in minutes, or in hours where it is long."""
    minutes = math.ceil(wait.total_seconds() / 60)
    if minutes > 2 * 60:
        hours = math.ceil(minutes / 60)
        return str(ngettext("Wait an hour.", "Wait %(num)d hours, then try again.", hours))
    return str(
        ngettext("Wait a minute, then try again.", "Wait %(num)d minutes, then try again.", minutes)
    )


def note_full(limits: Limits, person: Person | None) -> None:
    """Leave a line in the security log where a wrong try was the last for a while."""
    now = clock.now()
    if throttle.is_full(limits, now):
        security_log.record(Act.MADE_TO_WAIT, by=None, on=person, now=now)
