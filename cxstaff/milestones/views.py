"""Pages about milestones: those of the teams one sees, and what one decides about one's own."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.milestones import actions, queries
from cxstaff.milestones.forms import BirthdayForm
from cxstaff.milestones.page import MilestonesPage, OwnMilestonesPage, coming_line, told_line
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.queries import today

bp = Blueprint("milestones", __name__)


@bp.get("/milestones")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show the milestones of the teams that the visitor sees."""
    person, now = signed_in(), today()
    seen = people.visible_team_ids(person, roles_of_visitor(), now)
    coming = queries.coming_page(seen, now, request.args.get("page", 1, int))
    page = MilestonesPage(
        coming.showing([coming_line(each, person.id) for each in coming.items]),
        [told_line(each, person.id, now) for each in queries.told_last(seen)],
    )
    return render_template("milestones/index.html", page=page)


@bp.get("/milestones/mine")
@allow(Permission.USE)
def mine() -> ResponseReturnValue:
    """Show what one decides about one's own milestones."""
    return _mine(_form())


@bp.post("/milestones/mine/birthday")
@allow(Permission.USE)
def set_birthday() -> ResponseReturnValue:
    """Take a birthday, without its year."""
    form = _form()

    def keep() -> None:
        month, day = int(str(form.month.data)), int(str(form.day.data))
        actions.set_birthday(signed_in(), month=month, day=day, now=clock.now())

    status = form.attempt(keep)
    if status != DONE:
        return _mine(form), status
    return done(_("Your birthday is kept, without a year."), url_for("milestones.mine"))


@bp.post("/milestones/mine/birthday/removal")
@allow(Permission.USE)
def remove_birthday() -> ResponseReturnValue:
    """Forget one's birthday."""
    actions.remove_birthday(signed_in())
    return done(_("Your birthday is gone."), url_for("milestones.mine"))


@bp.post("/milestones/mine/refusal")
@allow(Permission.USE)
def create_refusal() -> ResponseReturnValue:
    """Have nothing of one's own celebrated."""
    actions.refuse(signed_in())
    return done(_("Nothing of yours is celebrated from now on."), url_for("milestones.mine"))


@bp.post("/milestones/mine/refusal/end")
@allow(Permission.USE)
def end_refusal() -> ResponseReturnValue:
    """Have one's own milestones celebrated again."""
    actions.accept(signed_in())
    return done(_("Your milestones are celebrated again."), url_for("milestones.mine"))


def _form() -> BirthdayForm:
    form = BirthdayForm()
    form.offer()
    return form


def _mine(form: BirthdayForm) -> str:
    page = OwnMilestonesPage(queries.choices_of(signed_in()), form)
    return render_template("milestones/mine.html", page=page)
