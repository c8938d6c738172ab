"""Pages of the roster: everybody who works here, and one person's entry."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from flask import abort, flash, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from cxstaff import clock, mail, security_log
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.forms import DONE, done
from cxstaff.mail.smtp import Undeliverable
from cxstaff.people import actions, policy, queries
from cxstaff.people.access import (
    Permission,
    allow,
    may,
    roles_of_visitor,
    signed_in,
    stay_signed_in,
)
from cxstaff.people.accounts import password_letters as letters
from cxstaff.people.calendars import name_of, next_holiday
from cxstaff.people.letters import unreachable as refusals
from cxstaff.people.models import Person, Team
from cxstaff.people.page import EntryPage, PeoplePage, person_row
from cxstaff.people.queries import today
from cxstaff.people.roster.forms import (
    DayForm,
    EntryForm,
    LeadForm,
    LeaveForm,
    MoveForm,
    NewPersonForm,
    RolesForm,
    RosterSearch,
)
from cxstaff.people.teams.queries import open_team_paths, team_paths
from cxstaff.people.views import bp
from cxstaff.security_log import Act
from cxstaff.web.signing import secret


class Acting(TypedDict):
    """Who acts, and when."""

    actor: Person
    now: datetime


@bp.get("/people")
@allow(Permission.READ_ROSTER)
def index() -> ResponseReturnValue:
    """List the people who work here, or who left."""
    search = RosterSearch(formdata=MultiDict(request.args), prefix="")
    search.team.offer(open_team_paths(), _("All teams"))
    page = queries.roster_page(
        request.args.get("page", 1, int),
        (search.words.data or "")[:200],
        today(),
        team_id=search.team.team_id if search.team.validate(search) else None,
        has_left=bool(search.left.data),
    )
    rows = page.showing([person_row(each, today()) for each in page.items])
    return render_template("people/index.html", page=PeoplePage(rows, search))


@bp.get("/people/unreachable")
@allow(Permission.KEEP_ROSTER)
def unreachable() -> ResponseReturnValue:
    """List the people whose address the mail server refused, for who can mend it."""
    page = refusals.unreachable_page(request.args.get("page", 1, int), today())
    return render_template("people/unreachable.html", page=page)


@bp.get("/people/<int:person_id>")
@allow(Permission.READ_ROSTER)
def show(person_id: int) -> ResponseReturnValue:
    """Show one person's entry."""
    return entry_page(person_or_404(person_id))


@bp.get("/people/new")
@allow(Permission.KEEP_ROSTER)
def new() -> ResponseReturnValue:
    """Ask about somebody new."""
    return render_template("people/new.html", form=_new_form())


@bp.post("/people")
@allow(Permission.KEEP_ROSTER)
def create() -> ResponseReturnValue:
    """Add somebody; the invitation goes when they are on the roster for good."""
    form, added = _new_form(), list[Person]()
    status = form.attempt(lambda: added.append(_add(form)))
    if status != DONE:
        return render_template("people/new.html", form=form), status
    person = added[0]
    told = _("%(name)s is on the roster.", name=person.name)
    answer = done(told, url_for("people.show", person_id=person.id))
    if person.email and form.invite.data:
        send_invitation(person)
    return answer


@bp.get("/people/<int:person_id>/edit")
@allow(Permission.KEEP_ROSTER)
def edit(person_id: int) -> ResponseReturnValue:
    """Ask what is different."""
    person = person_or_404(person_id)
    return render_template("people/edit.html", form=EntryForm(obj=person), person=person)


@bp.post("/people/<int:person_id>")
@allow(Permission.KEEP_ROSTER)
def update(person_id: int) -> ResponseReturnValue:
    """Take another name, e-mail or number."""
    person, form = person_or_404(person_id), EntryForm()
    status = form.attempt(lambda: _correct(person, form))
    if status != DONE:
        return render_template("people/edit.html", form=form, person=person), status
    return done(_("Saved."), url_for("people.show", person_id=person.id))


