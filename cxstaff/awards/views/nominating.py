"""Pages on which somebody is nominated, a nomination is taken back, and a nominee declines."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.awards import actions, policy, queries
from cxstaff.awards.forms import NominationForm
from cxstaff.awards.models import Award, AwardState
from cxstaff.awards.page import AwardFormPage, NomineePage
from cxstaff.awards.views import bp
from cxstaff.awards.views.seen import award_or_404, part_or_404
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.models import Person
from cxstaff.people.queries import team_id_of, today
from cxstaff.recognition.queries import colleagues_page
from cxstaff.web import LARGEST_KEY


@bp.route("/awards/<int:award_id>/nominations/new", methods=["GET", "POST"])
@allow(Permission.THANK)
def nominate(award_id: int) -> ResponseReturnValue:
    """Choose whom to nominate, then say why."""
    award = _to_nominate_for(award_id)
    if "to" not in request.args:
        return _choose(award)
    nominee, form, actor = _nominee_or_404(), NominationForm(), signed_in()
    status = form.attempt(
        lambda: actions.nominate(
            award, nominee, actor, roles_of_visitor(),
            reason=str(form.reason.data), may_be_told=bool(form.may_be_told.data), now=clock.now(),
        )
    )  # fmt: skip
    if status == DONE:
        told = _("%(name)s is nominated. The jury reads your reason.", name=nominee.name)
        return done(told, url_for("awards.show", award_id=award_id))
    page = AwardFormPage(
        _("Nominate %(name)s", name=nominee.name), award.purpose, award, form,
        [form.reason, form.may_be_told], _("Nominate"),
    )  # fmt: skip
    return render_template("awards/edit.html", page=page), status


@bp.post("/awards/<int:award_id>/nominations/<int:nomination_id>/withdrawal")
@allow(Permission.THANK)
def withdraw_nomination(award_id: int, nomination_id: int) -> ResponseReturnValue:
    """Take one's own nomination back."""
    award = award_or_404(award_id)
    found = queries.find_nomination(award.id, min(nomination_id, LARGEST_KEY))
    if found is None or found.nominator_id != signed_in().id:
        abort(404)
    actions.withdraw_nomination(found, signed_in(), now=clock.now())
    return done(_("Your nomination is taken back."), url_for("awards.show", award_id=award_id))


@bp.post("/awards/<int:award_id>/nominees/<int:person_id>/removal")
@allow(Permission.GIVE_AWARDS)
def take_out(award_id: int, person_id: int) -> ResponseReturnValue:
    """Take a nominee out."""
    award = award_or_404(award_id)
    if not policy.may_decide(signed_in().id, roles_of_visitor(), award):
        abort(403)
    actions.take_out(award, part_or_404(award, person_id), now=clock.now())
    return done(_("They are out."), url_for("awards.show", award_id=award_id))


@bp.post("/awards/<int:award_id>/refusal")
@allow(Permission.USE)
def decline(award_id: int) -> ResponseReturnValue:
    """Decline a nomination of which one knows."""
    known = {award.id: part for part, award in queries.nominated_for(signed_in().id)}
    part = known.get(award_id) or abort(404)
    award = queries.find_award(award_id) or abort(404)
    actions.take_out(award, part, now=clock.now())
    return done(_("You are no longer nominated."), url_for("awards.mine"))


def _to_nominate_for(award_id: int) -> Award:
    award, person = award_or_404(award_id), signed_in()
    above = queries.teams_above(team_id_of(person, today()))
    is_open = award.state(clock.now()) is AwardState.OPEN
    may = policy.may_nominate(person.id, roles_of_visitor(), above, award)
    return award if is_open and may else abort(404)


def _choose(award: Award) -> ResponseReturnValue:
    person, words = signed_in(), request.args.get("q", "").replace("\0", "").strip()
    team_id, number = team_id_of(person, today()), request.args.get("page", 1, int)
    near = {team_id} if team_id is not None else set[int]()
    found = colleagues_page(person.id, near, number, words, today())
    return render_template("awards/choose.html", page=NomineePage(award, found, words))


def _nominee_or_404() -> Person:
    number = request.args.get("to", 0, int)
    found = db.session.get(Person, number) if 0 < number <= LARGEST_KEY else None
    return found or abort(404)
