"""Pages of studies: the list, declaring one, what it found, running and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.comparison.forms import ComparisonForm
from cxstaff.linkage.comparison.queries import answer
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.leads.queries import looks_before
from cxstaff.linkage.leads.views import note_looks
from cxstaff.linkage.material.queries import usual_step
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies import actions, queries
from cxstaff.linkage.studies.forms import StudyForm
from cxstaff.linkage.studies.page import DeclarationPage, studies_page, study_page
from cxstaff.linkage.studies.words import before_declaring
from cxstaff.linkage.verdicts.models import Study
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses import queries as pulses
from cxstaff.web.marks import Notice


@bp.get("/studies")
@allow(Permission.COMPARE)
def studies() -> ResponseReturnValue:
    """List all studies, open ones first."""
    found = queries.studies_page(request.args.get("page", 1, int))
    note_looks(*(each.study.question for each in found.items if each.newest))
    looks = queries.last_looks([each.study for each in found.items])
    page = studies_page(found, pulses.subject_names(), looks)
    return render_template("linkage/studies.html", page=page)


@bp.route("/studies/new", methods=["GET", "POST"])
@allow(Permission.COMPARE)
def new_study() -> ResponseReturnValue:
    """Declare a study."""
    choices = pulses.subjects(), people.names_of(people.upper_among(people.all_teams()))
    form = StudyForm(**_asked(*choices))
    form.offer(*choices)
    made, now, today = list[Study](), clock.now(), people.today()

    def declare() -> None:
        step = usual_step(form.question(), today, people.get_company().zone)
        made.append(actions.declare(form.declaration(step), signed_in(), today=today, now=now))

    status = form.attempt(declare)
    if status != DONE:
        page = DeclarationPage(form, _notices(form, now))
        return render_template("linkage/study_new.html", page=page), status
    told = _("The study is declared. Run it now, or wait: it runs by itself.")
    return done(told, url_for("linkage.study", study_id=made[0].id))


@bp.get("/studies/<int:study_id>")
@allow(Permission.COMPARE)
def study(study_id: int) -> ResponseReturnValue:
    """Show what a study declared, and what it found each time."""
    found = _study_or_404(study_id)
    newest = queries.newest_version(study_id)
    if newest is not None:
        note_looks(found.question)
    versions = queries.versions_page(study_id, request.args.get("page", 1, int))
    looks = looks_before(found.question, found.declared_at)
    page = study_page(found, newest, versions, looks, pulses.subject_names())
    return render_template("linkage/study.html", page=page)


@bp.post("/studies/<int:study_id>/versions")
@allow(Permission.COMPARE)
def run_study(study_id: int) -> ResponseReturnValue:
    """Run a study now."""
    found, zone = _study_or_404(study_id), people.get_company().zone
    here = url_for("linkage.study", study_id=study_id)
    comparison = answer(found.question, people.today(), zone)
    if actions.run(found, comparison, now=clock.now()):
        return done(_("The study has run. This is what it found."), here)
    told = _("Nothing new has come in since the study last ran, so its result stands.")
    return done(told, here, "info")


@bp.post("/studies/<int:study_id>/closure")
@allow(Permission.COMPARE)
def close_study(study_id: int) -> ResponseReturnValue:
    """Close a study for good."""
    actions.close(_study_or_404(study_id), signed_in(), now=clock.now())
    told = _("The study is closed. What it found stays here.")
    return done(told, url_for("linkage.study", study_id=study_id))


def _study_or_404(study_id: int) -> Study:
    return queries.find_study(study_id) or abort(404)


def _notices(form: StudyForm, now: datetime) -> list[Notice]:
    """Say what was seen of a question that was chosen elsewhere."""
    if "outcome" not in request.args or form.engagement.data is None or form.outcome.data is None:
        return []
    asked = Question(form.engagement.data, form.outcome.data)
    return [before_declaring(looks_before(asked, now))]


def _asked(subjects: Mapping[str, str], above: Mapping[int, str]) -> dict[str, str | date | None]:
    """Fill a new form with what the address carries from the comparison or the planner."""
    least = Terms()
    usual = {"teams": str(least.teams), "periods": str(least.periods), "smallest": ""}
    asked = ComparisonForm.of(request.args, subjects, above)
    asked.validate()
    return {key: request.args.get(key, value)[:40] for key, value in usual.items()} | {
        field.name: field.data for field in asked if not field.errors
    }
