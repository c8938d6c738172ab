"""Whoever a session belongs to: found by the secret in their cookie, while they still may."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import current_app, request, session
from sqlalchemy.exc import OperationalError

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.account import Account
from cxstaff.people.accounts import sessions
from cxstaff.people.accounts.sessions import Found, Lifetime, Lifetimes
from cxstaff.people.models import Person

LAST_ASKED = "asked"  # in the cookie of somebody with a role: when it was last used


class Visitor:
    """Somebody signed in, as Flask-Login wants to see them."""

    is_authenticated = is_active = True
    is_anonymous = False

    def __init__(self, secret: str, account: Account | Person, found: Found | None = None) -> None:
        self.secret, self.account, self.found = secret, account, found
        self.was_trusted = found is None or found.was_trusted

    @property
    def person(self) -> Person:
        """Return the person themselves, who from then on is what pages read of them, too."""
        if isinstance(self.account, Person):
            return self.account
        assert self.found  # noqa: S101 – plain values were found
        self.account = self.found.person.entity()
        return self.account

    def get_id(self) -> str:
        """Return what the cookie holds: a secret that one session of this person answers to."""
        return self.secret


def load(secret: str) -> Visitor | None:
    """Return whose session a secret opens, or None where it opens none (any more)."""
    now, limits = clock.now(), lifetimes()
    found = _find(secret)
    if found is None or not found.is_open(limits, now) or _is_idle(found, limits, now):
        return None
    today = found.today(now)
    if found.session.seen_on < today:
        _note_day(found.session.id, today)
        found = _find(secret)
    return Visitor(secret, found.account, found) if found else None


def lifetimes() -> Lifetimes:
    """Return how long sessions last here."""
    settings = current_app.config["SETTINGS"]
    return Lifetimes(
        trusted=Lifetime(
            timedelta(hours=settings.trusted_session_hours),
            timedelta(minutes=settings.trusted_idle_minutes),
        ),
        others=Lifetime(
            timedelta(days=settings.session_days), timedelta(days=settings.session_idle_days)
        ),
    )


def _find(secret: str) -> Found | None:
    """Find a session, and beside it what the page that is asked for has declared (see `allow`)."""
    view = current_app.view_functions.get(request.endpoint or "")
    return sessions.find(secret, getattr(view, "beside", None), request.view_args or {})


def _is_idle(found: Found, limits: Lifetimes, now: datetime) -> bool:
    """Say whether a session of somebody with a role was left alone for too long.

    The signed cookie holds when it last asked, so that nothing is written with every request. A
    copy of the cookie goes stale by itself, however busy its owner is.
    """
    if not found.session.is_trusted:
        return False
    asked = float(session.get(LAST_ASKED, 0))
    session[LAST_ASKED] = int(now.timestamp())
    return now.timestamp() - asked > limits.trusted.idle.total_seconds()


def _note_day(session_id: int, today: date) -> None:
    """Note, with the first request of a day, that a session is used.

    In a transaction of its own that begins with writing: SQLite lets no reader turn writer. Where
    the database is busy, the next request will note it.
    """
    db.session.commit()
    try:
        sessions.see(session_id, today)
        db.session.commit()
    except OperationalError:
        db.session.rollback()
