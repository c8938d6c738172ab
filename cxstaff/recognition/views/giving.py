"""The pages on which somebody chooses whom to thank, and thanks them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.customers.models import Interaction
from cxstaff.customers.queries import Remark, remark
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people import queries as people
from cxstaff.people.access import (
    Permission,
    allow,
    reader_or_none,
    roles_of_visitor,
    signed_in,
)
from cxstaff.people.account import Account
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import today
from cxstaff.points import queries as points
from cxstaff.recognition import actions, queries
from cxstaff.recognition.forms import ThanksForm
from cxstaff.recognition.models import ThanksAudience
from cxstaff.recognition.page.giving import ChoosePage, GivingPage, PointsOffer, nobody_to_thank
from cxstaff.recognition.queries import Celebrated, Colleague
from cxstaff.recognition.views import bp
from cxstaff.recognition.views.celebrated import Offered, celebrated, fitting
from cxstaff.recognition.words import people as named
from cxstaff.web import LARGEST_KEY

MOST_TEAMS = 5
LONGEST_ID = 20


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Whom somebody is about to thank: people, or everybody in a team."""

    people: Sequence[Colleague]
    team: Team | None = None

    @property
    def name(self) -> str:
        return self.team.name if self.team else named([each.name for each in self.people])


@bp.route("/thanks/new", methods=["GET", "POST"])
@allow(Permission.THANK)
def new() -> ResponseReturnValue:
    """Choose whom to thank, then say for what."""
    said = _remark_or_404()
    chosen = _chosen_or_404(said)
    if not chosen.people or "find" in request.args:
        return _choose(chosen)
    actions.check_receivers(chosen.people, giver(), clock.now())
    form = ThanksForm(request_key=secrets.token_urlsafe(16))
    chosen_for = _celebrated_in(form)
    status = form.attempt(lambda: _thank(form, chosen, said, chosen_for))
    if status != DONE:
        return _show(form, chosen, said), status
    told = _("Done. %(name)s finds your thanks on their home page.", name=chosen.name)
    return done(told, url_for("recognition.index"))


def _thank(
    form: ThanksForm, chosen: _Chosen, said: Remark | None, chosen_for: dict[str, Celebrated]
) -> None:
    words = actions.ThanksWords(
        message=str(form.message.data),
        measure=chosen_for.get("measure"),
        value=chosen_for.get("value"),
        interaction=db.session.get(Interaction, said.interaction_id) if said else None,
        audience=ThanksAudience(form.audience.data),
        points=form.given,
        picture=form.drawing,
    )
    key, now = form.request_key.data or None, clock.now()
    actions.thank(chosen.people, giver(), words, to_team=chosen.team, request_key=key, now=now)


def _celebrated_in(form: ThanksForm) -> dict[str, Celebrated]:
    """Return what was chosen, by whether it is a measure or a value, if it can be thanked for.

    All that can be chosen is looked up for the page alone: nobody waits for it who sends a form.
    """
    typed = str(form.celebrates.data or "")
    kind, _colon, number = typed.partition(":")
    is_number = form.is_submitted() and number.isdecimal() and len(number) < LONGEST_ID
    found = queries.find_celebrated(kind, int(number)) if is_number else None
    form.offer_one(typed if found else "")
    return {kind: found} if found else {}


def giver() -> Account | Person:
    """Return who is signed in."""
    return reader_or_none() or abort(401)


def _choose(chosen: _Chosen) -> ResponseReturnValue:
    """Let a person search for whom to thank, those they lead or work with first."""
    person, words = signed_in(), request.args.get("q", "").replace("\0", "").strip()
    own = people.team_id_of(person, today())
    near = people.teams_led_by(person, today()) or ({own} if own is not None else set())
    number = request.args.get("page", 1, int)
    page = ChoosePage(
        chosen=chosen.people,
        people=queries.colleagues_page(person.id, near, number, words, today()),
        teams=queries.teams_page(words, near, 1).items[:MOST_TEAMS],
        words=words,
        nothing=nobody_to_thank(words),
    )
    return render_template("recognition/choose.html", page=page)


def _show(form: ThanksForm, chosen: _Chosen, said: Remark | None) -> str:
    offered = celebrated({each.team_id for each in chosen.people if each.team_id is not None})
    form.offer(offered)
    if not form.is_submitted():
        form.celebrates.data = _suggested(said, offered)
    choices: Any = form.celebrates.choices
    page = GivingPage(
        name=chosen.name,
        form=form,
        points=_points_of(form, chosen),
        members=[each.name for each in chosen.people] if chosen.team else [],
        without_mail=[each.name for each in chosen.people if each.email is None],
        others=url_for("recognition.new", find=1, to=[each.id for each in chosen.people]),
        said=said,
        has_choices=len(choices) > 1,
    )
    return render_template("recognition/new.html", page=page)


def _points_of(form: ThanksForm, chosen: _Chosen) -> PointsOffer | None:
    """Return what the giver can add, None where there are no points; ask for none without any."""
    if not points.is_on():
        form.without_points()
        return None
    allowance = points.find_allowance(giver().id, today())
    offer = PointsOffer(max(0, allowance.free) if allowance else 0, len(chosen.people))
    if not offer.most:
        form.without_points()
    return offer if allowance else None


def _suggested(said: Remark | None, offered: Offered) -> str | None:
    """Return what is chosen already: what was asked for, or a measure where a customer spoke."""
    asked = request.args.get("celebrates")
    return asked if asked or said is None else fitting(offered)


def _remark_or_404() -> Remark | None:
    """Return the good remark somebody wants to thank for, None where no customer spoke."""
    number = _id_in("interaction")
    return None if number is None else remark_or_404(number)


def _chosen_or_404(said: Remark | None) -> _Chosen:
    """Return whom the address names; 404 for what is nobody's number."""
    team_id = _id_in("team")
    if team_id is not None:
        team = db.session.get(Team, team_id) or abort(404)
        return _Chosen(actions.receivers_in(team, giver(), clock.now()), team)
    first = [said.handler_id] if said and said.handler_id else []
    named_ = [_number_or_404(each) for each in request.args.getlist("to")]
    ids = list(dict.fromkeys([*first, *named_]))[: actions.MOST_THANKED + 1]
    found = queries.colleagues(ids, today())
    return _Chosen(found) if len(found) == len(ids) else abort(404)


def remark_or_404(interaction_id: int) -> Remark:
    """Return a good remark about a team that the visitor may see, else 404."""
    said = remark(interaction_id) or abort(404)
    seen = people.visible_team_ids(signed_in(), roles_of_visitor(), today())
    return said if said.is_good and said.team_id in seen else abort(404)


def _id_in(name: str) -> int | None:
    """Return a number from the address; 404 for what cannot be the number of anything."""
    return _number_or_404(request.args[name]) if name in request.args else None


def _number_or_404(typed: str) -> int:
    number = int(typed) if typed.isdecimal() and len(typed) < LONGEST_ID else 0
    return number if 0 < number <= LARGEST_KEY else abort(404)
