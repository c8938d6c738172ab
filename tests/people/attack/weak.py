"""Accounts weakened on purpose: for every attack the way of building them that lets it through."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

from cxstaff import clock, web
from cxstaff.db import db
from cxstaff.mail import smtp
from cxstaff.people import queries
from cxstaff.people.access import visitors
from cxstaff.people.accounts import device_cookie, passwords, sessions, throttle
from cxstaff.people.accounts.guessing import refuse_guessable
from cxstaff.people.accounts.sessions import Found, Lifetimes
from cxstaff.people.accounts.throttle import Limits, limits_of
from cxstaff.people.models import Person, SignInSession
from cxstaff.people.views import sessions as pages
from tests.people.attack import attacks
from tests.pulses.attack.weak import patched

Weakened = Callable[[], AbstractContextManager[None]]


def _nothing(*_: object) -> None:
    """Do nothing."""


def _never_ends(self: Found, _lifetimes: Lifetimes, now: datetime) -> bool:
    mine = self.account
    return self.session.version == mine.session_version and mine.works_here(self.today(now))


def _without_version(self: Found, _lifetimes: Lifetimes, now: datetime) -> bool:
    return now < self.session.ends_at and self.account.works_here(self.today(now))


def _anybodys(_person: Person, session_id: int) -> SignInSession | None:
    return db.session.get(SignInSession, session_id)


def _by_account_alone(email: str, _address: str, secret: str, deed: str, **_: object) -> Limits:
    key = throttle._key(secret, deed, "account", email)
    return throttle._limits(key, throttle.PLACE)


def _by_place_alone(*given: str, **more: Any) -> Limits:
    return limits_of(*given, **more | {"account_steps": ()})


def _by_session_alone(session_id: int, _person_id: int, secret: str, deed: str) -> Limits:
    key = throttle._key(secret, deed, "session", str(session_id))
    return throttle._limits(key, throttle.PLACE)


def _no_wait(*_: object) -> timedelta:
    return timedelta()


def _look_before_the_try(limits: Limits) -> timedelta:
    """Judge a try by those that have failed, and count it when it has failed as well."""
    wait = timedelta(minutes=15) if throttle.is_full(limits, clock.now()) else timedelta()
    db.session.commit()
    return wait


def _count_after_the_try(_email: str, limits: Limits) -> None:
    throttle.note(limits, clock.now())
    db.session.commit()


def _believe_what_was_read(email: str, password: str) -> Person | None:
    person = queries.find_by_email(email)
    stored = person.password_hash if person else None
    db.session.commit()
    return person if passwords.matches(stored, password) else None


def _whoever_it_is(password: str, _about: object) -> None:
    refuse_guessable(password, ())


WEAK: dict[Callable[[attacks.Scene], bool], Weakened] = {
    attacks.cookie_copied_before_signing_out: patched((sessions, "end", _nothing)),
    attacks.cookie_used_every_day_for_a_month: patched((Found, "is_open", _never_ends)),
    attacks.cookie_of_hr_used_all_day_and_night: patched((Found, "is_open", _never_ends)),
    attacks.cookie_of_hr_kept_while_its_owner_works: patched(
        (visitors, "_is_idle", lambda *_: False)
    ),
    attacks.cookie_from_before_leaving_after_coming_back: patched(
        (Found, "is_open", _without_version)
    ),
    attacks.cookie_from_before_leaving_after_a_file_brought_them_back: patched(
        (Found, "is_open", _without_version)
    ),
    attacks.table_of_sessions_used_as_cookies: patched((sessions, "digest_of", str)),
    attacks.session_of_somebody_else_ended: patched((sessions, "find_for", _anybodys)),
    attacks.owner_locked_out_by_a_stranger: patched((throttle, "limits_of", _by_account_alone)),
    attacks.owner_locked_out_of_a_known_device_by_many: patched(
        (device_cookie, "number_for", _nothing)
    ),
    attacks.password_found_from_one_place: patched((throttle, "wait_for", _no_wait)),
    attacks.password_found_from_many_places: patched((throttle, "limits_of", _by_place_alone)),
    attacks.password_found_at_one_of_many_accounts: patched((throttle, "ADDRESS", ())),
    attacks.password_found_by_many_tries_at_once: patched(
        (pages, "try_again_in", _look_before_the_try),
        (pages, "_note_failure", _count_after_the_try),
    ),
    attacks.old_password_used_while_it_is_being_changed: patched(
        (pages, "_person_behind", _believe_what_was_read)
    ),
    attacks.current_password_found_in_a_stolen_session: patched((throttle, "wait_for", _no_wait)),
    attacks.current_password_found_in_many_stolen_sessions: patched(
        (throttle, "limits_of_session", _by_session_alone)
    ),
    attacks.password_from_the_lists: patched((passwords, "refuse_guessable", _nothing)),
    attacks.password_made_of_the_owners_name: patched(
        (passwords, "refuse_guessable", _whoever_it_is)
    ),
    attacks.cookie_planted_by_a_neighbour: patched((web, "cookie_name", lambda name, _: name)),
    attacks.letter_read_where_encryption_was_taken_out: patched(
        (smtp, "may_go_in_clear", lambda _url: True)
    ),
}
