"""Pages on which the company says what it holds dear."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.recognition import actions, policy, queries
from cxstaff.recognition.forms import ValueForm
from cxstaff.recognition.models import CompanyValue
from cxstaff.recognition.page.values import ValuesPage
from cxstaff.recognition.views import bp


@bp.get("/values")
@allow(Permission.USE)
def values() -> ResponseReturnValue:
    """List the company's values."""
    found = queries.values_page(request.args.get("page", 1, int))
    page = ValuesPage(found, policy.may_define_values(roles_of_visitor()))
    return render_template("recognition/values.html", page=page)


@bp.route("/values/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new_value() -> ResponseReturnValue:
    """Add a company value."""
    _only_who_may_define()
    form = ValueForm()

    def define() -> None:
        actions.define_value(
            str(form.name.data), signed_in(), sentence=str(form.sentence.data), now=clock.now()
        )

    return _answer(form, define, None)


@bp.post("/values/starters")
@allow(Permission.SET_LEVERS)
def add_starter_values() -> ResponseReturnValue:
    """Add the values to begin with that there are not yet."""
    _only_who_may_define()
    added = actions.add_starter_values(signed_in(), now=clock.now())
    told = _(
        "Added: %(names)s. Put them in your own words.", names=", ".join(v.name for v in added)
    )
    told = told if added else _("You have them already.")
    return done(told, url_for("recognition.values"))


@bp.route("/values/<int:value_id>/edit", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def edit_value(value_id: int) -> ResponseReturnValue:
    """Put a company value in other words."""
    _only_who_may_define()
    value = queries.find_value(value_id) or abort(404)
    form = ValueForm(name=value.name, sentence=value.sentence)

    def change() -> None:
        name, sentence = str(form.name.data), str(form.sentence.data)
        actions.change_value(value, signed_in(), name=name, sentence=sentence, now=clock.now())

    return _answer(form, change, value)


def _answer(
    form: ValueForm, act: Callable[[], None], value: CompanyValue | None
) -> ResponseReturnValue:
    status = form.attempt(act)
    if status == DONE:
        return done(_("Saved."), url_for("recognition.values"))
    title = value.name if value else _("Add a value")
    return render_template("recognition/edit_value.html", form=form, title=title), status


def _only_who_may_define() -> None:
    if not policy.may_define_values(roles_of_visitor()):
        abort(403)
