"""Changes to one person's entry: moves, leading, leaving, coming back, roles, invitations."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff.errors import Refused
from cxstaff.forms import DONE, Form, done
from cxstaff.people import actions
from cxstaff.people.access import Permission, allow, stay_signed_in
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import today
from cxstaff.people.roster.forms import DayForm, LeadForm, MoveForm, RolesForm
from cxstaff.people.teams.queries import open_team_paths
from cxstaff.people.views import bp
from cxstaff.people.views.roster import (
    by_visitor,
    entry_page,
    person_or_404,
    send_invitation,
    team_of,
)


@bp.post("/people/<int:person_id>/memberships")
@allow(Permission.KEEP_ROSTER)
def move(person_id: int) -> ResponseReturnValue:
    """Put a person into another team from a day on."""
    person, form = person_or_404(person_id), _with_teams(MoveForm(prefix="move"))

    def change() -> None:
        actions.move(person, _team(form), on=form.since.data or today(), **by_visitor())

    return changed(person, "move", form, change, _("The move is noted."))


@bp.post("/people/<int:person_id>/leaderships")
@allow(Permission.KEEP_ROSTER)
def lead(person_id: int) -> ResponseReturnValue:
    """Make a person lead a team from a day on."""
    person, form = person_or_404(person_id), _with_teams(LeadForm(prefix="lead"))

    def change() -> None:
        actions.lead(person, _team(form), since=form.since.data or today(), **by_visitor())

    return changed(person, "lead", form, change, _("The new lead is noted."))


@bp.post("/people/<int:person_id>/leaderships/<int:leadership_id>/ending")
@allow(Permission.KEEP_ROSTER)
def stop_leading(person_id: int, leadership_id: int) -> ResponseReturnValue:
    """End a person's time as lead of a team today."""
    person = person_or_404(person_id)
    led = next((each for each in person.leaderships if each.id == leadership_id), None)
    actions.stop_leading(led or abort(404), on=today(), **by_visitor())
    return done(_("The end of leading is noted."), url_for("people.show", person_id=person_id))


@bp.post("/people/<int:person_id>/leaving")
@allow(Permission.KEEP_ROSTER)
def leave(person_id: int) -> ResponseReturnValue:
    """Note that a person is gone from a day on."""
    person, form = person_or_404(person_id), DayForm(prefix="leaving")

    def change() -> None:
        actions.leave(person, on=form.on.data or today(), **by_visitor())

    return changed(person, "leaving", form, change, _("The last day is noted."))


@bp.post("/people/<int:person_id>/return")
@allow(Permission.KEEP_ROSTER)
def come_back(person_id: int) -> ResponseReturnValue:
    """Note that somebody who left works here again."""
    person, form = person_or_404(person_id), _with_teams(MoveForm(prefix="back"))

    def change() -> None:
        actions.come_back(person, _team(form), on=form.since.data or today(), **by_visitor())

    return changed(person, "back", form, change, _("Welcome back is noted."))


@bp.post("/people/<int:person_id>/roles")
@allow(Permission.OPERATE)
def give_roles(person_id: int) -> ResponseReturnValue:
    """Give a person exactly the roles that are ticked."""
    person, form = person_or_404(person_id), RolesForm(prefix="roles")

    def change() -> None:
        actions.set_roles(person, form.chosen(), **by_visitor())
        stay_signed_in(person)

    return changed(person, "roles", form, change, _("The roles are saved."))


@bp.post("/people/<int:person_id>/invitations")
@allow(Permission.KEEP_ROSTER)
def invite(person_id: int) -> ResponseReturnValue:
    """Send a person a link to choose a password."""
    person = person_or_404(person_id)
    if not person.email or not person.works_here(today()):
        raise Refused("%(name)s has no e-mail here to send it to.", name=person.name)
    send_invitation(person)
    return redirect(url_for("people.show", person_id=person_id), code=303)


def changed(
    person: Person, name: str, form: Form, change: Callable[[], None], said: str
) -> ResponseReturnValue:
    """Make a change to an entry and show it, or show the entry with what is wrong."""
    status = form.attempt(change)
    if status != DONE:
        return entry_page(person, **{name: form}), status
    return done(said, url_for("people.show", person_id=person.id))


def _with_teams(form: MoveForm | LeadForm) -> MoveForm | LeadForm:
    form.team.offer(open_team_paths(), _("Choose a team"))
    return form


def _team(form: MoveForm | LeadForm) -> Team:
    return team_of(form.team.team_id) or abort(404)
