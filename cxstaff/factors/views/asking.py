"""What the pages about second factors share: this site's keys, tries that count, challenges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import Response, current_app, jsonify, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.db import db
from cxstaff.factors import actions, queries
from cxstaff.factors.actions.showing import Challenge, Purpose
from cxstaff.factors.models import Passkey
from cxstaff.factors.sealing import Keyring
from cxstaff.factors.site import BrowserAnswer, HeldPasskey, NotShown, Site
from cxstaff.people import access
from cxstaff.people import queries as people
from cxstaff.people.accounts import gate, throttle
from cxstaff.people.models import Person
from cxstaff.people.views.tries import too_often, try_again_in
from cxstaff.web.signing import secret

if TYPE_CHECKING:
    from cxstaff.factors.ceremonies import Ceremonies

View = TypeVar("View", bound=Callable[..., Any])
_CHALLENGE = "passkey"


def keyring() -> Keyring:
    """Return the keys that apps' secrets are sealed with."""
    settings = current_app.config["SETTINGS"]
    return Keyring(settings.secret_key, settings.former_secret_keys)


def ceremonies() -> Ceremonies:
    """Return the ceremonies of this site, as browsers bind passkeys to it.

    The library behind them loads fifty modules, so it is loaded here, when first needed.
    """
    from cxstaff.factors.ceremonies import Ceremonies

    company = people.find_company()
    name = f"cxstaff – {company.name}" if company else "cxstaff"
    return Ceremonies(Site.at(current_app.config["SETTINGS"].base_url, name))


def today_of(person: Person) -> date:
    """Return the calendar day where somebody lives."""
    return clock.local_day(clock.now(), people.zone_of(person))


def layout() -> str:
    """Return the layout of a page that is shown before anything else opens, too."""
    return "plain.html" if access.is_held() else "base.html"


def with_proof(view: View) -> View:
    """Ask who it is once more before a page that changes what opens an account."""

    @wraps(view)
    def asked(**values: Any) -> ResponseReturnValue:
        if gate.has_proof(access.visitor()):
            answer: ResponseReturnValue = view(**values)
            return answer
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("factors.prove", next=back), code=303)

    return asked  # type: ignore[return-value]


class Tries:
    """The tries somebody has to show a second factor, counted before each is made."""

    def __init__(self, person: Person) -> None:
        address = request.remote_addr or ""
        self.person = person
        self.keys = throttle.limits_of(
            f"person {person.id}",
            address,
            secret(),
            "second factor",
            account_steps=throttle.PLACE,  # whoever gets here knows the password: no stranger
        )

    def wait(self) -> timedelta:
        """Count a try; return how long it has to wait instead, nothing when it may be made."""
        return try_again_in(self.keys)

    def failed(self, factor: str) -> None:
        """Note that a try was wrong."""
        is_last = throttle.is_full(self.keys, clock.now())
        actions.note_failure(self.person, factor, is_last=is_last, now=clock.now())
        db.session.commit()

    def went_well(self) -> None:
        """Forget what failed before."""
        throttle.forgive(self.keys)


def ceremony_begun(options: dict[str, Any]) -> Response:
    """Keep the challenge that a browser was given, and tell it the `options` of the ceremony."""
    db.session.commit()
    return jsonify(options)


def held_off(wait: timedelta) -> ResponseReturnValue:
    """Answer that there were too many tries."""
    return too_often(wait)


def ask_browser(purpose: Purpose, person: Person | None, handle: bytes | None = None) -> bytes:
    """Make a challenge that this browser alone can answer, once; return it."""
    token, challenge = actions.ask_browser(purpose, person, now=clock.now(), handle=handle)
    session[_CHALLENGE] = token
    return challenge


def answered(
    text: str | None, purpose: Purpose, person: Person | None
) -> tuple[BrowserAnswer, Challenge] | None:
    """Return what a browser answered and the challenge it was given, which is taken by this."""
    token = session.pop(_CHALLENGE, "")
    challenge = actions.taken_challenge(str(token), purpose, person, now=clock.now())
    if challenge is None:
        return None
    try:
        return ceremonies().read(text or ""), challenge
    except NotShown:
        return None


def shows_passkey(text: str | None, purpose: Purpose, person: Person) -> bool:
    """Say whether a browser has shown one of the passkeys of `person`."""
    found = answered(text, purpose, person)
    if found is None:
        return False
    answer, challenge = found
    passkey = queries.find_passkey(answer.credential_id)
    return actions.show_passkey(
        passkey if passkey and passkey.person_id == person.id else None,
        answer,
        challenge,
        ceremonies(),
        must_check_holder=False,
        today=today_of(person),
        now=clock.now(),
    )


def held(passkeys: list[Passkey]) -> list[HeldPasskey]:
    """Return passkeys as ceremonies name them."""
    return [HeldPasskey(each.credential_id, each.transports.split()) for each in passkeys]
