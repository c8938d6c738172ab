"""Pages that keep the list of teams."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff.db import db, page_in
from cxstaff.errors import Refused
from cxstaff.people import actions, queries
from cxstaff.people.access import Permission, allow
from cxstaff.people.models import Team
from cxstaff.people.queries import today
from cxstaff.people.roster.forms import TeamForm
from cxstaff.people.views import bp
from cxstaff.people.views.roster import by_visitor, team_of


@bp.get("/people/teams")
@allow(Permission.READ_ROSTER)
def teams() -> ResponseReturnValue:
    """List every team with how many people it has and who leads it."""
    page = page_in(list(queries.team_paths().items()), request.args.get("page", 1, int))
    return render_template(
        "people/teams.html",
        page=page,
        sizes=queries.count_of_members(today()),
        leads=queries.leads_by_team([team_id for team_id, _path in page.items], today()),
    )


@bp.get("/people/teams/new")
@allow(Permission.KEEP_ROSTER)
def new_team() -> ResponseReturnValue:
    """Ask about a new team."""
    return _page(_form(None), None)


@bp.post("/people/teams")
@allow(Permission.KEEP_ROSTER)
def create_team() -> ResponseReturnValue:
    """Add a team."""
    return _save(None)


@bp.get("/people/teams/<int:team_id>")
@allow(Permission.KEEP_ROSTER)
def edit_team(team_id: int) -> ResponseReturnValue:
    """Ask what is different about a team."""
    team = db.session.get(Team, team_id) or abort(404)
    return _page(_form(team), team)


@bp.post("/people/teams/<int:team_id>")
@allow(Permission.KEEP_ROSTER)
def update_team(team_id: int) -> ResponseReturnValue:
    """Rename a team, or put it under another."""
    return _save(db.session.get(Team, team_id) or abort(404))


def _save(team: Team | None) -> ResponseReturnValue:
    form = _form(team)
    if not form.is_fine():
        return _page(form, team), 422
    name, parent = str(form.name.data), team_of(form.parent.team_id)
    try:
        if team is None:
            actions.add_team(name, parent, **by_visitor())
        else:
            actions.change_team(team, name, parent, **by_visitor())
    except Refused as refused:
        db.session.rollback()
        form.form_errors.append(refused.in_words())
        return _page(form, team), 409
    db.session.commit()
    flash(_("The team is saved."))
    return redirect(url_for("people.teams"), code=303)


def _form(team: Team | None) -> TeamForm:
    above = str(team.parent_id) if team and team.parent_id else ""
    form = TeamForm(name=team.name if team else None, parent=above)
    form.parent.offer(queries.team_paths(), _("No other team"))
    return form


def _page(form: TeamForm, team: Team | None) -> str:
    return render_template("people/team.html", form=form, team=team)
