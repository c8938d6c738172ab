"""Pages of plans and what they pay: periods with their statements, and one's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.db import PAGE_SIZE
from cxstaff.forms import DONE, done
from cxstaff.incentives import policy
from cxstaff.incentives.blueprint import bp
from cxstaff.incentives.models import IncentivePlan, Settlement, State, Statement
from cxstaff.incentives.statements import actions, queries
from cxstaff.incentives.statements import page as pages
from cxstaff.incentives.statements.approval import obstacle_to
from cxstaff.incentives.statements.forms import DisputeAnswerForm, DisputeForm
from cxstaff.incentives.statements.page.closings import ClosedPeriodRow, closed_rows, ways_to_close
from cxstaff.incentives.statements.progress import progress_of
from cxstaff.incentives.statements.waiting import (
    closed_periods_of,
    waiting_periods,
    waiting_periods_of,
)
from cxstaff.incentives.statements.words import waiting_notices
from cxstaff.incentives.statements.working import has_changed
from cxstaff.measures.policy import LEVER_KEEPERS, may_set_levers
from cxstaff.measures.queries import find_lever
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.web.marks import Way


@bp.get("/teams/<int:team_id>/plans/<int:lever_id>")
@allow(Permission.USE)
def plan(team_id: int, lever_id: int) -> ResponseReturnValue:
    """Show what a plan pays for what, how its period stands, and what it has paid."""
    roles, day = roles_of_visitor(), today()
    people.find_team_for(signed_in(), roles, team_id, day) or abort(404)
    found = find_lever(IncentivePlan, team_id, lever_id) or abort(404)
    led = people.teams_led_by(signed_in(), day)
    settlements, closed, waiting = None, list[ClosedPeriodRow](), waiting_periods_of(found, day)
    if found.terms_id and policy.may_see_pay(roles, team_id, led):
        page = queries.settlements_of(found.id, request.args.get("page", 1, int))
        settlements = page.showing([pages.settlement_row(each) for each in page.items])
        closed = closed_rows(closed_periods_of(found.id), may_open=may(Permission.PAY))
    shown = pages.PlanPage(
        plan=found,
        conditions=pages.conditions_of(found),
        progress=progress_of(found, day, signed_in().id),
        settlements=settlements,
        ways=_ways_of_plan(found, day) if may_set_levers(roles, team_id, led) else [],
        waiting=waiting_notices(waiting),
        closings=ways_to_close(waiting) if may(Permission.PAY) else [],
        closed=closed,
    )
    return render_template("incentives/plan.html", page=shown)


@bp.get("/settlements")
@allow(Permission.SET_LEVERS)
def settlements() -> ResponseReturnValue:
    """List what plans owe, period by period: HR and CX see all, leads those of their teams."""
    found = queries.settlements_page(_seen(), request.args.get("page", 1, int))
    rows = found.showing([pages.settlement_row(each) for each in found.items])
    pays = may(Permission.PAY)
    waiting = [
        pages.waiting_row(each, may_close=pays) for each in waiting_periods(today(), _seen())
    ]
    page = pages.SettlementsPage(rows, waiting[:PAGE_SIZE])
    return render_template("incentives/settlements.html", page=page)


@bp.get("/settlements/<int:settlement_id>")
@allow(Permission.SET_LEVERS)
def settlement(settlement_id: int) -> ResponseReturnValue:
    """Show what a plan owes for one period, statement by statement."""
    found = _settlement_or_404(settlement_id)
    statements = queries.statements_page(found.id, request.args.get("page", 1, int))
    line, is_cut = queries.line_of(found), queries.is_cut(found.id)
    changed = has_changed(found, queries.workings_of(found.id))
    obstacle = obstacle_to(found, signed_in(), today())
    shown = pages.SettlementPage(
        settlement=found,
        row=pages.settlement_row(line),
        statements=statements.showing([pages.statement_row(each) for each in statements.items]),
        numbers=pages.numbers_of(found),
        has_changed=changed,
        is_cut=is_cut,
        obstacle=obstacle,
        pays=may(Permission.PAY),
        ways=_ways_of(
            found,
            approves=obstacle is None,
            pays=line.approved > 0,
            drafts=changed or is_cut,
        ),
    )
    return render_template("incentives/settlement.html", page=shown)


@bp.post("/settlements/<int:settlement_id>/approval")
@allow(Permission.PAY)
def approve(settlement_id: int) -> ResponseReturnValue:
    """Approve what is drafted and not disputed, but for one's own."""
    found, seen = _settlement_or_404(settlement_id), request.args.get("seen", type=int)
    count = actions.approve(found, signed_in(), seen=seen, now=clock.now())
    told = ngettext("%(num)s statement approved.", "%(num)s statements approved.", count)
    return done(told, _address(found))


