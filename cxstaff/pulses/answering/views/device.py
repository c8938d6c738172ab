"""The page of a shared device: whoever has a code answers, then the next person can begin."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import go_on
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow
from cxstaff.people.accounts import throttle
from cxstaff.people.views.tries import limits_here, too_often, try_again_in
from cxstaff.pulses.answering import links
from cxstaff.pulses.answering.forms import RoundCodeForm
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.codes.queries import find_code, find_open_round
from cxstaff.web.signing import secret


@bp.get("/device")
@allow(Permission.PUBLIC)
def device() -> ResponseReturnValue:
    """Ask for the two codes on slips of paper."""
    return render_template("pulses/device.html", form=RoundCodeForm(formdata=None))


@bp.post("/device")
@allow(Permission.PUBLIC)
def enter() -> ResponseReturnValue:
    """Let whoever has a code answer, for a few minutes."""
    form = RoundCodeForm()
    if not form.is_fine():
        return render_template("pulses/device.html", form=form), 422
    limits = limits_here("pulse code")
    wait = try_again_in(limits)
    if wait:
        return too_often(wait)
    token = _token_for(str(form.code.data), str(form.second.data))
    if token is None:
        wrong = _("These codes open nothing. Look at both slips and type them again.")
        form.form_errors.append(wrong)
        return render_template("pulses/device.html", form=form), 422
    throttle.forgive(limits)
    return go_on(url_for("pulses.answers", token=token))


def _token_for(first: str, second: str) -> str | None:
    now, code = clock.now(), find_code(first, second, secret())
    if code is None or find_open_round(code.round_id, now) is None:
        return None
    person = people.find_person(code.person_id)
    return links.write_for_device(code.round_id, person, secret(), now) if person else None
