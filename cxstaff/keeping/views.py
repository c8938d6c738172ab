"""Pages about keeping: what is kept how long, other times, and erasing somebody."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done
from cxstaff.keeping import actions, policy, queries
from cxstaff.keeping.forms import ErasureForm, TimesForm, field_of
from cxstaff.keeping.jobs import folders
from cxstaff.keeping.models import Cause
from cxstaff.keeping.page import (
    ErasurePage,
    ErasureRow,
    ErasuresPage,
    KeepingPage,
    TimesPage,
)
from cxstaff.keeping.removing import ways
from cxstaff.keeping.words import KINDS
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, is_signed_in, may, roles_of_visitor, signed_in
from cxstaff.people.actions import granted_to
from cxstaff.people.models import Person
from cxstaff.retention import queries as retention
from cxstaff.retention.models import RecordKind
from cxstaff.retention.times import LIMITS

bp = Blueprint("keeping", __name__)


@bp.get("/keeping")
@allow(Permission.PUBLIC)
def index() -> ResponseReturnValue:
    """Tell everybody in plain words what is kept, and for how long."""
    days = retention.days()
    page = KeepingPage(
        times=[(told, days[kind]) for kind, told in KINDS.items()],
        starts_on=retention.starts_on(),
        may_change=is_signed_in() and may(Permission.OPERATE),
    )
    return render_template("keeping/index.html", page=page)


@bp.get("/keeping/times")
@allow(Permission.OPERATE)
def edit() -> ResponseReturnValue:
    """Ask how long each kind of record is to be kept."""
    chosen = {field_of(kind): days for kind, days in retention.days().items()}
    return _times_page(TimesForm(formdata=None, data=chosen), {})


@bp.post("/keeping/times")
@allow(Permission.OPERATE)
def update() -> ResponseReturnValue:
    """Take other times; where records would go, only after that was shown and confirmed."""
    form = TimesForm()
    if not form.is_fine():
        return _times_page(form, {}), 422
    losses = _losses(form.days())
    shorter = {kind: form.days()[kind] for kind in losses}
    if losses and not form.is_sure_of(shorter):
        form.show_losses_of(shorter)
        return _times_page(form, losses), 422
    for kind, days in form.days().items():
        actions.choose_days(kind, days, signed_in(), now=clock.now())
    return done(
        _("Saved. What is older goes with the next daily removal."), url_for("keeping.index")
    )


@bp.get("/people/erasures")
@allow(Permission.KEEP_ROSTER)
def erasures() -> ResponseReturnValue:
    """List who is being erased, and how far that is."""
    found = queries.erasures()
    names = queries.names_of(found)
    rows = [ErasureRow(each, names.get(each.person_id)) for each in found]
    page = ErasuresPage(rows, retention.days()[RecordKind.LEAVERS])
    return render_template("keeping/erasures.html", page=page)


@bp.get("/people/<int:person_id>/erasure")
@allow(Permission.KEEP_ROSTER)
def new_erasure(person_id: int) -> ResponseReturnValue:
    """Say what erasing somebody means, and ask for their name once more."""
    person = _person_or_404(person_id)
    return _erasure_page(person, ErasureForm(person.name))


@bp.post("/people/<int:person_id>/erasure")
@allow(Permission.KEEP_ROSTER)
def create_erasure(person_id: int) -> ResponseReturnValue:
    """Let somebody be erased."""
    person = _person_or_404(person_id)
    form, name = ErasureForm(person.name), person.name
    status = form.attempt(lambda: _ask(person))
    if status != DONE:
        return _erasure_page(_person_or_404(person_id), form), status
    return done(
        _("%(name)s can no longer sign in and will be erased.", name=name),
        url_for("keeping.erasures"),
    )


@bp.post("/people/<int:person_id>/erasure/end")
@allow(Permission.KEEP_ROSTER)
def end_erasure(person_id: int) -> ResponseReturnValue:
    """Take back that somebody is to be erased, while it waits."""
    erasure = queries.find_erasure(person_id) or abort(404)
    actions.take_back(erasure, signed_in(), now=clock.now())
    return done(
        _("Taken back. The person stays on the list of those who left."),
        url_for("people.show", person_id=person_id),
    )


def _ask(person: Person) -> None:
    if not policy.may_erase(roles_of_visitor(), granted_to(person)):
        raise Refused("%(name)s holds a role, so only an admin can erase them.", name=person.name)
    now, today = clock.now(), people.today()
    actions.ask(person, signed_in(), Cause.ASKED, today=today, now=now)


def _losses(wanted: dict[RecordKind, int]) -> dict[RecordKind, int]:
    """Return, of each kind that is to be kept for a shorter time, how many records would go."""
    kept, how = retention.days(), ways(folders())
    counts = {
        kind: how[kind].count(retention.cut(days, now=clock.now()))
        for kind, days in wanted.items()
        if days < kept[kind]
    }
    return {kind: number for kind, number in counts.items() if number}


def _times_page(form: TimesForm, losses: dict[RecordKind, int]) -> str:
    fields = [(form[field_of(kind)], KINDS[kind], LIMITS[kind]) for kind in RecordKind]
    told = [(KINDS[kind].name, number) for kind, number in losses.items()]
    return render_template("keeping/edit.html", page=TimesPage(form, fields, told))


def _erasure_page(person: Person, form: ErasureForm) -> str:
    page = ErasurePage(
        person=person,
        form=form,
        is_under_way=queries.find_erasure(person.id) is not None,
        is_asked=policy.waits_for_a_round(person.id),
        works_here=person.works_here(people.today()),
    )
    return render_template("keeping/new_erasure.html", page=page)


def _person_or_404(person_id: int) -> Person:
    return people.find_person(person_id) or abort(404)
