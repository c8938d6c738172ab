"""Pages of those who run pulses: all of them, and one; pausing and ending it, a round now."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db, page_in
from cxstaff.forms import done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.models import Pulse
from cxstaff.pulses.planning import actions, queries
from cxstaff.pulses.questions import catalogue
from cxstaff.pulses.questions.wording import Words, wording_of
from cxstaff.pulses.rounds import queries as running
from cxstaff.pulses.sealing import keys
from cxstaff.pulses.sealing.queries import rounds_without_key


@bp.get("/pulses/plans")
@allow(Permission.RUN_PULSES)
def plans() -> ResponseReturnValue:
    """List the pulses, with the round of each that is open."""
    now = clock.now()
    opened = running.open_rounds(now)
    return render_template(
        "pulses/plans.html",
        page=running.pulses_page(request.args.get("page", 1, int)),
        opened={round_.pulse_id: round_ for round_ in opened},
        participation=running.participation_in([round_.id for round_ in opened], now),
        stuck=running.stuck_rounds(),
        keyless=rounds_without_key(keys.folder()),
        zone=people.get_company().zone,
    )


@bp.get("/pulses/<int:pulse_id>")
@allow(Permission.RUN_PULSES)
def pulse(pulse_id: int) -> ResponseReturnValue:
    """Show a pulse, its rounds and how many take part."""
    found, now = pulse_or_404(pulse_id), clock.now()
    rounds = running.rounds_of(found, request.args.get("page", 1, int))
    opened = running.open_round_of(found, now)
    by_team = running.participation_by_team(opened, now) if opened else {}
    names = people.team_names() if by_team else {}
    questions = catalogue.questions(each.key for each in found.questions)
    return render_template(
        "pulses/pulse.html",
        pulse=found,
        preview=queries.preview(questions, found.per_round, queries.count_of_rounds(found), 1),
        questions=questions,
        worded=worded,
        topics=queries.topics(questions),
        zone=people.get_company().zone,
        rounds=rounds,
        opened=opened,
        participation=running.participation_in([round_.id for round_ in rounds.items], now),
        by_team=page_in(
            sorted((names[team], told) for team, told in by_team.items()),
            request.args.get("teams", 1, int),
        ),
        now=now,
    )


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
    actions.open_round(pulse_or_404(pulse_id), now=clock.now())
    return done(
        _("The round is open. Everybody asked gets a letter."),
        url_for("pulses.pulse", pulse_id=pulse_id),
    )


def pulse_or_404(pulse_id: int) -> Pulse:
    """Return a pulse; 404 when there is none."""
    return db.session.get(Pulse, pulse_id) or abort(404)


def worded(question: catalogue.Question) -> Words:
    """Return a question's words in the reader's language."""
    return wording_of(question, get_locale())
