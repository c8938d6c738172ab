"""Pages on which a plan that pays is written, tried on the past, and decided about."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.alignment.blueprint import bp
from cxstaff.alignment.plans import page as pages
from cxstaff.forms import DONE, done
from cxstaff.incentives import policy
from cxstaff.incentives.models import IncentivePlan, PlanProposal, PlanTerms
from cxstaff.incentives.proposals import actions, queries
from cxstaff.incentives.proposals.forms import DeclineForm, ProposalForm
from cxstaff.incentives.proposals.what_if import what_if
from cxstaff.linkage.judging.queries import judged
from cxstaff.linkage.leads import queries as leads
from cxstaff.measures import queries as measures
from cxstaff.measures.models import Measure
from cxstaff.measures.policy import LEVER_KEEPERS
from cxstaff.measures.views.levers import team_to_set
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today

TRY = "try"


@bp.route("/teams/<int:team_id>/proposals/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new_proposal(team_id: int) -> ResponseReturnValue:
    """Write a plan that pays, try it on the past, and propose it."""
    return _written(team_to_set(team_id), None)


@bp.route("/teams/<int:team_id>/plans/<int:lever_id>/proposals/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new_change(team_id: int, lever_id: int) -> ResponseReturnValue:
    """Write what is to follow a plan from a day on."""
    team = team_to_set(team_id)
    return _written(team, measures.find_lever(IncentivePlan, team_id, lever_id) or abort(404))


@bp.get("/proposals")
@allow(Permission.SET_LEVERS)
def proposals() -> ResponseReturnValue:
    """List the proposals: HR and CX see all, leads those for their teams."""
    found = queries.proposals_page(_seen(), request.args.get("page", 1, int))
    return render_template("incentives/proposals.html", page=pages.listed(found))


@bp.get("/proposals/<int:proposal_id>")
@allow(Permission.SET_LEVERS)
def proposal(proposal_id: int) -> ResponseReturnValue:
    """Show a proposal, and how it would have paid."""
    return _shown(_proposal_or_404(proposal_id), DeclineForm(), 200)


@bp.post("/proposals/<int:proposal_id>/approval")
@allow(Permission.SET_LEVERS)
def approve(proposal_id: int) -> ResponseReturnValue:
    """Agree to a proposal: the plan holds from its first day."""
    found = _only_who_decides(_proposal_or_404(proposal_id))
    actions.approve(found, signed_in(), now=clock.now())
    return done(_("Approved. The plan is on the team’s page."), _address(found))


@bp.post("/proposals/<int:proposal_id>/refusal")
@allow(Permission.SET_LEVERS)
def decline(proposal_id: int) -> ResponseReturnValue:
    """Decline a proposal, saying why."""
    found, form = _only_who_decides(_proposal_or_404(proposal_id)), DeclineForm()
    status = form.attempt(
        lambda: actions.decline(found, signed_in(), str(form.reason.data), now=clock.now())
    )
    if status == DONE:
        return done(_("Declined. Who wrote it can read why."), _address(found))
    return _shown(_proposal_or_404(proposal_id), form, status)


@bp.post("/proposals/<int:proposal_id>/withdrawal")
@allow(Permission.SET_LEVERS)
def withdraw(proposal_id: int) -> ResponseReturnValue:
    """Take back what one has proposed."""
    found = _proposal_or_404(proposal_id)
    actions.withdraw(found, signed_in(), now=clock.now())
    return done(_("Withdrawn."), _address(found))


def _written(team: Team, follows: IncentivePlan | None) -> ResponseReturnValue:
    budgets = queries.budgets()
    form: Any = ProposalForm(**_as_it_is(follows))
    form.offer(measures.measures(), budgets)
    is_trial, shown = request.form.get("act") == TRY, list[pages.Tried]()
    made = list[PlanProposal]()

    def act() -> None:
        draft = _draft(form, team, follows)
        if is_trial:
            actions.check(draft, clock.now())
            but = [follows.id] if follows else []
            shown.append(_tried(team, draft.measure, draft.terms, but))
        else:
            made.append(actions.propose(draft, signed_in(), now=clock.now()))

    status = form.attempt(act)
    if status == DONE and not is_trial:
        return done(_("Proposed. It holds once somebody else agrees."), _address(made[0]))
    may_make = bool(LEVER_KEEPERS & roles_of_visitor())
    page = pages.ProposalFormPage(
        team=team,
        form=form,
        tried=shown[0] if shown else None,
        nothing=None if budgets else pages.no_budget(may_make=may_make),
    )
    return render_template("incentives/propose.html", page=page), 200 if shown else status


def _draft(form: Any, team: Team, follows: IncentivePlan | None) -> actions.PlanDraft:
    guard = _measure(form.guard_id.data) if form.guard_id.data else None
    return actions.PlanDraft(
        team=team,
        measure=follows.measure if follows else _measure(form.measure_id.data),
        terms=form.terms(guard),
        name=follows.name if follows else str(form.name.data),
        pays=str(form.pays.data),
        holds=form.holds,
        follows=follows,
    )


def _as_it_is(plan: IncentivePlan | None) -> dict[str, Any]:
    """Return what a form begins with: what holds now of a plan that is to be changed."""
    if plan is None:
        return {"measure_id": request.args.get("measure")}
    return {"measure_id": str(plan.measure_id), "name": plan.name, "pays": plan.pays}


def _shown(found: PlanProposal, form: DeclineForm, status: int) -> ResponseReturnValue:
    person, roles = signed_in(), roles_of_visitor()
    page = pages.ProposalPage(
        proposal=found,
        conditions=pages.conditions_of(found),
        tried=_tried(found.team, found.measure, found.terms, [found.follows_id, found.plan_id]),
        may_decide=policy.may_decide(roles, person, found),
        may_withdraw=policy.may_withdraw(person, found),
        form=form,
    )
    return render_template("incentives/proposal.html", page=page), status


def _tried(
    team: Team, measure: Measure, terms: PlanTerms, but: Collection[int | None]
) -> pages.Tried:
    stands, day = leads.standing(), today()
    said = judged(stands.outcome, stands, day, people.get_company().zone)
    found = what_if(team, measure, terms, day, but=but)
    return pages.tried(found, measure, terms, said.get(measure.id), stands.outcome)


def _seen() -> set[int] | None:
    """Return the teams whose proposals somebody may see; None for all."""
    if LEVER_KEEPERS & roles_of_visitor():
        return None
    return people.teams_led_by(signed_in(), today())


def _proposal_or_404(proposal_id: int) -> PlanProposal:
    return queries.find_proposal(proposal_id, _seen()) or abort(404)


def _only_who_decides(found: PlanProposal) -> PlanProposal:
    if not LEVER_KEEPERS & roles_of_visitor():
        abort(403)
    return found


def _measure(measure_id: str) -> Measure:
    return measures.find_measure(int(measure_id)) or abort(404)


def _address(found: PlanProposal) -> str:
    return url_for("alignment.proposal", proposal_id=found.id)
