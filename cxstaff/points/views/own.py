"""Somebody's own account: what they have, what is set aside, and how it came about."""

from __future__ import annotations

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.queries import today
from cxstaff.points import allowing, queries
from cxstaff.points.models import LedgerAccount
from cxstaff.points.page.own import AllowanceCard, OwnPage
from cxstaff.points.page.rows import HoldRow, own_rows
from cxstaff.points.views import bp
from cxstaff.points.views.places import tabs


@bp.get("")
@allow(Permission.USE_POINTS)
def mine() -> ResponseReturnValue:
    """Show what the person who is signed in has, with the statement of one of their accounts."""
    person = only_when_on()
    accounts = queries.accounts_of(person)
    chosen = own_account(request.args.get("unit"))
    lines, holds = None, list[HoldRow]()
    if chosen is not None:
        found = queries.statement_page(chosen, request.args.get("page", 1, int))
        lines = found.showing(own_rows(found.items))
        holds = [HoldRow(each) for each in queries.open_holds(chosen.id)]
    cards = [_card(each) for each in allowing.allowances_of(person, today())]
    page = OwnPage(accounts, chosen, cards, lines, holds, tabs())
    return render_template("points/mine.html", page=page)


def _card(allowance: LedgerAccount) -> AllowanceCard:
    """Return what is told of an allowance, with the newest that was given from it."""
    rule = allowing.find_rule_for(signed_in().id, allowance.unit, today())
    found = queries.statement_page(allowance, 1)
    return AllowanceCard(allowance, rule, own_rows(found.items))


def only_when_on() -> int:
    """Return the id of who is signed in; 404 where the company has no points."""
    return signed_in().id if queries.is_on() else abort(404)


def own_account(unit: str | None) -> LedgerAccount | None:
    """Return one's own account of a unit, else the first one; None where there is none."""
    accounts = queries.accounts_of(signed_in().id)
    named = [each for each in accounts if each.unit == unit]
    return next(iter([*named, *accounts]), None)
