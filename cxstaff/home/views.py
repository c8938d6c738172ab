"""The home page, the state of the installation, and what developers look at."""

from __future__ import annotations

import re
from datetime import datetime

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from cxstaff import clock, mail
from cxstaff.action_plans.page import line
from cxstaff.action_plans.queries import waiting_for
from cxstaff.db import db
from cxstaff.home import kept, queries, waits
from cxstaff.home import operations as state
from cxstaff.home.blueprint import bp
from cxstaff.home.feeling import feeling_card
from cxstaff.home.first_steps.views import steps_left
from cxstaff.home.letters import views as letter_pages  # noqa: F401 – they add to bp
from cxstaff.home.mixed import mixed_card
from cxstaff.home.page import HomePage, customers_card
from cxstaff.home.queries import FORTNIGHT
from cxstaff.home.waits import ConcernScope
from cxstaff.incentives.models import State
from cxstaff.incentives.proposals import queries as proposals
from cxstaff.incentives.statements import queries as statements
from cxstaff.milestones.page import coming_card
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, roles_of_visitor, signed_in
from cxstaff.people.letters.unreachable import count_unreachable
from cxstaff.people.models import Person, Role
from cxstaff.pulses.planning.queries import next_planned
from cxstaff.recognition.praise.page import PraiseRow
from cxstaff.recognition.praise.queries import new_from_customers
from cxstaff.recognition.rules.queries import chosen
from cxstaff.web import POLICY, number
from cxstaff.web.compression import secret
from cxstaff.web.marks import Statistic

LETTER_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@bp.get("/")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show what is waiting for whoever looks."""
    person, now, roles = signed_in(), clock.now(), roles_of_visitor()
    today = clock.local_day(now, people.zone_of(person))
    runs_pulses, hears_all = may(Permission.RUN_PULSES), bool(roles & {Role.HR, Role.CX})
    reads_customers = may(Permission.IMPORT_CUSTOMERS)
    rounds = queries.rounds(now) if runs_pulses else []
    keeps_roster = may(Permission.KEEP_ROSTER)
    rules = chosen()
    led = queries.led(person, now, today, rules) if Role.LEAD in roles else None
    scope = ConcernScope.of(led, reads_all=runs_pulses)
    page = HomePage(
        person=person,
        mine=queries.mine(person, now, today, led.team_ids if led else (), hears_all=hears_all),
        actions=[line(each, today) for each in waiting_for(person, today)],
        led=led,
        milestones=coming_card(led.team_ids, person.id, today) if led else None,
        rounds=rounds,
        planned=next_planned() if runs_pulses and not rounds else None,
        runs_pulses=runs_pulses,
        customers=customers_card(queries.customers_now(today)) if reads_customers else None,
        every_concern=state.concerns(_settings(), now) if may(Permission.OPERATE) else [],
        keeps_roster=keeps_roster,
        unreachable=count_unreachable(today) if keeps_roster else 0,
        pay=_pay(person, now),
        mixed=mixed_card(today) if hears_all else None,
        first_steps=steps_left(now),
        told=waits.told(now, scope, runs_pulses=runs_pulses),
        feeling=feeling_card() if runs_pulses else None,
        unhappy=queries.unhappy(today) if reads_customers else [],
        praise=[
            PraiseRow(each, person.id, {}) for each in new_from_customers(person.id, rules, now)
        ],
    )
    return render_template("home/index.html", page=page)


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


def _pay(person: Person, now: datetime) -> list[Statistic]:
    """Return what plans that pay wait for, each with its page; nothing where nothing waits."""
    own = statements.count_own_since(person.id, now - FORTNIGHT)
    found = [(_("New statements of yours"), own, "incentives.own_statements")]
    if may(Permission.SET_LEVERS):
        decide, decided = proposals.count_told(person.id, now - FORTNIGHT)
        found.append((_("Your plans that were decided about"), decided, "alignment.proposals"))
        if may(Permission.PAY):
            found.append((_("Plans to decide about"), decide, "alignment.proposals"))
            found += _statements(statements.count_waiting(person.id))
    return [
        Statistic(label, number(count), url=url_for(endpoint))
        for label, count, endpoint in found
        if count
    ]


def _statements(counts: dict[str, int]) -> list[tuple[str, int, str]]:
    """Return what statements wait for, in the order it is done."""
    labels = (
        (State.DISPUTED, _("Disputed statements to answer")),
        (State.DRAFTED, _("Statements to approve")),
        (State.APPROVED, _("Statements to pay")),
    )
    return [(label, counts.get(state, 0), "incentives.settlements") for state, label in labels]


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def _only_developers_mail() -> None:
    if not _settings().is_development or not mail.is_kept_in_folder():
        abort(404)
