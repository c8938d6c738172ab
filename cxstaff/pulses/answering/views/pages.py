"""Pages everybody uses: what is asked of me, answering it, what came of it, the promise."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.forms import go_on
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, found_session, may, signed_in, signed_in_id
from cxstaff.people.queries import today
from cxstaff.pulses.answering.page import Indices, PrivacyPage, PulsesPage
from cxstaff.pulses.answering.queries.mine import given_up_for, heard_for, open_rounds_for
from cxstaff.pulses.answering.queries.respondents import (
    HELD_WITH_SESSION,
    WITH_SESSION,
    find_respondent,
    hold_respondent,
    respondent_of,
)
from cxstaff.pulses.answering.views import questionnaire
from cxstaff.pulses.answering.views.questionnaire import Look, Questionnaire
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.codes.queries import rounds_to_release_for
from cxstaff.pulses.disclosure.anonymity import enough_by_code, settled_of
from cxstaff.pulses.models import SMALLEST_GROUP, PulseRound
from cxstaff.pulses.results import queries as published
from cxstaff.pulses.rounds.queries import stuck_rounds
from cxstaff.pulses.sealing import keys
from cxstaff.pulses.sealing.queries import silent_rounds_without_key

TOLD_FOR = timedelta(days=90)
"""How long people read on their page that a round was given up."""


@bp.get("/pulses")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show what waits for me and what came of earlier rounds."""
    person = signed_in()
    rounds = published.rounds(request.args.get("page", 1, int))
    ids = [round_.id for round_ in rounds.items]
    team_id = people.team_id_of(person, today())
    watches = may(Permission.RUN_PULSES) or may(Permission.OPERATE)
    indices = Indices(
        company=published.index_of(ids, None),
        team=published.index_of(ids, team_id) if team_id else {},
        asked_about={round_.id for round_ in rounds.items if published.asks_index(round_)},
        team_asked=published.asked_in(ids, team_id),
    )
    page = PulsesPage(
        waiting=open_rounds_for(person, clock.now()),
        rounds=rounds.showing([indices.row(each) for each in rounds.items]),
        heard=heard_for(person),
        given_up=given_up_for(person, clock.now() - TOLD_FOR),
        stuck=stuck_rounds() if watches else [],
        keyless=silent_rounds_without_key(keys.folder()) if watches else [],
        to_release=_rounds_to_release(),
    )
    return render_template("pulses/index.html", page=page)


@bp.get("/pulses/rounds/<int:round_id>")
@allow(Permission.USE, beside=WITH_SESSION)
def show(round_id: int) -> ResponseReturnValue:
    """Ask the questions of a round."""
    return questionnaire.shown(_asked_or_404(round_id, find_respondent))


@bp.post("/pulses/rounds/<int:round_id>")
@allow(Permission.USE, beside=HELD_WITH_SESSION)
def answer(round_id: int) -> ResponseReturnValue:
    """Seal an answer; whatever is wrong with it, the page comes back with what was typed."""
    sent = questionnaire.taken(_asked_or_404(round_id, hold_respondent))
    if not isinstance(sent, str):
        return sent
    return questionnaire.with_code(go_on(url_for("pulses.thanks")), sent)


@bp.post("/pulses/rounds/<int:round_id>/dispute")
@allow(Permission.USE)
def dispute(round_id: int) -> ResponseReturnValue:
    """Note that the answer in my place is not mine."""
    return questionnaire.disputed(_asked_or_404(round_id, hold_respondent))


@bp.get("/privacy")
@allow(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say in plain words what is stored, who sees what, and what is not promised."""
    page = PrivacyPage(settled_of(SMALLEST_GROUP), enough_by_code(SMALLEST_GROUP))
    return render_template("pulses/privacy.html", page=page)


def _rounds_to_release() -> list[PulseRound]:
    if not may(Permission.RELEASE_CODES):
        return []
    return rounds_to_release_for(signed_in(), clock.now())


def _asked_or_404(round_id: int, look: Look) -> Questionnaire:
    found = respondent_of(found_session()) or look(round_id, signed_in_id())
    return Questionnaire(found) if found else abort(404)
