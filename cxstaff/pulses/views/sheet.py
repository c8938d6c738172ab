"""One person's questions of one round, however they came to them: asked, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.models import Person
from cxstaff.pulses import forms, queries, threads_code
from cxstaff.pulses.actions import answer, dispute
from cxstaff.pulses.actions.answering import may_replace_answer
from cxstaff.pulses.forms import CommentForm, Typed
from cxstaff.pulses.models import Invitation, PulseRound, RoundQuestion
from cxstaff.pulses.queries.readers import read_by_few
from cxstaff.pulses.wording import wording_of
from cxstaff.web import cookie_name

_ONCE = "cxstaff-thanks"
_SHOWN_FOR = 300  # seconds that a code waits to be shown


@dataclass(frozen=True, slots=True)
class Asked:
    """A person in front of their questions; `token` is that of the link they came by, if any."""

    invitation: Invitation
    person: Person
    token: str | None = None
    is_on_device: bool = False

    @property
    def round(self) -> PulseRound:
        """Return the round they are asked in."""
        return self.invitation.round

    @property
    def questions(self) -> list[RoundQuestion]:
        """Return the questions of their turn."""
        return [each for each in self.round.questions if each.is_for(self.invitation.turn)]

    @property
    def place_is_taken(self) -> bool:
        """Say whether there is an answer that may not be replaced from here."""
        mine, account = self.invitation, self.person
        versions = (mine.handovers, mine.recoveries), (account.handovers, account.recoveries)
        changed = versions[0] != versions[1]
        may_replace = may_replace_answer(by_code=self.is_on_device, has_changed_hands=changed)
        return mine.is_answered and not may_replace

    @property
    def dispute_address(self) -> str:
        """Return where this person says that an answer is not theirs."""
        if self.token is None:
            return url_for("pulses.dispute", round_id=self.invitation.round_id)
        return url_for("pulses.dispute_by_link", token=self.token)

    @property
    def privacy_address(self) -> str:
        """Return where this person reads how private the round is."""
        if self.token is None:
            return url_for("pulses.round_privacy", round_id=self.invitation.round_id)
        return url_for("pulses.round_privacy_by_link", token=self.token)

    @property
    def address(self) -> str:
        """Return where this page is."""
        if self.token is None:
            return url_for("pulses.show", round_id=self.invitation.round_id)
        return url_for("pulses.answers", token=self.token)


def shown(asked: Asked) -> ResponseReturnValue:
    """Ask the questions, or say why they are not asked: too late, too early, place taken."""
    now = clock.now()
    if not asked.round.is_open(now):
        return render_template("pulses/over.html", **_place(asked)), 410 if asked.token else 200
    if asked.place_is_taken:
        return taken_place(asked)
    if now < asked.invitation.opens_at:
        zone = people.zone_of(asked.person)
        return render_template("pulses/soon.html", zone=zone, **_place(asked))
    return _page(asked, Typed({}, {}), CommentForm(formdata=None))


def taken_place(asked: Asked) -> ResponseReturnValue:
    """Say that an answer is there which stays, and let whoever did not give it say so."""
    return render_template("pulses/taken.html", **_place(asked)), 410 if asked.token else 200


def disputed(asked: Asked) -> ResponseReturnValue:
    """Note that the answer there is not this person's, and say what follows."""
    try:
        dispute(asked.round, asked.person, now=clock.now())
    except Refused as refused:
        db.session.rollback()
        return render_template(
            "pulses/taken.html", problem=refused.in_words(), **_place(asked)
        ), 409
    db.session.commit()
    db.session.expire_all()
    return render_template("pulses/taken.html", **_place(asked))


def taken(asked: Asked) -> ResponseReturnValue | str:
    """Seal what was posted, to be committed; returns the code of the conversation, or ''.

    Whatever is wrong, it returns the page again with what was typed.
    """
    typed, comment = forms.typed(request.form, asked.questions), CommentForm()
    if not comment.is_fine() or typed.errors:
        return _page(asked, typed, comment), 422
    if typed.is_of_others:
        problem = _("Some of these questions are not asked of you in this round. Look again.")
        return _page(asked, typed, comment, problem), 409
    code = threads_code.new_code() if comment.comment.data else ""
    try:
        _seal(asked, typed, comment.comment.data, code)
    except Refused as refused:
        db.session.rollback()
        return _page(asked, typed, comment, refused.in_words()), 409
    return code


def with_code(response: Response, code: str) -> Response:
    """Let the next page show a code, once; it is kept nowhere else."""
    response.set_cookie(
        _cookie(),
        str(_signer().dumps(code)),
        max_age=_SHOWN_FOR,
        secure=current_app.config["SETTINGS"].is_encrypted,
        httponly=True,
        samesite="Lax",
    )
    return response


def thanks(**place: Any) -> Response:
    """Thank, and show the code that waits for it for the only time."""
    response = make_response(render_template("pulses/thanks.html", code=_code(), **place))
    response.delete_cookie(
        _cookie(), secure=current_app.config["SETTINGS"].is_encrypted, httponly=True
    )
    return response


def _seal(asked: Asked, typed: Typed, comment: str | None, code: str) -> None:
    thread = threads_code.digest_of(code) if code else None
    person, now = asked.person, clock.now()
    answer(
        asked.round,
        person,
        typed.numbers,
        comment,
        now=now,
        thread=thread,
        by_code=asked.is_on_device,
    )


def _page(asked: Asked, typed: Typed, comment: CommentForm, problem: str | None = None) -> str:
    locale = get_locale()
    return render_template(
        "pulses/show.html",
        questions=asked.questions,
        said={each.key: wording_of(each, locale) for each in asked.questions},
        few=read_by_few(asked.round, asked.invitation, asked.questions, locale),
        typed=typed,
        comment=comment,
        problem=problem,
        counted=queries.counted_with(asked.round, asked.person.id),
        is_open=asked.round.is_open(clock.now()),
        **_place(asked),
    )


def _place(asked: Asked) -> dict[str, Any]:
    layout = "plain.html" if asked.token else "base.html"
    return {"asked": asked, "round": asked.round, "layout": layout}


def _code() -> str:
    try:
        return str(_signer().loads(request.cookies.get(_cookie(), "")))
    except BadSignature:
        return ""


def _cookie() -> str:
    return cookie_name(_ONCE, current_app.config["SETTINGS"])


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SETTINGS"].secret_key, salt="shown once")
