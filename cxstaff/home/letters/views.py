"""Which letters and messages somebody wants: the page, and what each of its forms decides."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.digests import actions as digests
from cxstaff.digests.forms import DigestChoiceForm
from cxstaff.digests.periods import next_day
from cxstaff.digests.queries import choice_of, plan_or_usual, recipient_of, rhythm_for
from cxstaff.forms import done
from cxstaff.home.blueprint import bp
from cxstaff.home.letters.page import LettersPage
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.people.models import Person
from cxstaff.recognition import actions as recognition
from cxstaff.recognition.forms import HearingForm
from cxstaff.recognition.models import Hearing
from cxstaff.recognition.queries import hearing_of


@bp.get("/letters")
@allow(Permission.USE)
def letters() -> ResponseReturnValue:
    """Show which letters and messages come, to be changed."""
    return _page(signed_in(), _digest_form(signed_in()))


@bp.post("/letters/thanks")
@allow(Permission.USE)
def choose_hearing() -> ResponseReturnValue:
    """Take how somebody wants to hear of thanks to them."""
    person, form = signed_in(), HearingForm()
    if not form.is_fine():
        return _page(person, _digest_form(person), form), 422
    recognition.choose(person, Hearing(form.hears.data))
    return done(_("Your choice is saved."), url_for("home.letters"))


@bp.post("/letters/digest")
@allow(Permission.USE)
def choose_digest() -> ResponseReturnValue:
    """Take how often the digest is to come by mail."""
    person, form = signed_in(), _digest_form(signed_in())
    if not form.is_fine():
        return _page(person, form), 422
    digests.choose(person, str(form.every.data))
    return done(_("Your choice is saved."), url_for("home.letters"))


def _page(person: Person, digest: DigestChoiceForm, thanks: HearingForm | None = None) -> str:
    plan = plan_or_usual(people.today())
    rhythm = rhythm_for(plan, person.id)
    page = LettersPage(
        email=person.email,
        digest=digest,
        thanks=thanks or HearingForm(data={"hears": str(hearing_of(person.id))}),
        next_on=next_day(rhythm, recipient_of(person), clock.now()),
        hour=plan.hour,
        is_paused=plan.is_paused,
    )
    return render_template("home/letters.html", page=page)


def _digest_form(person: Person) -> DigestChoiceForm:
    form = DigestChoiceForm(data={"every": choice_of(person.id) or ""})
    form.offer(plan_or_usual(people.today()).every)
    return form