@bp.post("/settlements/<int:settlement_id>/payment")
@allow(Permission.PAY)
def pay(settlement_id: int) -> ResponseReturnValue:
    """Pay what is approved."""
    found = _settlement_or_404(settlement_id)
    count = actions.pay(found, signed_in(), now=clock.now())
    told = ngettext("%(num)s statement paid.", "%(num)s statements paid.", count)
    return done(told, _address(found))


@bp.post("/settlements/<int:settlement_id>/draft")
@allow(Permission.PAY)
def draft_anew(settlement_id: int) -> ResponseReturnValue:
    """Work out anew what is not approved yet."""
    found = _settlement_or_404(settlement_id)
    count = actions.draft_anew(found, signed_in(), now=clock.now())
    told = ngettext("%(num)s statement has changed.", "%(num)s statements have changed.", count)
    return done(told, _address(found))


@bp.get("/statements")
@allow(Permission.USE)
def own_statements() -> ResponseReturnValue:
    """List what plans owe and have paid the reader."""
    found = queries.own_statements_page(signed_in().id, request.args.get("page", 1, int))
    rows = found.showing([pages.statement_row(each) for each in found.items])
    return render_template("incentives/own_statements.html", page=pages.OwnStatementsPage(rows))


@bp.get("/statements/<int:statement_id>")
@allow(Permission.USE)
def statement(statement_id: int) -> ResponseReturnValue:
    """Show a statement step by step, to who is concerned and who may see what the team is paid."""
    return _shown(_statement_or_404(statement_id), None, 200)


@bp.post("/statements/<int:statement_id>/dispute")
@allow(Permission.USE)
def dispute(statement_id: int) -> ResponseReturnValue:
    """Say what is wrong with one's own statement."""
    found, form = _statement_or_404(statement_id), DisputeForm()
    words = str(form.words.data)
    status = form.attempt(lambda: actions.dispute(found, signed_in(), words, now=clock.now()))
    if status == DONE:
        return done(_("Noted. It is not paid until somebody has answered."), _statement_of(found))
    return _shown(_statement_or_404(statement_id), form, status)


@bp.post("/statements/<int:statement_id>/answer")
@allow(Permission.PAY)
def answer(statement_id: int) -> ResponseReturnValue:
    """Answer what somebody disputed."""
    found, form = _statement_or_404(statement_id), DisputeAnswerForm()
    words = str(form.words.data)
    status = form.attempt(lambda: actions.answer(found, signed_in(), words, now=clock.now()))
    if status == DONE:
        return done(_("Answered. It can be approved again."), _statement_of(found))
    return _shown(_statement_or_404(statement_id), form, status)


@bp.post("/statements/<int:statement_id>/reversal")
@allow(Permission.PAY)
def reverse(statement_id: int) -> ResponseReturnValue:
    """Take a payment back, and draft it anew from the numbers as they are now."""
    found = _statement_or_404(statement_id)
    following = actions.reverse(found, signed_in(), now=clock.now())
    return done(_("Taken back, and drafted anew."), _statement_of(following))


