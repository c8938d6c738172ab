"""The gate before the product: who has to show a second factor, and who has to get one."""

from __future__ import annotations

from flask import Flask, current_app, redirect, session, url_for
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.factors import actions, policy, queries
from cxstaff.people import access
from cxstaff.people.account import Account
from cxstaff.people.accounts import gate
from cxstaff.people.models import Person, Role

PENDING = "pending"


def init_app(app: Flask) -> None:
    """Put the second factor between a right password and the product."""
    gate.set_up(app, gate.SignInGate(_next_step, _is_held, _held_at))


def is_required_of(roles: frozenset[Role]) -> bool:
    """Say whether somebody with these roles must have a second factor here."""
    return policy.is_required(current_app.config["SETTINGS"].second_factor, roles)


def is_required_of_visitor() -> bool:
    """Say whether whoever has this session must have a second factor."""
    return is_required_of(access.roles_of(access.visitor()))


def _next_step(person: Person, target: str) -> ResponseReturnValue | None:
    """Let a right password wait for the second factor, where its owner has one."""
    if not queries.has_factor(person):
        return None
    token = actions.begin_sign_in(person, target, now=clock.now())
    access.sign_out()
    session[PENDING] = token
    return redirect(url_for("factors.second_step"), code=303)


def _is_held(person: Account | Person, roles: frozenset[Role]) -> bool:
    return is_required_of(roles) and not queries.has_factor(person)


def _held_at() -> str:
    return url_for("factors.index")
