"""Pages of a team's action plan: the list, one action, and what is typed about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.action_plans import actions, policy, queries
from cxstaff.action_plans.forms import ActionForm, NoteForm, StageForm
from cxstaff.action_plans.models import Action, ActionStage
from cxstaff.action_plans.page import ActionPage, EditActionPage, line, plan_page
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today

bp = Blueprint("action_plans", __name__)


@bp.get("/teams/<int:team_id>/action-plan")
@allow(Permission.USE)
def index(team_id: int) -> ResponseReturnValue:
    """List what a team does about what it heard, and what it has done."""
    team, number = _team_or_404(team_id), request.args.get("page", 1, int)
    page = plan_page(team, number, today(), may_plan=_may_plan(team_id))
    return render_template("action_plans/index.html", page=page)


@bp.route("/teams/<int:team_id>/action-plan/new", methods=["GET", "POST"])
@allow(Permission.PLAN_ACTIONS)
def new(team_id: int) -> ResponseReturnValue:
    """Plan an action."""
    team = _team_to_plan(team_id)
    form = ActionForm(heard=request.args.get("heard", "")[: actions.LONGEST])
    form.offer(queries.owners_for(team, today()))
    status = form.attempt(
        lambda: actions.plan(team, _intention(form), signed_in(), today=today(), now=clock.now())
    )
    if status == DONE:
        return _saved(url_for("action_plans.index", team_id=team_id), _("The action is planned."))
    page = EditActionPage(
        team, _("Plan an action"), url_for("action_plans.index", team_id=team_id), form
    )
    return render_template("action_plans/edit.html", page=page), status


@bp.get("/teams/<int:team_id>/action-plan/<int:action_id>")
@allow(Permission.USE)
def show(team_id: int, action_id: int) -> ResponseReturnValue:
    """Show one action, and how it goes."""
    return _page(_action_or_404(team_id, action_id))


@bp.route("/teams/<int:team_id>/action-plan/<int:action_id>/edit", methods=["GET", "POST"])
@allow(Permission.PLAN_ACTIONS)
def edit(team_id: int, action_id: int) -> ResponseReturnValue:
    """Change an open action."""
    team, action = _team_to_plan(team_id), _action_or_404(team_id, action_id)
    form = ActionForm(
        heard=action.heard,
        will_do=action.will_do,
        owner_id=str(action.owner_id),
        due_on=action.due_on,
    )
    others = [each for each in queries.owners_for(team, today()) if each.id != action.owner_id]
    form.offer([action.owner, *others])
    status = form.attempt(lambda: actions.change(action, _intention(form), today=today()))
    if status == DONE:
        return _saved(_address(action), _("Saved."))
    page = EditActionPage(team, _("Change the action"), _address(action), form)
    return render_template("action_plans/edit.html", page=page), status


@bp.post("/teams/<int:team_id>/action-plan/<int:action_id>/notes")
@allow(Permission.USE)
def note(team_id: int, action_id: int) -> ResponseReturnValue:
    """Note a step on the way."""
    action, form = _action_to_report(team_id, action_id), NoteForm()
    status = form.attempt(
        lambda: actions.note(action, str(form.text.data), signed_in(), now=clock.now())
    )
    if status == DONE:
        return _saved(_address(action), _("Your note is kept."))
    return _page(action, note_form=form), status


@bp.post("/teams/<int:team_id>/action-plan/<int:action_id>/stage")
@allow(Permission.USE)
def move(team_id: int, action_id: int) -> ResponseReturnValue:
    """Say how far an action is."""
    action, form = _action_to_report(team_id, action_id), StageForm()
    status = form.attempt(
        lambda: actions.move(
            action, ActionStage(form.stage.data), str(form.did.data or ""), today=today()
        )
    )
    if status == DONE:
        return _saved(_address(action), _("Saved."))
    return _page(action, stage_form=form), status


def _page(
    action: Action, *, note_form: NoteForm | None = None, stage_form: StageForm | None = None
) -> str:
    kept: dict[str, Any] = {"formdata": None, "stage": action.stage, "did": action.did}
    page = ActionPage(
        line=line(action, today()),
        reads_plan=_may_read(action.team_id),
        may_change=action.is_open and _may_plan(action.team_id),
        may_report=policy.may_report(signed_in().id, roles_of_visitor(), _led(), action),
        note_form=note_form or NoteForm(formdata=None),
        stage_form=stage_form or StageForm(**kept),
    )
    return render_template("action_plans/show.html", page=page)


def _intention(form: ActionForm) -> actions.Intention:
    owner = people.find_person(int(form.owner_id.data)) or abort(404)
    due_on: Any = form.due_on.data
    return actions.Intention(str(form.heard.data), str(form.will_do.data), owner, due_on)


def _saved(address: str, sentence: str) -> ResponseReturnValue:
    return done(sentence, address)


def _address(action: Action) -> str:
    return url_for("action_plans.show", team_id=action.team_id, action_id=action.id)


def _team_or_404(team_id: int) -> Team:
    found = db.session.get(Team, team_id) if _may_read(team_id) else None
    return found or abort(404)


def _team_to_plan(team_id: int) -> Team:
    team = _team_or_404(team_id)
    return team if _may_plan(team_id) else abort(403)


def _action_or_404(team_id: int, action_id: int) -> Action:
    """Return an action of the team, for those who read its plan and for its owner."""
    action = queries.find_action(action_id)
    if action is None or action.team_id != team_id:
        abort(404)
    return action if action.owner_id == signed_in().id or _may_read(team_id) else abort(404)


def _action_to_report(team_id: int, action_id: int) -> Action:
    action = _action_or_404(team_id, action_id)
    if not policy.may_report(signed_in().id, roles_of_visitor(), _led(), action):
        abort(403)
    return action


def _may_plan(team_id: int) -> bool:
    return policy.may_plan(roles_of_visitor(), _led(), team_id)


def _may_read(team_id: int) -> bool:
    own = people.team_id_of(signed_in(), today())
    return policy.may_read(roles_of_visitor(), _led(), own, team_id)


def _led() -> set[int]:
    return people.teams_led_by(signed_in(), today())
