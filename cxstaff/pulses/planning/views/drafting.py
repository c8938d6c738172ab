"""Pages on which a pulse is drafted or changed, and how it looks to those who answer."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today
from cxstaff.people.teams.queries import open_team_paths
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.models import Pulse
from cxstaff.pulses.planning import actions, queries
from cxstaff.pulses.planning.actions import AskingPlan
from cxstaff.pulses.planning.drafts import DraftPage, tick_groups, turns_of
from cxstaff.pulses.planning.forms import A_NAME, ChangeForm, PulseForm
from cxstaff.pulses.planning.page import previewed
from cxstaff.pulses.planning.ready_made import ready_made
from cxstaff.pulses.planning.views.plans import pulse_or_404
from cxstaff.pulses.questions import catalogue


@bp.get("/pulses/new")
@allow(Permission.RUN_PULSES)
def new() -> ResponseReturnValue:
    """Offer every question there is."""
    return _page(_offered(PulseForm()))


@bp.post("/pulses/new")
@allow(Permission.RUN_PULSES)
def create() -> ResponseReturnValue:
    """Plan a pulse, or show how its questions will look."""
    form, now, made = _offered(PulseForm()), clock.now(), list[Pulse]()
    if "preview" in request.form:
        return _page(form, _preview(form))

    def act() -> None:
        made.append(actions.plan(_plan(form), signed_in()))
        if form.start.data == "now":
            actions.open_first(made[0], now=now)

    status = form.attempt(act)
    if status != DONE:
        return _page(form), status
    opened = form.start.data == "now"
    told = _("The round is open.") if opened else _("The pulse is planned. It opens by itself.")
    return done(told, url_for("pulses.pulse", pulse_id=made[0].id))


@bp.post("/pulses/ready-made")
@allow(Permission.RUN_PULSES)
def plan_ready_made() -> ResponseReturnValue:
    """Plan a pulse to begin with, of which nothing has to be typed."""
    what = ready_made(str(A_NAME), clock.now(), people.get_company().zone)
    made = actions.plan(what, signed_in())
    return done(
        _("Planned. Nothing is sent before it opens; until then you can change all of it."),
        url_for("pulses.pulse", pulse_id=made.id),
    )


@bp.get("/pulses/<int:pulse_id>/edit")
@allow(Permission.RUN_PULSES)
def edit(pulse_id: int) -> ResponseReturnValue:
    """Show what is planned, to be changed."""
    pulse, form = pulse_or_404(pulse_id), ChangeForm()
    _offered(form, pulse)
    form.show(pulse, people.get_company().zone)
    return _page(form, pulse=pulse)


@bp.post("/pulses/<int:pulse_id>/edit")
@allow(Permission.RUN_PULSES)
def update(pulse_id: int) -> ResponseReturnValue:
    """Change what is planned, from the next round on."""
    pulse, form = pulse_or_404(pulse_id), ChangeForm()
    _offered(form, pulse)
    if "preview" in request.form:
        return _page(form, _preview(form, pulse), pulse)
    status = form.attempt(lambda: actions.change(pulse, _plan(form), now=clock.now()))
    if status != DONE:
        return _page(form, pulse=pulse), status
    return done(
        _("Saved. It holds from the next round on."), url_for("pulses.pulse", pulse_id=pulse_id)
    )


@bp.get("/pulses/<int:pulse_id>/preview")
@allow(Permission.RUN_PULSES)
def preview(pulse_id: int) -> ResponseReturnValue:
    """Show the next round of a pulse as an employee sees it."""
    pulse = pulse_or_404(pulse_id)
    shown = queries.preview(
        catalogue.questions(each.key for each in pulse.questions),
        pulse.per_round,
        queries.count_of_rounds(pulse),
        request.args.get("turn", 1, int),
    )
    return render_template("pulses/preview.html", pulse=pulse, preview=previewed(shown))


def _offered(form: PulseForm, pulse: Pulse | None = None) -> PulseForm:
    """Offer what there is to choose from, and retired questions that a pulse goes on asking."""
    paths = open_team_paths()
    known = catalogue.all_questions(with_retired=pulse is not None)
    if pulse is not None:
        kept = {each.key for each in pulse.questions}
        known = [each for each in known if each.key in kept or not each.is_retired]
        paths |= {team.id: team.name for team in pulse.audience if team.closed_on is not None}
    form.offer(paths, known, today())
    return form


def _plan(form: PulseForm) -> AskingPlan:
    ids = form.team_ids()
    audience = list(db.session.scalars(db.select(Team).where(Team.id.in_(ids)))) if ids else []
    return form.plan(audience, form.opens_at(clock.now(), people.get_company().zone))


def _preview(form: PulseForm, pulse: Pulse | None = None) -> queries.Preview:
    number = queries.count_of_rounds(pulse) if pulse is not None else 0
    turn = request.form.get("preview", 1, int)
    return queries.preview(form.chosen(), form.per_round.data, number, turn)


def _page(
    form: PulseForm, preview: queries.Preview | None = None, pulse: Pulse | None = None
) -> str:
    page = DraftPage(
        form=form,
        pulse=pulse,
        preview=previewed(preview) if preview else None,
        turns=turns_of(form),
        groups=tick_groups(form),
        zone=people.get_company().zone,
    )
    return render_template("pulses/new.html", page=page, form=form)
