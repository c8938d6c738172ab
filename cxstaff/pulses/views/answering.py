"""Pages everybody uses: what is asked of me, answering it, what came of it, the promise."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, signed_in
from cxstaff.pulses import actions, forms, published, queries
from cxstaff.pulses.forms import CommentForm, Typed
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.views import bp, today


@bp.get("/pulses")
@allow(Permission.USE)
def index() -> ResponseReturnValue:
    """Show what waits for me and what came of earlier rounds."""
    person = signed_in()
    rounds = published.rounds(request.args.get("page", 1, int))
    ids = [round_.id for round_ in rounds.items]
    team_id = people.team_id_of(person, today())
    watches = may(Permission.RUN_PULSES) or may(Permission.OPERATE)
    return render_template(
        "pulses/index.html",
        waiting=queries.open_rounds_for(person, clock.now()),
        rounds=rounds,
        company_index=published.index_of(ids, None),
        team_index=published.index_of(ids, team_id) if team_id else {},
        about_index={round_.id for round_ in rounds.items if published.asks_index(round_)},
        asked_in=published.asked_in(ids, team_id),
        stuck=queries.stuck_rounds() if watches else [],
    )


@bp.get("/pulses/rounds/<int:round_id>")
@allow(Permission.USE)
def show(round_id: int) -> ResponseReturnValue:
    """Ask the questions of a round."""
    round_ = _round_or_404(round_id)
    if not round_.is_open(clock.now()):
        return render_template("pulses/over.html", round=round_)
    return _form(round_, Typed({}, {}), CommentForm(formdata=None))


@bp.post("/pulses/rounds/<int:round_id>")
@allow(Permission.USE)
def answer(round_id: int) -> ResponseReturnValue:
    """Seal an answer; whatever is wrong with it, the page comes back with what was typed."""
    round_ = _round_or_404(round_id)
    typed, comment = forms.typed(request.form, round_.questions), CommentForm()
    if not comment.is_fine() or typed.errors:
        return _form(round_, typed, comment), 422
    try:
        actions.answer(round_, signed_in(), typed.numbers, comment.comment.data, now=clock.now())
    except Refused as refused:
        db.session.rollback()
        return _form(_round_or_404(round_id), typed, comment, refused.in_words()), 409
    thanks = _("Thank you. Your answer is sealed and kept without your name.")
    db.session.commit()
    flash(thanks)
    return redirect(url_for("pulses.index"), code=303)


@bp.get("/privacy")
@allow(Permission.PUBLIC)
def privacy() -> ResponseReturnValue:
    """Say in plain words what is stored, who sees what, and what is not promised."""
    return render_template("pulses/privacy.html")


def _round_or_404(round_id: int) -> PulseRound:
    return queries.find_round_for(signed_in(), round_id) or abort(404)


def _form(
    round_: PulseRound, typed: Typed, comment: CommentForm, problem: str | None = None
) -> str:
    return render_template(
        "pulses/show.html",
        round=round_,
        typed=typed,
        comment=comment,
        problem=problem,
        counted=queries.counted_with(round_.id, signed_in().id),
        is_open=round_.is_open(clock.now()),
    )
