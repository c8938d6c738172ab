"""Pages on which HR makes awards, gives them other days or another jury, and withdraws them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.awards import actions
from cxstaff.awards.forms import (
    AwardDaysForm,
    AwardForm,
    AwardWithdrawalForm,
    JuryForm,
    lines_of,
)
from cxstaff.awards.models import Award, AwardStage, Ballot, NamesFor, Nominators
from cxstaff.awards.page import AwardFormPage
from cxstaff.awards.views import bp
from cxstaff.awards.views.seen import award_or_404
from cxstaff.awards.words import TICK
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done
from cxstaff.measures import queries as measures
from cxstaff.measures.models import Voice
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company, today
from cxstaff.recognition import queries as recognition

UNDER_WAY = {AwardStage.NOMINATING, AwardStage.VOTING}


@bp.route("/awards/new", methods=["GET", "POST"])
@allow(Permission.GIVE_AWARDS)
def new() -> ResponseReturnValue:
    """Make an award."""
    form, made = AwardForm(opens_on=today()), list[Award]()
    form.offer(_celebrated(), list(people.team_names().items()))
    status = form.attempt(
        lambda: made.append(
            actions.make_award(_terms(form), _people(form.named), signed_in(), now=clock.now())
        )
    )
    if status == DONE:
        told = _("The award is made. It opens for nominations by itself.")
        return done(told, url_for("awards.show", award_id=made[0].id))
    lead = _("Say what somebody does who gets it; who nominates, and who judges.")
    fields = [
        form.name, form.purpose, form.celebrates, form.nominators, form.team, form.opens_on,
        form.last_day, form.votes_last_day, form.jury, form.quorum, form.ballot, form.criteria,
        form.names_for, form.tells_nominee,
    ]  # fmt: skip
    page = AwardFormPage(_("Make an award"), lead, None, form, fields, _("Make the award"))
    return render_template("awards/edit.html", page=page), status


@bp.route("/awards/<int:award_id>/days", methods=["GET", "POST"])
@allow(Permission.GIVE_AWARDS)
def edit_days(award_id: int) -> ResponseReturnValue:
    """Give nominations or votes another end."""
    award, zone = _under_way_or_404(award_id), get_company().zone
    form = AwardDaysForm(
        opens_on=clock.local_day(award.opens_at, zone),
        last_day=clock.local_day(award.closes_at - TICK, zone),
        votes_last_day=clock.local_day(award.votes_until - TICK, zone),
    )
    names = ["votes_last_day"]
    if award.stage == AwardStage.NOMINATING:
        names = ["last_day", "votes_last_day"]
        names = ["opens_on", *names] if award.opens_at > clock.now() else names
    for name in {"opens_on", "last_day"} - set(names):
        form[name].data = form[name].object_data
        form[name].validators = []
    return _changed(
        award, form, _("Change the days"), [form[name] for name in names],
        lambda: actions.change_days(award, _days(form), now=clock.now()),
    )  # fmt: skip


@bp.route("/awards/<int:award_id>/jury", methods=["GET", "POST"])
@allow(Permission.GIVE_AWARDS)
def edit_jury(award_id: int) -> ResponseReturnValue:
    """Put others on the jury."""
    award = _under_way_or_404(award_id)
    known = [each.person.email or each.person.employee_number or "" for each in award.jury]
    form = JuryForm(jury="\n".join(known))
    return _changed(
        award, form, _("Change the jury"), [form.jury],
        lambda: actions.change_jury(award, _people(form.named), now=clock.now()),
    )  # fmt: skip


@bp.route("/awards/<int:award_id>/withdrawal", methods=["GET", "POST"])
@allow(Permission.GIVE_AWARDS)
def withdraw(award_id: int) -> ResponseReturnValue:
    """Withdraw an award before it is decided."""
    award = award_or_404(award_id)
    if award.is_over:
        abort(404)
    form = AwardWithdrawalForm()
    return _changed(
        award, form, _("Withdraw the award"), [form.words],
        lambda: actions.withdraw_award(award, str(form.words.data), now=clock.now()),
    )  # fmt: skip


def _changed(
    award: Award, form: Any, title: str, fields: Sequence[Any], act: Callable[[], None]
) -> ResponseReturnValue:
    """Show a form about an award, or do what it asks."""
    name, number = award.name, award.id
    status = form.attempt(act)
    if status == DONE:
        return done(_("Saved."), url_for("awards.show", award_id=number))
    page = AwardFormPage(title, name, award, form, fields, title)
    return render_template("awards/edit.html", page=page), status


def _under_way_or_404(award_id: int) -> Award:
    award = award_or_404(award_id)
    return award if award.stage in UNDER_WAY else abort(404)


def _terms(form: AwardForm) -> actions.AwardTerms:
    kind, _colon, number = str(form.celebrates.data).partition(":")
    return actions.AwardTerms(
        name=str(form.name.data),
        purpose=str(form.purpose.data),
        measure=measures.find_measure(int(number)) if kind == "measure" else None,
        value=recognition.find_value(int(number)) if kind == "value" else None,
        nominators=Nominators(form.nominators.data),
        team=db.session.get(Team, int(form.team.data)) if form.team.data else None,
        days=_days(form),
        ballot=Ballot(form.ballot.data),
        criteria=lines_of(form.criteria.data),
        quorum=int(str(form.quorum.data)),
        tells_nominee=bool(form.tells_nominee.data),
        names_for=NamesFor(form.names_for.data),
    )


def _days(form: AwardDaysForm) -> actions.AwardDays:
    days = form.opens_on.data, form.last_day.data, form.votes_last_day.data
    opens_on, last_day, votes_last_day = (each or today() for each in days)
    return actions.AwardDays(opens_on, last_day, votes_last_day)


def _people(named: Sequence[str]) -> list[Person]:
    """Return the people whose address or number was typed. Raises `Refused` for nobody's."""
    found = []
    for each in named:
        person = people.find_by_email(each) or people.find_by_number(each)
        if person is None:
            raise Refused("Nobody on the roster has “%(typed)s”.", typed=each)
        found.append(person)
    return found


def _celebrated() -> dict[Any, list[tuple[str, str]]]:
    """Return what an award can celebrate: values, and measures but a company's own numbers."""
    every = [each for each in measures.measures() if each.voice != Voice.INTERNAL]
    return {
        _("Company values"): [(f"value:{v.id}", v.name) for v in recognition.values()],
        _("Measures"): [(f"measure:{m.id}", m.name) for m in every],
    }
