"""Pages on which a finding is acknowledged, opened again, and read about later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.alignment import queries as sides
from cxstaff.alignment.audit.acknowledgements import actions, queries
from cxstaff.alignment.audit.acknowledgements.forms import AcknowledgementForm
from cxstaff.alignment.audit.facts import Finding, FindingKind
from cxstaff.alignment.audit.gathering import (
    CompanyAudit,
    TeamAudit,
    audit_of,
    audit_of_company,
)
from cxstaff.alignment.blueprint import bp
from cxstaff.alignment.page.acknowledgements import (
    AcknowledgementFormPage,
    AcknowledgementsPage,
    rows_of,
)
from cxstaff.alignment.page.company_findings import company_texts, no_target
from cxstaff.alignment.page.finding_words import FindingText
from cxstaff.alignment.page.findings import texts_of
from cxstaff.alignment.page.proof import ProofWords
from cxstaff.alignment.scorecards import said_by_customers
from cxstaff.alignment.views.frame import team_or_404
from cxstaff.forms import DONE, done
from cxstaff.linkage.leads import queries as leads
from cxstaff.measures.views.company_targets import only_who_may_define
from cxstaff.measures.views.levers import team_to_set
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today

USUAL = timedelta(days=91)
"""After which time a finding is looked at again, unless another day is chosen."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The findings of a team (None: of the company) in words, with what proves each."""

    team: Team | None
    audit: TeamAudit | CompanyAudit
    texts: Mapping[Finding, FindingText]

    @property
    def whose(self) -> str:
        return self.team.name if self.team else _("The whole company")

    @property
    def back(self) -> str:
        if self.team is None:
            return url_for("alignment.company_scorecard")
        return url_for("alignment.show", team_id=self.team.id)


@bp.route("/teams/<int:team_id>/acknowledgements/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new_acknowledgement(team_id: int) -> ResponseReturnValue:
    """Acknowledge a finding of a team."""
    return _written(_of_team(team_to_set(team_id)))


@bp.route("/company/acknowledgements/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new_company_acknowledgement() -> ResponseReturnValue:
    """Acknowledge a finding of the company."""
    only_who_may_define()
    return _written(_of_company())


@bp.get("/teams/<int:team_id>/acknowledgements")
@allow(Permission.USE)
def acknowledgements(team_id: int) -> ResponseReturnValue:
    """List all that was ever acknowledged of a team."""
    return _listed(_of_team(team_or_404(team_id)))


@bp.get("/company/acknowledgements")
@allow(Permission.READ_CUSTOMERS)
def company_acknowledgements() -> ResponseReturnValue:
    """List all that was ever acknowledged of the company."""
    return _listed(_of_company())


@bp.post("/teams/<int:team_id>/acknowledgements/<int:acknowledgement_id>/withdrawal")
@allow(Permission.SET_LEVERS)
def take_back(team_id: int, acknowledgement_id: int) -> ResponseReturnValue:
    """Open a finding of a team again."""
    return _taken_back(team_to_set(team_id), acknowledgement_id)


@bp.post("/company/acknowledgements/<int:acknowledgement_id>/withdrawal")
@allow(Permission.SET_LEVERS)
def take_back_of_company(acknowledgement_id: int) -> ResponseReturnValue:
    """Open a finding of the company again."""
    only_who_may_define()
    return _taken_back(None, acknowledgement_id)


def _of_team(team: Team) -> _Found:
    stands = leads.standing()
    judged = said_by_customers(stands, today(), is_needed=True)
    audit = audit_of(team, people.team_ids_below([team.id]), judged, today())
    return _Found(team, audit, texts_of(audit))


def _of_company() -> _Found:
    audit = audit_of_company(today())
    return _Found(None, audit, company_texts(audit))


def _written(found: _Found) -> ResponseReturnValue:
    """Show the form, or acknowledge what it is about; 404 for what is not found any more."""
    finding = _asked_for(found) or abort(404)
    text, form = found.texts[finding], AcknowledgementForm(look_again_on=today() + USUAL)
    status = form.attempt(
        lambda: actions.acknowledge(
            found.team,
            finding,
            signed_in(),
            facts=found.audit.proofs[finding].fingerprint,
            sentence=text.sentence,
            reason=str(form.reason.data),
            look_again_on=form.look_again_on.data or today(),
            now=clock.now(),
        )
    )
    if status == DONE:
        return done(_("Acknowledged. It is folded away until that day, or a change."), found.back)
    page = AcknowledgementFormPage(found.whose, found.back, text, _proof(found, finding), form)
    return render_template("alignment/acknowledge.html", page=page), status


def _asked_for(found: _Found) -> Finding | None:
    kind, measure_id = request.args.get("kind", ""), request.args.get("measure", None, int)
    name = kind.upper().replace("-", "_")
    if name not in FindingKind.__members__:
        return None
    finding = Finding(FindingKind[name], measure_id)
    return finding if finding in found.texts else None


def _proof(found: _Found, finding: Finding) -> list[str]:
    if found.team is None or isinstance(found.audit, CompanyAudit):
        return [no_target()]
    now, _later = sides.sides_of(found.team.id, today())
    outcome = leads.standing().outcome
    words = ProofWords(found.team.id, found.audit, now, outcome)
    return words.lines(found.audit.proofs[finding])


def _listed(found: _Found) -> ResponseReturnValue:
    team_id = found.team.id if found.team else None
    every = queries.acknowledgements_page(team_id, request.args.get("page", 1, int))
    holding = {each.id for each in found.audit.parts.acknowledged.values()}
    page = AcknowledgementsPage(found.whose, found.back, rows_of(every, holding, today()))
    return render_template("alignment/acknowledgements.html", page=page)


def _taken_back(team: Team | None, acknowledgement_id: int) -> ResponseReturnValue:
    team_id = team.id if team else None
    made = queries.find_acknowledgement(team_id, acknowledgement_id) or abort(404)
    actions.take_back(made, signed_in(), now=clock.now())
    back = url_for("alignment.company_scorecard")
    if team is not None:
        back = url_for("alignment.show", team_id=team.id)
    return done(_("It is open again."), back)