def _shown(found: Statement, form: Any, status: int) -> ResponseReturnValue:
    row = pages.statement_row(found)
    keeps = bool(LEVER_KEEPERS & roles_of_visitor())
    kind, action, way = _form_of(found)
    is_own = found.person_id == signed_in().id
    shown = pages.StatementPage(
        statement=found,
        is_own=is_own,
        who=row.who,
        period=pages.period_in_words(found.settlement),
        amount=row.amount,
        facts=pages.facts_of(found, tells_budget=keeps),
        working=row.working,
        state=row.state,
        tone=row.tone,
        remarks=pages.remarks_of(found),
        form=form if form is not None else kind() if kind else None,
        form_action=action,
        way=way,
        ways=_ways_of_statement(found),
        back=url_for("incentives.own_statements") if is_own else _address(found.settlement),
    )
    return render_template("incentives/statement.html", page=shown), status


def _form_of(found: Statement) -> tuple[Any, str, str]:
    """Return what can be written beside a statement: the form, where it goes, and its button."""
    is_own = actions.is_concerned(found, signed_in(), today())
    if is_own and found.is_unpaid and found.state != State.DISPUTED:
        address = url_for("incentives.dispute", statement_id=found.id)
        return DisputeForm, address, str(_("Dispute it"))
    if found.state == State.DISPUTED and may(Permission.PAY) and not is_own:
        return (
            DisputeAnswerForm,
            url_for("incentives.answer", statement_id=found.id),
            str(_("Answer")),
        )
    return None, "", ""


def _ways_of_plan(found: IncentivePlan, day: date) -> list[Way]:
    if found.until is not None and found.until <= day:
        return []
    place = {"team_id": found.team_id, "lever_id": found.id}
    change = "alignment.new_change" if found.terms_id else "incentives.change_plan"
    told = _("Propose a change") if found.terms_id else _("Change it")
    return [Way(told, change, place), Way(_("End it"), "incentives.end_plan", place)]


def _ways_of(found: Settlement, *, approves: bool, pays: bool, drafts: bool) -> list[Way]:
    """Return what can be done with a settlement, and nothing that would be refused."""
    if not may(Permission.PAY):
        return []
    place = {"settlement_id": found.id}
    seen, to_pay = place | {"seen": found.rounds}, _("Pay what is approved")
    anew = _("Draft it anew")
    ways = (
        (approves, Way(_("Approve"), "incentives.approve", seen, "primary", "check", posts=True)),
        (pays, Way(to_pay, "incentives.pay", place, icon="cash", posts=True)),
        (drafts, Way(anew, "incentives.draft_anew", place, icon="refresh", posts=True)),
    )
    return [way for can, way in ways if can]


def _ways_of_statement(found: Statement) -> list[Way]:
    if not may(Permission.PAY) or found.state != State.PAID or found.person_id == signed_in().id:
        return []
    place = {"statement_id": found.id}
    return [Way(_("Take the payment back"), "incentives.reverse", place, "danger", posts=True)]


def _seen() -> set[int] | None:
    """Return the teams whose pay somebody may see; None for all."""
    if LEVER_KEEPERS & roles_of_visitor():
        return None
    return people.teams_led_by(signed_in(), today())


def _settlement_or_404(settlement_id: int) -> Settlement:
    return queries.find_settlement(settlement_id, _seen()) or abort(404)


def _statement_or_404(statement_id: int) -> Statement:
    found, person = queries.find_statement(statement_id), signed_in()
    if found is None:
        abort(404)
    seen = _seen()
    if found.person_id != person.id and seen is not None and found.team.id not in seen:
        abort(404)
    return found


def _address(found: Settlement) -> str:
    return url_for("incentives.settlement", settlement_id=found.id)


def _statement_of(found: Statement) -> str:
    return url_for("incentives.statement", statement_id=found.id)
