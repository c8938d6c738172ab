"""Pages of one's own editions, and of when they go out."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.digests import actions, queries
from cxstaff.digests.contents import contents_of
from cxstaff.digests.forms import DigestPlanForm
from cxstaff.digests.models import DigestPlan
from cxstaff.digests.page import DigestPage, DigestPlanPage, DigestsPage, rows_of
from cxstaff.digests.periods import next_day
from cxstaff.digests.views import bp
from cxstaff.forms import done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, signed_in


@bp.get("")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show one's own editions and when the next one comes."""
    person, plan = signed_in(), _plan()
    recipient, rhythm = queries.recipient_of(person), queries.rhythm_for(plan, person.id)
    page = DigestsPage(
        editions=rows_of(queries.editions_of(person.id, page_number())),
        plan=plan,
        next_on=next_day(rhythm, recipient, clock.now()),
        zone=recipient.zone,
        email=person.email,
        refuses=queries.refuses(person.id),
        may_plan=may(Permission.PLAN_DIGESTS),
        may_operate=may(Permission.OPERATE),
        may_post=may(Permission.POST_TO_CHAT),
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


@bp.post("/preview/letter")
@allow(Permission.USE)
def send_now() -> ResponseReturnValue:
    """Send oneself what the preview shows, once more or for the first time."""
    person = signed_in()
    actions.send_now(person, now=clock.now())
    return done(
        _("It goes to %(email)s within a minute or two.", email=person.email),
        url_for("digests.preview"),
    )


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


def _plan() -> DigestPlan:
    return queries.plan_or_usual(people.today())


def _plan_page(form: DigestPlanForm) -> str:
    page = DigestPlanPage(form, people.get_company().zone)
    return render_template("digests/plan.html", page=page)


def page_number() -> int:
    """Return the page of a list that is asked for."""
    return request.args.get("page", 1, type=int)
