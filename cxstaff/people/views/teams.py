"""Pages that keep the list of teams."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import db, page_in
from cxstaff.forms import DONE, done
from cxstaff.people import actions, queries
from cxstaff.people.access import Permission, allow
from cxstaff.people.models import Team
from cxstaff.people.queries import today
from cxstaff.people.roster.forms import MergeForm, TeamForm
from cxstaff.people.teams.page import TeamEditPage, TeamListPage, TeamRow
from cxstaff.people.teams.queries import open_team_paths, team_paths
from cxstaff.people.views import bp
from cxstaff.people.views.roster import by_visitor, team_of


@bp.get("/people/teams")
@allow(Permission.READ_ROSTER)
def teams() -> ResponseReturnValue:
    """List the open teams, or those that are closed, with how many people and who leads them."""
    paths, open_ = team_paths(), open_team_paths()
    is_closed = request.args.get("closed") == "1"
    listed = [item for item in paths.items() if (item[0] not in open_) is is_closed]
    page = page_in(listed, request.args.get("page", 1, int))
    known = {team.id: team for team in queries.all_teams()}
    sizes = queries.count_of_members(today())
    leads = queries.leads_by_team([team_id for team_id, _path in page.items], today())
    rows = [
        TeamRow(known[team_id], path, leads.get(team_id, []), sizes.get(team_id, 0))
        for team_id, path in page.items
    ]
    listing = TeamListPage(page.showing(rows), is_closed, len(paths) - len(open_))
    return render_template("people/teams.html", page=listing)


@bp.get("/people/teams/new")
@allow(Permission.KEEP_ROSTER)
def new_team() -> ResponseReturnValue:
    """Ask about a new team."""
    return _page(_form(None), None)


@bp.post("/people/teams")
@allow(Permission.KEEP_ROSTER)
def create_team() -> ResponseReturnValue:
    """Add a team."""
    form = _form(None)

    def add() -> None:
        actions.add_team(str(form.name.data), team_of(form.parent.team_id), **by_visitor())

    return _saved(form, None, add)


@bp.get("/people/teams/<int:team_id>")
@allow(Permission.KEEP_ROSTER)
def edit_team(team_id: int) -> ResponseReturnValue:
    """Ask what is different about a team."""
    team = _team_or_404(team_id)
    return _page(_form(team), team)


@bp.post("/people/teams/<int:team_id>")
@allow(Permission.KEEP_ROSTER)
def update_team(team_id: int) -> ResponseReturnValue:
    """Rename a team, or put it under another."""
    team = _team_or_404(team_id)
    form = _form(team)

    def change() -> None:
        name, parent = str(form.name.data), team_of(form.parent.team_id)
        actions.change_team(team, name, parent, **by_visitor())

    return _saved(form, team, change)


@bp.post("/people/teams/<int:team_id>/merger")
@allow(Permission.KEEP_ROSTER)
def merge_team(team_id: int) -> ResponseReturnValue:
    """Merge a team into another one from today on."""
    team, form = _team_or_404(team_id), _merge_form(team_id)
    told: list[str] = []

    def merge() -> None:
        into = team_of(form.into.team_id) or abort(404)
        moved = actions.merge_team(team, into, on=today(), **by_visitor())
        told.append(_merged(len(moved), into))

    status = form.attempt(merge)
    if status != DONE:
        return _page(_form(team), team, form), status
    return done(told[0], url_for("people.teams"))


@bp.post("/people/teams/<int:team_id>/closure")
@allow(Permission.KEEP_ROSTER)
def close_team(team_id: int) -> ResponseReturnValue:
    """Close a team that nobody is in."""
    actions.close_team(_team_or_404(team_id), on=today(), **by_visitor())
    return done(_("The team is closed. What was stays readable."), url_for("people.teams"))


@bp.post("/people/teams/<int:team_id>/opening")
@allow(Permission.KEEP_ROSTER)
def open_team(team_id: int) -> ResponseReturnValue:
    """Open a closed team again."""
    actions.open_team_again(_team_or_404(team_id), **by_visitor())
    return done(_("The team is open again."), url_for("people.edit_team", team_id=team_id))


def _merged(number: int, into: Team) -> str:
    return str(
        ngettext(
            "%(num)s person is in %(team)s from today.",
            "%(num)s people are in %(team)s from today.",
            number,
            team=into.name,
        )
    )


def _team_or_404(team_id: int) -> Team:
    return db.session.get(Team, team_id) or abort(404)


def _saved(form: TeamForm, team: Team | None, save: Callable[[], None]) -> ResponseReturnValue:
    status = form.attempt(save)
    if status != DONE:
        return _page(form, team), status
    return done(_("The team is saved."), url_for("people.teams"))


def _form(team: Team | None) -> TeamForm:
    above = str(team.parent_id) if team and team.parent_id else ""
    form = TeamForm(name=team.name if team else None, parent=above)
    paths = open_team_paths()
    if team and team.parent:
        paths.setdefault(team.parent.id, team.parent.name)
    form.parent.offer(paths, _("No other team"))
    return form


def _merge_form(team_id: int) -> MergeForm:
    form = MergeForm()
    paths = {key: path for key, path in open_team_paths().items() if key != team_id}
    form.into.offer(paths, _("Choose a team"))
    return form


def _page(form: TeamForm, team: Team | None, merging: MergeForm | None = None) -> str:
    members = queries.count_of_members(today())
    page = TeamEditPage(
        team=team,
        form=form,
        merging=merging or (_merge_form(team.id) if team else None),
        members=members.get(team.id, 0) if team else 0,
    )
    action = url_for(".update_team", team_id=team.id) if team else url_for(".create_team")
    return render_template("people/team.html", page=page, action=action)
