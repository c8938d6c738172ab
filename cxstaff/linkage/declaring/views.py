"""The page of the standing question: what it is, and declaring another."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done
from cxstaff.linkage.blueprint import bp
from cxstaff.linkage.declaring.forms import StandingForm
from cxstaff.linkage.declaring.page import standing_page
from cxstaff.linkage.declaring.words import LEADS_SINCE, why
from cxstaff.linkage.leads import actions, queries
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.pulses import queries as pulses


@bp.route("/standing-question", methods=["GET", "POST"])
@allow(Permission.COMPARE)
def standing_question() -> ResponseReturnValue:
    """Show the standing question, and declare another."""
    subjects, now, stands = pulses.subject_names(), clock.now(), queries.standing()
    form = StandingForm(stands.question, subjects)
    status = 200
    if request.method == "POST":
        status = form.attempt(lambda: actions.declare(form.question(), signed_in(), now=now))
        if status == DONE:
            told = _("The standing question is declared. Its answer is a verdict from now on.")
            return done(told, url_for("linkage.standing_question"))
    looks = queries.looks_before(stands.question, now)
    told = why(saw_verdicts=queries.was_anything_looked_at(LEADS_SINCE))
    page = standing_page(form, stands, looks, queries.declared_before(), subjects, told)
    return render_template("linkage/standing_question.html", page=page), status
