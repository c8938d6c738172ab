"""The pages on which somebody chooses whom to thank, and thanks them."""

from __future__ import annotations

import secrets
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.models import Interaction
from cxstaff.customers.queries import Remark, remark
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.measures import queries as measures
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Person
from cxstaff.people.queries import today
from cxstaff.recognition import actions, queries
from cxstaff.recognition.forms import ThanksForm
from cxstaff.recognition.page import nobody_to_thank
from cxstaff.recognition.views import bp
from cxstaff.web import LARGEST_KEY


@bp.route("/thanks/new", methods=["GET", "POST"])
@allow(Permission.THANK)
def new() -> ResponseReturnValue:
    """Choose whom to thank, then say for what."""
    said = _remark_or_404()
    receiver = _receiver_or_404(said)
    if receiver is None:
        return _choose()
    team_id = actions.team_that_is_thanked(receiver, signed_in(), clock.now())
    form = ThanksForm(
        request_key=secrets.token_urlsafe(16), celebrates=request.args.get("celebrates")
    )
    form.offer(_celebrated(team_id))
    status = form.attempt(lambda: _thank(form, receiver, said))
    if status != DONE:
        return _show(form, receiver, said), status
    told = _("Done. %(name)s finds your thanks on their home page.", name=receiver.name)
    return done(told, url_for("recognition.index"))


def _thank(form: ThanksForm, receiver: Person, said: Remark | None) -> None:
    kind, _colon, number = str(form.celebrates.data).partition(":")
    actions.thank(
        receiver,
        signed_in(),
        message=str(form.message.data),
        measure=measures.find_measure(int(number)) if kind == "measure" else None,
        value=queries.find_value(int(number)) if kind == "value" else None,
        interaction=db.session.get(Interaction, said.interaction_id) if said else None,
        is_private=form.audience.data == "private",
        request_key=form.request_key.data or None,
        now=clock.now(),
    )


def _choose() -> ResponseReturnValue:
    """Let a person search for whom to thank, those they lead or work with first."""
    person, words = signed_in(), request.args.get("q", "").replace("\0", "").strip()
    own = people.team_id_of(person, today())
    near = people.teams_led_by(person, today()) or ({own} if own is not None else set())
    number = request.args.get("page", 1, int)
    page = queries.colleagues_page(person.id, near, number, words, today())
    empty = nobody_to_thank(words)
    return render_template("recognition/choose.html", page=page, words=words, empty=empty)


def _show(form: ThanksForm, receiver: Person, said: Remark | None) -> str:
    choices: Any = form.celebrates.choices
    return render_template(
        "recognition/new.html",
        form=form,
        receiver=receiver,
        said=said,
        has_choices=len(choices) > 1,
    )


def _celebrated(team_id: int) -> dict[Any, list[tuple[str, str]]]:
    """Return what can be celebrated: the team's own measures first, values, other measures."""
    own = {target.measure_id for target in measures.targets_of(team_id, today())}
    own |= {habit.measure_id for habit in queries.celebrations_of(team_id, today())}
    every = measures.measures()
    return {
        _("What the team is measured on and celebrates"): [
            (f"measure:{m.id}", m.name) for m in every if m.id in own
        ],
        _("Company values"): [(f"value:{v.id}", v.name) for v in queries.values()],
        _("Other measures"): [(f"measure:{m.id}", m.name) for m in every if m.id not in own],
    }


def _remark_or_404() -> Remark | None:
    """Return the good remark somebody wants to thank for, about a team they may see, else 404."""
    number = _id_in("interaction")
    if number is None:
        return None
    said = remark(number) or abort(404)
    seen = people.visible_team_ids(signed_in(), roles_of_visitor(), today())
    return said if said.is_good and said.team_id in seen else abort(404)


def _receiver_or_404(said: Remark | None) -> Person | None:
    number = said.handler_id if said else _id_in("to")
    if number is None:
        return None
    return db.session.get(Person, number) or abort(404)


def _id_in(name: str) -> int | None:
    """Return a number from the address; 404 for what cannot be the number of anything."""
    if name not in request.args:
        return None
    number = request.args.get(name, 0, int)
    return number if 0 < number <= LARGEST_KEY else abort(404)
