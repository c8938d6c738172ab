"""The gate: what a feature above people asks of somebody beyond a right password."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app, session
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.people.account import Account
from cxstaff.people.models import Person, Role

PROOF_SECONDS = 600
_KEPT_AS, _PROVEN, _WANTED = "gate", "proven", "wanted"


@dataclass(frozen=True, slots=True)
class SignInGate:
    """What stands between a right password and the product."""

    next_step: Callable[[Person, str], ResponseReturnValue | None]
    """Answer with what is asked after a right password, for somebody on the way to a path; None
    where nothing more is asked."""
    is_held: Callable[[Account | Person, frozenset[Role]], bool]
    """Say of somebody with a session, who holds these roles, that nothing opens for them yet."""
    held_at: Callable[[], str]
    """Return the address of the page that says what they have to do first."""


NO_GATE = SignInGate(lambda _person, _target: None, lambda _person, _roles: False, lambda: "/")


def set_up(app: Flask, gate: SignInGate) -> None:
    """Put a gate before the product; there is one."""
    app.extensions[_KEPT_AS] = gate


def gate() -> SignInGate:
    """Return the gate of this application, or one that stands open."""
    found: SignInGate = current_app.extensions.get(_KEPT_AS, NO_GATE)
    return found


def note_proof(person: Person) -> None:
    """Note in this browser that somebody has just shown who they are."""
    session[_PROVEN] = [person.id, int(clock.now().timestamp())]


def has_proof(person: Person) -> bool:
    """Say whether somebody has shown within ten minutes, in this browser, who they are."""
    person_id, moment = session.get(_PROVEN, (None, 0))
    return bool(person_id == person.id) and clock.now().timestamp() < moment + PROOF_SECONDS


def keep_wanted(path: str) -> None:
    """Keep where somebody wanted to go when they were held."""
    session[_WANTED] = path


def take_wanted() -> str | None:
    """Return where somebody wanted to go when they were held, and forget it."""
    wanted: str | None = session.pop(_WANTED, None)
    return wanted
