"""The page on which the company's name and language are set."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import refresh

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people import actions, queries, reader
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.forms import CompanyForm
from cxstaff.people.views import bp


@bp.route("/people/company", methods=["GET", "POST"])
@allow(Permission.KEEP_ROSTER)
def company() -> ResponseReturnValue:
    """Ask for the company's name, and in which language people read who chose none."""
    held = queries.get_company()
    form = CompanyForm(obj=held)
    form.offer(reader.languages(held.locale))

    def act() -> None:
        name, locale = str(form.name.data), str(form.locale.data)
        actions.set_company(name, locale, actor=signed_in(), now=clock.now())

    status = form.attempt(act)
    if status != DONE:
        return render_template("people/company.html", form=form), status
    refresh()  # the next sentence may be in another language
    return done(_("It is saved."), url_for("people.company"))
