"""The home page, the state of the installation, and what developers look at."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from cxstaff import clock, mail
from cxstaff.action_plans.queries import waiting_for
from cxstaff.db import db
from cxstaff.home import kept, queries
from cxstaff.home import operations as state
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, roles_of_visitor, signed_in
from cxstaff.people.letters.unreachable import count_unreachable
from cxstaff.people.models import Role
from cxstaff.pulses import words as pulse_words
from cxstaff.web import POLICY
from cxstaff.web.compression import secret

bp = Blueprint("home", __name__)

PARTS = ("led", "rounds", "customers", "month", "concerns", "unreachable")
LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@bp.get("/")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show what is waiting for whoever looks."""
    person, now, roles = signed_in(), clock.now(), roles_of_visitor()
    today = clock.local_day(now, people.zone_of(person))
    parts: dict[str, Any] = dict.fromkeys(PARTS)
    if Role.LEAD in roles:
        parts["led"] = queries.led(person, today)
    if may(Permission.RUN_PULSES):
        parts["rounds"] = queries.rounds(now)
    if may(Permission.IMPORT_CUSTOMERS):
        parts["customers"] = told = queries.customers_now(today)
        parts["month"] = format_date(told.starts_on, "LLLL yyyy") if told.starts_on else None
    if may(Permission.OPERATE):
        parts["concerns"] = state.concerns(_settings(), now)
    if may(Permission.KEEP_ROSTER):
        parts["unreachable"] = count_unreachable(today)
    parts["actions"] = waiting_for(person, today)
    hears_all = bool(roles & {Role.HR, Role.CX})
    mine = queries.mine(person, now, today, hears_all=hears_all)
    parts |= {"mine": mine, "no_result": pulse_words.given_up()}
    return render_template("home/index.html", person=person, today=today, **parts)


@bp.get("/operations")
@allow(Permission.OPERATE)
def operations() -> ResponseReturnValue:
    """Show what runs, what went wrong and what to do about it."""
    return render_template(
        "home/operations.html",
        concerns=state.concerns(_settings(), clock.now()),
        jobs=state.jobs(),
        kept=kept.progress(),
        overview=state.overview(_settings()),
    )


@bp.get("/health")
@allow(Permission.PUBLIC)
def health() -> ResponseReturnValue:
    """Say whether pages can be served: the process answers and so does the database."""
    try:
        db.session.execute(select(1))
    except SQLAlchemyError:
        db.session.rollback()
        return "the database does not answer\n", 503, {"Content-Type": "text/plain"}
    return "ok\n", 200, {"Content-Type": "text/plain"}


@bp.get("/mailbox")
@allow(Permission.USE)
def mailbox() -> ResponseReturnValue:
    """Show a developer the mail that would have been sent."""
    _only_developers_mail()
    page = mail.kept_letters(request.args.get("page", 1, type=int))
    return render_template("home/mailbox.html", letters=page)


@bp.get("/mailbox/<string:name>")
@allow(Permission.USE)
def letter(name: str) -> ResponseReturnValue:
    """Show a developer one letter."""
    _only_developers_mail()
    kept = mail.kept_letter(name) or abort(404)
    base = re.escape(_settings().base_url)
    links = list(dict.fromkeys(re.findall(rf"{base}[^\s<>]*", kept.text)))
    page = render_template("home/letter.html", letter=kept, links=links)
    return page, 200, {"Content-Security-Policy": f"{POLICY}; frame-src 'self'"}


@bp.get("/mailbox/<string:name>/body")
@allow(Permission.USE)
def letter_body(name: str) -> ResponseReturnValue:
    """Give the HTML of a letter, shut in so that nothing in it can act."""
    _only_developers_mail()
    kept = mail.kept_letter(name) or abort(404)
    return secret(kept.html), 200, {"Content-Security-Policy": LETTER_POLICY}


@bp.get("/patterns")
@allow(Permission.USE)
def patterns() -> ResponseReturnValue:
    """Show a developer every component."""
    if not _settings().is_development:
        abort(404)
    return render_template("patterns/index.html")


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _only_developers_mail() -> None:
    if not _settings().is_development or not mail.is_kept_in_folder():
        abort(404)
