"""Pages of digests: one's own editions, when they go out, and what became of each."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.digests import actions, queries
from cxstaff.digests.contents import contents_of
from cxstaff.digests.forms import DigestPlanForm
from cxstaff.digests.models import DigestPlan, Edition, EditionState
from cxstaff.digests.page import DeliveriesPage, DigestPage, DigestPlanPage, DigestsPage, rows_of
from cxstaff.digests.periods import next_day
from cxstaff.digests.words import STATES
from cxstaff.forms import done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, signed_in

bp = Blueprint("digests", __name__, url_prefix="/digests")


@bp.get("")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show one's own editions and when the next one comes."""
    person, plan = signed_in(), _plan()
    recipient, rhythm = queries.recipient_of(person), queries.rhythm_for(plan, person.id)
    page = DigestsPage(
        editions=rows_of(queries.editions_of(person.id, _page_number())),
        plan=plan,
        next_on=next_day(rhythm, recipient, clock.now()),
        zone=recipient.zone,
        email=person.email,
        refuses=queries.refuses(person.id),
        may_plan=may(Permission.PLAN_DIGESTS),
        may_operate=may(Permission.OPERATE),
    )
    return render_template("digests/index.html", page=page)


@bp.get("/preview")
@allow(Permission.USE)
def preview() -> ResponseReturnValue:
    """Show what one's own digest would say of the last seven days; nothing is sent or kept."""
    now = clock.now()
    edition = queries.draft_of(signed_in(), now)
    page = DigestPage(edition, contents_of(edition, now=now), is_preview=True)
    return render_template("digests/show.html", page=page)


@bp.get("/<int:edition_id>")
@allow(Permission.USE)
def show(edition_id: int) -> ResponseReturnValue:
    """Show one of one's own editions: what the letter says."""
    edition = queries.find_edition_for(signed_in(), edition_id) or abort(404)
    page = DigestPage(edition, contents_of(edition))
    return render_template("digests/show.html", page=page)


@bp.get("/plan")
@allow(Permission.PLAN_DIGESTS)
def edit_plan() -> ResponseReturnValue:
    """Show when digests go out, to be changed."""
    return _plan_page(DigestPlanForm(obj=_plan()))


@bp.post("/plan")
@allow(Permission.PLAN_DIGESTS)
def update_plan() -> ResponseReturnValue:
    """Take another day and hour."""
    form = DigestPlanForm()
    if not form.is_fine():
        return _plan_page(form), 422
    plan = actions.ensure_plan(people.today())
    actions.change_plan(plan, signed_in(), form.change(), now=clock.now())
    return done(_("The plan of the digests is saved."), url_for("digests.edit_plan"))


@bp.get("/deliveries")
@allow(Permission.OPERATE)
def deliveries() -> ResponseReturnValue:
    """Show what became of every edition, those in one state if asked."""
    asked = request.args.get("state", "")
    state = EditionState(asked) if asked in set(EditionState) else None
    page = DeliveriesPage(rows_of(queries.deliveries(state, _page_number())), _tabs(state))
    return render_template("digests/deliveries.html", page=page)


@bp.post("/deliveries/<int:edition_id>/attempts")
@allow(Permission.OPERATE)
def create_attempt(edition_id: int) -> ResponseReturnValue:
    """Have a failed edition tried again."""
    edition = db.session.get(Edition, edition_id) or abort(404)
    actions.try_again(edition, now=clock.now())
    return done(
        _("It is tried again within a minute."),
        url_for("digests.deliveries", state=EditionState.FAILED),
    )


def _tabs(chosen: EditionState | None) -> list[dict[str, object]]:
    """Return the states to choose among, and all of them."""
    labels: dict[EditionState | None, Any] = {None: _("All")}
    labels |= {state: label for state, (label, _tone) in STATES.items()}
    return [
        {
            "label": label,
            "url": url_for("digests.deliveries", state=state),
            "is_current": state is chosen,
        }
        for state, label in labels.items()
    ]


def _plan() -> DigestPlan:
    return queries.plan_or_usual(people.today())


def _plan_page(form: DigestPlanForm) -> str:
    page = DigestPlanPage(form, people.get_company().zone)
    return render_template("digests/plan.html", page=page)


def _page_number() -> int:
    return request.args.get("page", 1, type=int)
