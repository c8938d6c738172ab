"""When a person is away: noted, ended and taken back on their entry; why is never asked."""

from __future__ import annotations

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff.forms import done
from cxstaff.people import actions
from cxstaff.people.access import Permission, allow
from cxstaff.people.models import Leave, Person
from cxstaff.people.queries import today
from cxstaff.people.roster.forms import LeaveForm
from cxstaff.people.views import bp
from cxstaff.people.views.changes import changed
from cxstaff.people.views.roster import by_visitor, person_or_404


@bp.post("/people/<int:person_id>/leaves")
@allow(Permission.KEEP_ROSTER)
def go_on_leave(person_id: int) -> ResponseReturnValue:
    """Note that a person is away."""
    person, form = person_or_404(person_id), LeaveForm(prefix="away")

    def change() -> None:
        since = form.since.data or today()
        actions.go_on_leave(person, since=since, until=form.until, **by_visitor())

    return changed(person, "away", form, change, _("The leave is noted."))


@bp.post("/people/<int:person_id>/leaves/<int:leave_id>/ending")
@allow(Permission.KEEP_ROSTER)
def end_leave(person_id: int, leave_id: int) -> ResponseReturnValue:
    """Note that a person is back today."""
    person = person_or_404(person_id)
    actions.end_leave(_leave_or_404(person, leave_id), on=today(), **by_visitor())
    return done(
        _("%(name)s is back.", name=person.name), url_for("people.show", person_id=person_id)
    )


@bp.post("/people/<int:person_id>/leaves/<int:leave_id>/removal")
@allow(Permission.KEEP_ROSTER)
def remove_leave(person_id: int, leave_id: int) -> ResponseReturnValue:
    """Take back a leave that was a mistake."""
    actions.remove_leave(_leave_or_404(person_or_404(person_id), leave_id), **by_visitor())
    return done(_("The leave is removed."), url_for("people.show", person_id=person_id))


def _leave_or_404(person: Person, leave_id: int) -> Leave:
    return next((each for each in person.leaves if each.id == leave_id), None) or abort(404)