def entry_page(person: Person, **typed: object) -> str:
    """Return a person's entry with its forms; `typed` are those that come back with a problem."""
    paths, offered = team_paths(), open_team_paths()
    forms = {
        "move": MoveForm(formdata=None, prefix="move", since=today()),
        "lead": LeadForm(formdata=None, prefix="lead", since=today()),
        "back": MoveForm(formdata=None, prefix="back", since=today()),
        "leaving": DayForm(formdata=None, prefix="leaving", on=today()),
        "away": LeaveForm(formdata=None, prefix="away", since=today()),
        "roles": RolesForm(
            formdata=None, prefix="roles", roles=[grant.role for grant in person.grants]
        ),
    } | typed
    for form in forms.values():
        if isinstance(form, MoveForm | LeadForm):
            form.team.offer(offered, _("Choose a team"))
    code, language = person.calendar, str(get_locale())
    page = EntryPage(
        person=person,
        forms=forms,
        paths=paths,
        today=today(),
        calendar=name_of(code, language) if code else None,
        holiday=next_holiday(code, today(), language) if code else None,
        refusal=refusals.find_refusal(person),
        may_keep=may(Permission.KEEP_ROSTER),
        may_give_roles=policy.may_give_roles(roles_of_visitor()),
    )
    return render_template("people/show.html", page=page)


def person_or_404(person_id: int) -> Person:
    """Return a person of the roster; 404 when there is none."""
    return queries.find_person(person_id) or abort(404)


def team_of(team_id: int | None) -> Team | None:
    """Return the chosen team, or None."""
    return db.session.get(Team, team_id) if team_id is not None else None


def by_visitor() -> Acting:
    """Return who acts, and when, for what an action keeps of it."""
    return {"actor": signed_in(), "now": clock.now()}


def send_invitation(person: Person) -> None:
    """Send a letter with a link to choose a password, and say how that went."""
    actions.invite(person, **by_visitor())
    letter = letters.invitation(person, signed_in(), secret(), clock.now())
    db.session.commit()
    try:
        mail.send(letter)
    except Undeliverable as refused:
        refusals.note_refused(person.id, letter.to, refused.said, now=clock.now())
        db.session.commit()
        told = _("The mail server refuses %(email)s: “%(said)s” Correct the address.")
        flash(told % {"email": letter.to, "said": refused.said}, "warn")
        return
    except mail.MailDown:
        flash(
            _(
                "The mail server does not answer, so no invitation went to %(email)s. "
                "Nothing is lost: send it from this page later.",
                email=letter.to,
            ),
            "warn",
        )
        return
    refusals.note_taken(person.id, letter.to)
    db.session.commit()
    flash(_("An invitation is on its way to %(email)s.", email=letter.to))


def _add(form: NewPersonForm) -> Person:
    """Add who was typed. Raises `Refused` where that may not be."""
    person = actions.add_person(
        str(form.name.data),
        form.email.data,
        form.employee_number.data,
        team_of(form.team.team_id),
        since=form.since.data or today(),
        **by_visitor(),
    )
    actions.set_work(person, **form.work())
    return person


def _new_form() -> NewPersonForm:
    form = NewPersonForm(since=today())
    form.team.offer(open_team_paths(), _("No team"))
    return form


def _correct(person: Person, form: EntryForm) -> None:
    """Write what was typed into an entry. Raises `Refused` where that may not be."""
    email = form.email.data or None
    owner = actions.granted_to(person)
    if email != person.email and not policy.may_change_email(roles_of_visitor(), owner):
        raise Refused(
            "%(name)s holds a role, so only an admin or %(name)s can change this e-mail.",
            name=person.name,
        )
    before = person.name, person.employee_number, actions.work_of(person)
    actions.set_email(person, email, **by_visitor())
    stay_signed_in(person)
    actions.set_number(person, form.employee_number.data)
    person.name = str(form.name.data)
    actions.set_work(person, **form.work())
    if (person.name, person.employee_number, actions.work_of(person)) != before:
        security_log.record(
            Act.PERSON_CHANGED, by=signed_in(), on=person, now=clock.now(), name=person.name
        )
    db.session.flush()
