"""One person's questions of one round, however they came to them: asked, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.pulses.answering import forms
from cxstaff.pulses.answering.actions import answer, dispute, may_replace_answer
from cxstaff.pulses.answering.forms import CommentForm, Typed
from cxstaff.pulses.answering.page import (
    OverPage,
    QuestionsPage,
    SoonPage,
    TakenPage,
    ThanksPage,
)
from cxstaff.pulses.answering.queries import mine
from cxstaff.pulses.answering.queries.mine import Counted
from cxstaff.pulses.answering.queries.respondents import (
    AskedPerson,
    AskedRound,
    Respondent,
    find_respondent,
)
from cxstaff.pulses.answering.views.fields import fields_of, stored
from cxstaff.pulses.threads import codes
from cxstaff.web import cookie_name, frames, when
from cxstaff.web.signing import read_signed, signed

_SALT = "shown once"
_ONCE = "cxstaff-thanks"
_SHOWN_FOR = 300  # seconds that a code waits to be shown


Look = Callable[[int, int], Respondent | None]
"""How somebody is looked up by the ids of a round and of themselves: to be shown, or to answer."""


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A person in front of their questions; `token` is that of the link they came by, if any."""

    respondent: Respondent
    token: str | None = None
    is_on_device: bool = False

    @property
    def round(self) -> AskedRound:
        """Return the round they are asked in."""
        return self.respondent.round

    @property
    def person(self) -> AskedPerson:
        """Return who they are."""
        return self.respondent.person

    @property
    def layout(self) -> str:
        """Return the layout of their pages: who came by a link is not signed in."""
        return "plain.html" if self.token else "base.html"

    @property
    def place_is_taken(self) -> bool:
        """Say whether there is an answer that may not be replaced from here."""
        mine = self.respondent
        may_replace = may_replace_answer(
            by_code=self.is_on_device, has_changed_hands=mine.has_changed_hands
        )
        return mine.is_answered and not may_replace

    @property
    def hears_here(self) -> bool:
        """Say whether what HR heard is told on this page, and not in a letter alone."""
        return bool(self.round.heard) and self.token is None

    @property
    def dispute_address(self) -> str:
        """Return where this person says that an answer is not theirs."""
        if self.token is None:
            return url_for("pulses.dispute", round_id=self.round.id)
        return url_for("pulses.dispute_by_link", token=self.token)

    @property
    def privacy_address(self) -> str:
        """Return where this person reads how private the round is."""
        if self.token is None:
            return url_for("pulses.round_privacy", round_id=self.round.id)
        return url_for("pulses.round_privacy_by_link", token=self.token)

    @property
    def address(self) -> str:
        """Return where this page is."""
        if self.token is None:
            return url_for("pulses.show", round_id=self.round.id)
        return url_for("pulses.answers", token=self.token)


def shown(asked: Questionnaire) -> ResponseReturnValue:
    """Ask the questions, or say why they are not asked: too late, too early, place taken."""
    now, round_ = clock.now(), asked.round
    if not round_.is_open(now):
        page = OverPage(asked.layout, round_, asked.token is not None, asked.hears_here)
        return render_template("pulses/over.html", page=page), 410 if asked.token else 200
    if asked.place_is_taken:
        return taken_place(asked)
    if now < asked.respondent.opens_at:
        return _soon(asked)
    return _page(asked, Typed({}, {}), None)


def taken_place(asked: Questionnaire) -> ResponseReturnValue:
    """Say that an answer is there which stays, and let whoever did not give it say so."""
    return _taken_page(asked), 410 if asked.token else 200


def disputed(asked: Questionnaire) -> ResponseReturnValue:
    """Note that the answer there is not this person's, and say what follows."""
    try:
        dispute(asked.respondent, now=clock.now())
    except Refused as refused:
        db.session.rollback()
        return _taken_page(asked, refused.in_words()), 409
    db.session.commit()
    again = find_respondent(asked.round.id, asked.person.id) or asked.respondent
    return _taken_page(replace(asked, respondent=again))


