"""Pages on which a juror votes, and HR decides."""

from __future__ import annotations

from typing import Any

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.awards import actions, policy, queries, tally
from cxstaff.awards.forms import DecisionForm, PlacesForm, PointsForm, places_form, points_form
from cxstaff.awards.models import Award, AwardStage, AwardState, Ballot
from cxstaff.awards.page import AwardFormPage, BallotPage
from cxstaff.awards.views import bp
from cxstaff.awards.views.seen import award_or_404, nominee_rows
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Person
from cxstaff.people.queries import today


@bp.route("/awards/<int:award_id>/vote", methods=["GET", "POST"])
@allow(Permission.USE)
def vote(award_id: int) -> ResponseReturnValue:
    """Read the nominations and vote; nobody else reads how one voted."""
    award, person = award_or_404(award_id), signed_in()
    if not policy.is_juror(person.id, award) or award.state(clock.now()) is not AwardState.VOTING:
        abort(404)
    form = _ballot(award)
    status = form.attempt(lambda: actions.vote(award, person, form.said, now=clock.now()))
    if status == DONE:
        told = _("Your vote is kept. Others see how many have voted, and never how.")
        return done(told, url_for("awards.show", award_id=award_id))
    lead = _("Nobody else on the jury reads how you vote. You can change it until all have voted.")
    title = _("Vote on “%(name)s”", name=award.name)
    rows = [each for each in nominee_rows(award) if each.can_win]
    page = BallotPage(award, title, lead, rows, form, _fields(award, form), _("Vote"))
    return render_template("awards/vote.html", page=page), status


@bp.route("/awards/<int:award_id>/decision", methods=["GET", "POST"])
@allow(Permission.GIVE_AWARDS)
def decide(award_id: int) -> ResponseReturnValue:
    """Announce to whom an award goes."""
    award, person = award_or_404(award_id), signed_in()
    if award.stage != AwardStage.COUNTED:
        abort(404)
    if not policy.may_decide(person.id, roles_of_visitor(), award):
        abort(403)
    form = DecisionForm()
    form.offer(_first(award))
    status = form.attempt(
        lambda: actions.decide(
            award, _chosen(form), str(form.words.data), person, roles_of_visitor(), now=clock.now()
        )
    )
    if status == DONE:
        told = _("The award is announced on Thanks, and told to who gets it.")
        return done(told, url_for("awards.show", award_id=award_id))
    lead = _("It goes to whom the jury put first; of several who are equal choose one or more.")
    page = AwardFormPage(
        _("Decide “%(name)s”", name=award.name), lead, award, form,
        [form.winners, form.words], _("Announce it"), nominee_rows(award),
    )  # fmt: skip
    return render_template("awards/edit.html", page=page), status


def _ballot(award: Award) -> PlacesForm | PointsForm:
    found = queries.standing_nominees(award, today())
    nominees = [(each.person_id, each.person.name) for each in found]
    before = queries.own_votes(award.id, signed_in().id)
    if award.ballot == Ballot.PLACES:
        return places_form(nominees, before)
    criteria = [(each.number, each.name) for each in award.criteria]
    return points_form(nominees, criteria, before)


def _fields(award: Award, form: PlacesForm | PointsForm) -> list[tuple[str, list[Any]]]:
    """Return the fields of a ballot under whom they are about."""
    if isinstance(form, PlacesForm):
        return [("", list(form))]
    return [
        (each.person.name, [form[f"points_{each.person_id}_{of.number}"] for of in award.criteria])
        for each in queries.standing_nominees(award, today())
    ]


def _first(award: Award) -> list[tuple[int, str]]:
    first = tally.first_of(queries.standings(award, today()))
    names = {each.person_id: each.person.name for each in award.nominees}
    return [(each, names[each]) for each in first]


def _chosen(form: DecisionForm) -> list[Person]:
    ids = [int(each) for each in form.winners.data or []]
    return [db.session.get_one(Person, each) for each in ids]
