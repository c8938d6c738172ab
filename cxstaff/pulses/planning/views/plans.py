"""Pages of those who run pulses: all of them, and one; pausing and ending it, a round now."""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db, page_in
from cxstaff.forms import done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow
from cxstaff.pulses import words
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.models import Pulse
from cxstaff.pulses.planning import actions, queries
from cxstaff.pulses.planning.page import PulsePage, audience, listed, plan_row, round_row
from cxstaff.pulses.questions import catalogue
from cxstaff.pulses.rounds import queries as running
from cxstaff.pulses.sealing import keys
from cxstaff.pulses.sealing.queries import silent_rounds_without_key


@bp.get("/pulses/plans")
@allow(Permission.RUN_PULSES)
def plans() -> ResponseReturnValue:
    """List the pulses, with the round of each that is open."""
    now, zone = clock.now(), people.get_company().zone
    opened = {round_.pulse_id: round_ for round_ in running.open_rounds(now)}
    told = running.participation_in([round_.id for round_ in opened.values()], now)
    found = running.pulses_page(request.args.get("page", 1, int))
    rows = []
    for pulse in found.items:
        round_ = opened.get(pulse.id)
        rows.append(plan_row(pulse, round_, told.get(round_.id) if round_ else None, zone))
    return render_template(
        "pulses/plans.html",
        page=found.showing(rows),
        stuck=running.stuck_rounds(),
        keyless=silent_rounds_without_key(keys.folder()),
    )


@bp.get("/pulses/<int:pulse_id>")
@allow(Permission.RUN_PULSES)
def pulse(pulse_id: int) -> ResponseReturnValue:
    """Show a pulse, its rounds and how many take part."""
    return render_template("pulses/pulse.html", page=_page(pulse_or_404(pulse_id), clock.now()))


@bp.post("/pulses/<int:pulse_id>/pause")
@allow(Permission.RUN_PULSES)
def pause(pulse_id: int) -> ResponseReturnValue:
    """Keep further rounds from opening."""
    actions.pause(pulse_or_404(pulse_id))
    return done(
        _("Paused. A round that is open goes on; no other opens."),
        url_for("pulses.pulse", pulse_id=pulse_id),
    )


@bp.post("/pulses/<int:pulse_id>/resumption")
@allow(Permission.RUN_PULSES)
def resume(pulse_id: int) -> ResponseReturnValue:
    """Let rounds open again."""
    actions.resume(pulse_or_404(pulse_id), now=clock.now())
    return done(_("Rounds open again as planned."), url_for("pulses.pulse", pulse_id=pulse_id))


@bp.post("/pulses/<int:pulse_id>/ending")
@allow(Permission.RUN_PULSES)
def end(pulse_id: int) -> ResponseReturnValue:
    """Let no further round open."""
    actions.end(pulse_or_404(pulse_id))
    return done(
        _("Ended. No other round opens; what was published stays."),
        url_for("pulses.pulse", pulse_id=pulse_id),
    )


@bp.post("/pulses/<int:pulse_id>/rounds")
@allow(Permission.RUN_PULSES)
def open_now(pulse_id: int) -> ResponseReturnValue:
    """Open a round now, beside the plan."""
    actions.open_beside(pulse_or_404(pulse_id), now=clock.now())
    return done(
        _("The round is open. Everybody asked gets a letter."),
        url_for("pulses.pulse", pulse_id=pulse_id),
    )


def pulse_or_404(pulse_id: int) -> Pulse:
    """Return a pulse; 404 when there is none."""
    return db.session.get(Pulse, pulse_id) or abort(404)


def _page(pulse: Pulse, now: datetime) -> PulsePage:
    rounds = running.rounds_of(pulse, request.args.get("page", 1, int))
    opened = running.open_round_of(pulse, now)
    by_team = running.participation_by_team(opened, now) if opened else {}
    names = people.team_names() if by_team else {}
    lines = sorted((names[team], told) for team, told in by_team.items())
    questions = catalogue.questions(each.key for each in pulse.questions)
    found = queries.preview(questions, pulse.per_round, queries.count_of_rounds(pulse), 1)
    told = running.participation_in([round_.id for round_ in rounds.items], now)
    return PulsePage(
        pulse=pulse,
        audience=audience(pulse),
        cadence=words.cadence(pulse),
        next_round=words.next_round(pulse, people.get_company().zone),
        opened=opened,
        whole=told.get(opened.id) if opened else None,
        by_team=page_in(lines, request.args.get("teams", 1, int)),
        rounds=rounds.showing([round_row(each, told.get(each.id), now) for each in rounds.items]),
        questions=len(questions),
        turns=words.turns(queries.topics(questions), pulse.per_round),
        always=listed(found.stay),
        by_turn=[listed(added) for added in found.by_turn],
    )
