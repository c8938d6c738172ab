"""Pages of those who run pulses: planning one, pausing it, opening a round now."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db, page_in
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.models import Team
from cxstaff.pulses import actions, bank, queries
from cxstaff.pulses.actions import Plan
from cxstaff.pulses.forms import PulseForm
from cxstaff.pulses.models import Pulse
from cxstaff.pulses.views import bp, today


@bp.get("/pulses/plans")
@allow(Permission.RUN_PULSES)
def plans() -> ResponseReturnValue:
    """List the pulses, with the round of each that is open."""
    opened = queries.open_rounds(clock.now())
    return render_template(
        "pulses/plans.html",
        page=queries.pulses_page(request.args.get("page", 1, int)),
        opened={round_.pulse_id: round_ for round_ in opened},
        participation=queries.participation_in([round_.id for round_ in opened]),
        stuck=queries.stuck_rounds(),
        names={team.id: team.name for team in people.all_teams()},
    )


@bp.get("/pulses/new")
@allow(Permission.RUN_PULSES)
def new() -> ResponseReturnValue:
    """Offer the questions of the bank."""
    return _form(_offered())


@bp.post("/pulses/new")
@allow(Permission.RUN_PULSES)
def create() -> ResponseReturnValue:
    """Plan a pulse, or show how its questions will look."""
    form = _offered()
    if "preview" in request.form:
        return _form(form, preview=True)
    if not form.is_fine():
        return _form(form), 422
    now = clock.now()
    try:
        pulse = actions.plan(_plan(form), signed_in())
        round_ = actions.open_first(pulse, now=now) if form.start.data == "now" else None
    except Refused as refused:
        db.session.rollback()
        return _form(_offered(), problem=refused.in_words()), 409
    db.session.commit()
    flash(_("The round is open.") if round_ else _("The pulse is planned. It opens by itself."))
    return redirect(url_for("pulses.pulse", pulse_id=pulse.id), code=303)


@bp.get("/pulses/<int:pulse_id>")
@allow(Permission.RUN_PULSES)
def pulse(pulse_id: int) -> ResponseReturnValue:
    """Show a pulse, its rounds and how many take part."""
    found, now = _pulse_or_404(pulse_id), clock.now()
    rounds = queries.rounds_of(found, request.args.get("page", 1, int))
    opened = queries.open_round_of(found, now)
    by_team = queries.participation_by_team(opened) if opened else {}
    names = {team.id: team.name for team in people.all_teams()} if by_team else {}
    return render_template(
        "pulses/pulse.html",
        pulse=found,
        questions=bank.in_order(each.key for each in found.questions),
        rounds=rounds,
        opened=opened,
        participation=queries.participation_in([round_.id for round_ in rounds.items]),
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
    actions.pause(_pulse_or_404(pulse_id))
    db.session.commit()
    flash(_("Paused. A round that is open goes on; no other opens."))
    return redirect(url_for("pulses.pulse", pulse_id=pulse_id), code=303)


@bp.post("/pulses/<int:pulse_id>/resumption")
@allow(Permission.RUN_PULSES)
def resume(pulse_id: int) -> ResponseReturnValue:
    """Let rounds open again."""
    actions.resume(_pulse_or_404(pulse_id), now=clock.now())
    db.session.commit()
    flash(_("Rounds open again as planned."))
    return redirect(url_for("pulses.pulse", pulse_id=pulse_id), code=303)


@bp.post("/pulses/<int:pulse_id>/rounds")
@allow(Permission.RUN_PULSES)
def open_now(pulse_id: int) -> ResponseReturnValue:
    """Open a round now, beside the plan."""
    actions.open_round(_pulse_or_404(pulse_id), now=clock.now())
    db.session.commit()
    flash(_("The round is open. Everybody asked gets a letter."))
    return redirect(url_for("pulses.pulse", pulse_id=pulse_id), code=303)


def _pulse_or_404(pulse_id: int) -> Pulse:
    return db.session.get(Pulse, pulse_id) or abort(404)


def _offered() -> PulseForm:
    form = PulseForm()
    form.offer(people.all_teams(), today())
    return form


def _plan(form: PulseForm) -> Plan:
    audience = db.session.get(Team, int(form.audience.data)) if form.audience.data else None
    return form.plan([audience] if audience else [], clock.now(), people.get_company().zone)


def _form(form: PulseForm, problem: str | None = None, preview: bool = False) -> str:
    chosen = bank.in_order(form.questions.data or ())
    return render_template(
        "pulses/new.html",
        form=form,
        problem=problem,
        preview=chosen if preview else [],
        zone=people.get_company().zone,
    )