def taken(asked: Questionnaire) -> ResponseReturnValue | str:
    """Seal what was posted, to be committed; returns the code of the conversation, or ''.

    Whatever is wrong, it returns the page again with what was typed.
    """
    typed, comment = forms.typed(request.form, asked.respondent.questions), forms.comment()
    if (comment and not comment.is_fine()) or typed.errors:
        return _page(asked, typed, comment), 422
    if typed.is_of_others:
        problem = _("Some of these questions are not asked of you in this round. Look again.")
        return _page(asked, typed, comment, problem), 409
    words = comment.comment.data if comment else None
    code = codes.new_code() if words else ""
    try:
        _seal(asked, typed, words, code)
    except Refused as refused:
        db.session.rollback()
        return _page(asked, typed, comment, refused.in_words()), 409
    return code


def with_code(response: Response, code: str) -> Response:
    """Let the next page show a code, once; it is kept nowhere else.

    Without one, the code of an earlier answer that still waits is forgotten.
    """
    if not code:
        return _forgotten(response) if _cookie() in request.cookies else response
    response.set_cookie(
        _cookie(),
        signed(code, current_app.config["SETTINGS"].secret_key, _SALT),
        max_age=_SHOWN_FOR,
        secure=current_app.config["SETTINGS"].is_encrypted,
        httponly=True,
        samesite="Lax",
    )
    return response


def thanks(*, has_pulses: bool, is_on_device: bool) -> Response:
    """Thank, and show the code that waits for it for the only time."""
    layout = "base.html" if has_pulses else "plain.html"
    page = ThanksPage(layout, _code(), has_pulses, is_on_device)
    return _forgotten(make_response(render_template("pulses/thanks.html", page=page)))


def _seal(asked: Questionnaire, typed: Typed, comment: str | None, code: str) -> None:
    thread = codes.digest_of(code) if code else None
    answer(
        asked.respondent,
        typed.numbers,
        comment,
        now=clock.now(),
        thread=thread,
        by_code=asked.is_on_device,
    )


def _page(
    asked: Questionnaire, typed: Typed, comment: CommentForm | None, problem: str | None = None
) -> str:
    """Ask the questions: on a page that is written once for many where nothing is filled in."""
    fields, counted = (
        fields_of(asked.respondent, typed, comment),
        mine.counted_with(asked.respondent),
    )
    is_again = counted.has_answered and asked.round.is_open(clock.now()) and problem is None
    page = QuestionsPage(
        layout=asked.layout,
        name=asked.round.name,
        closes_at=asked.round.closes_at,
        is_by_link=asked.token is not None,
        is_on_device=asked.is_on_device,
        numbers=fields.numbers,
        words=fields.words,
        stored=stored(asked.round),
        problem=problem,
        has_mistakes=bool(typed.errors or (comment and comment.errors)),
    )
    own = {
        "name": asked.person.name,
        "address": asked.address,
        "again": frames.part("pulses/_again.html", {}, {}) if is_again else "",
        "counted": _counted(asked, counted),
    }
    if fields.is_empty and problem is None:
        return frames.page("pulses/show.html", {"page": page}, own)
    return render_template("pulses/show.html", page=page, own=own)


def _counted(asked: Questionnaire, counted: Counted) -> str:
    """Say with whom a person is counted, which is the same for all of a group."""
    of_all = replace(counted, has_answered=False)
    least = asked.round.smallest_group
    here = {"more_url": asked.privacy_address}
    return frames.part("pulses/_counted_here.html", {"counted": of_all, "least": least}, here)


def _soon(asked: Questionnaire) -> str:
    zone = people.zone_of(asked.person)
    opens, closes = when(asked.respondent.opens_at, zone), when(asked.round.closes_at, zone)
    page = SoonPage(asked.layout, asked.round.name, opens, closes)
    return render_template("pulses/soon.html", page=page)


def _taken_page(asked: Questionnaire, problem: str | None = None) -> str:
    page = TakenPage(
        layout=asked.layout,
        name=asked.round.name,
        person=asked.person.name,
        is_on_device=asked.is_on_device,
        is_called_false=asked.respondent.is_called_false,
        dispute_address=asked.dispute_address,
        privacy_address=asked.privacy_address,
        problem=problem,
    )
    return render_template("pulses/taken.html", page=page)


def _forgotten(response: Response) -> Response:
    secure = current_app.config["SETTINGS"].is_encrypted
    response.delete_cookie(_cookie(), secure=secure, httponly=True)
    return response


def _code() -> str:
    secret = current_app.config["SETTINGS"].secret_key
    return str(read_signed(request.cookies.get(_cookie(), ""), secret, _SALT) or "")


def _cookie() -> str:
    return cookie_name(_ONCE, current_app.config["SETTINGS"])
