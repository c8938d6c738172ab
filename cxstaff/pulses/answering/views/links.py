"""The page that a personal link opens, without signing in, and the thanks after it."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.forms import go_on
from cxstaff.people.access import Permission, allow, is_signed_in
from cxstaff.pulses.answering import links
from cxstaff.pulses.answering.page import EndedLinkPage
from cxstaff.pulses.answering.queries.respondents import find_respondent, hold_respondent
from cxstaff.pulses.answering.views import questionnaire
from cxstaff.pulses.answering.views.questionnaire import Look, Questionnaire
from cxstaff.pulses.blueprint import bp
from cxstaff.web.signing import secret


@bp.get("/answers/<token>")
@allow(Permission.PUBLIC)
def answers(token: str) -> ResponseReturnValue:
    """Ask the questions of the round that a link is for, and show nothing else."""
    asked = _asked(token, find_respondent)
    return questionnaire.shown(asked) if isinstance(asked, Questionnaire) else asked


@bp.post("/answers/<token>")
@allow(Permission.PUBLIC)
def send_answers(token: str) -> ResponseReturnValue:
    """Seal an answer that came by a link."""
    asked = _asked(token, hold_respondent)
    if not isinstance(asked, Questionnaire):
        return asked
    sent = questionnaire.taken(asked)
    if not isinstance(sent, str):
        return sent
    next_page = url_for("pulses.thanks", device="yes" if asked.is_on_device else None)
    return questionnaire.with_code(go_on(next_page), sent)


@bp.get("/answers/thanks")
@allow(Permission.PUBLIC)
def thanks() -> ResponseReturnValue:
    """Thank somebody for an answer; on a shared device, let the next person begin."""
    is_on_device = request.args.get("device") == "yes"
    has_pulses = is_signed_in() and not is_on_device
    return questionnaire.thanks(has_pulses=has_pulses, is_on_device=is_on_device)


@bp.post("/answers/disputes/<token>")
@allow(Permission.PUBLIC)
def dispute_by_link(token: str) -> ResponseReturnValue:
    """Note that the answer in somebody's place is not theirs, even where their link has ended."""
    link = links.read(token, secret())
    asked = _person_of(link, token, hold_respondent) if link else None
    return questionnaire.disputed(asked) if asked else _ended(link)


def _asked(token: str, look: Look) -> Questionnaire | ResponseReturnValue:
    """Return who is asked by a link, or the page that says why it opens nothing."""
    link = links.read(token, secret())
    asked = _person_of(link, token, look) if link else None
    if link is None or asked is None:
        return _ended(link)
    if link.opens(asked.person, secret(), clock.now()):
        return asked
    return questionnaire.taken_place(asked) if asked.respondent.is_answered else _ended(link)


def _person_of(link: links.RoundLink, token: str, look: Look) -> Questionnaire | None:
    """Return who a link was made for while they are asked, whatever became of their address."""
    found = look(link.round_id, link.person_id)
    if found is None or found.person.erased_on or not link.is_current(found.person, clock.now()):
        return None
    return Questionnaire(found, token, link.is_on_device)


def _ended(link: links.RoundLink | None) -> ResponseReturnValue:
    page = EndedLinkPage(link is not None, link is not None and link.is_on_device)
    return render_template("pulses/link_ended.html", page=page), 410 if link else 404
