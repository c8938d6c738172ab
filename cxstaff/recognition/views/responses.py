"""The page of one thanks: what others say of it, with a tap or in words."""

from __future__ import annotations

import secrets

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import DONE, done, go_on
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.recognition import actions, policy, queries
from cxstaff.recognition.forms import ReplyForm
from cxstaff.recognition.models import ReactionKind, Thanks
from cxstaff.recognition.page.wall import OneThanksPage, ReplyRow
from cxstaff.recognition.views import bp
from cxstaff.recognition.views.seen import thanks_or_404
from cxstaff.recognition.views.wall import rows_of
from cxstaff.web import LARGEST_KEY


@bp.get("/thanks/<int:thanks_id>")
@allow(Permission.USE)
def show(thanks_id: int) -> ResponseReturnValue:
    """Show one thanks with all that was written under it."""
    form = ReplyForm(request_key=secrets.token_urlsafe(16))
    return _show(thanks_or_404(thanks_id), form)


@bp.post("/thanks/<int:thanks_id>/replies")
@allow(Permission.THANK)
def reply(thanks_id: int) -> ResponseReturnValue:
    """Write something under a thanks."""
    thanks, form = thanks_or_404(thanks_id), ReplyForm()
    written, key = str(form.words.data), form.request_key.data or None
    status = form.attempt(
        lambda: actions.reply(thanks, signed_in(), written, request_key=key, now=clock.now())
    )
    if status != DONE:
        return _show(thanks_or_404(thanks_id), form), status
    return done(_("Your reply is there."), url_for("recognition.show", thanks_id=thanks_id))


@bp.post("/thanks/replies/<int:reply_id>/removal")
@allow(Permission.THANK)
def remove_reply(reply_id: int) -> ResponseReturnValue:
    """Remove what somebody wrote under a thanks."""
    if reply_id > LARGEST_KEY:
        abort(404)
    written = queries.find_reply(reply_id) or abort(404)
    thanks = thanks_or_404(written.thanks_id)
    actions.remove_reply(written, signed_in())
    return done(_("Your reply is gone."), url_for("recognition.show", thanks_id=thanks.id))


@bp.post("/thanks/<int:thanks_id>/reactions")
@allow(Permission.THANK)
def react(thanks_id: int) -> ResponseReturnValue:
    """Give a reaction, or take one's own back."""
    thanks = thanks_or_404(thanks_id)
    try:
        kind = ReactionKind(request.form.get("kind", ""))
    except ValueError:
        abort(404)
    if request.form.get("back"):
        actions.take_reaction_back(thanks, signed_in(), kind)
    else:
        actions.react(thanks, signed_in(), kind)
    return go_on(url_for("recognition.show", thanks_id=thanks.id))


def _show(thanks: Thanks, form: ReplyForm) -> str:
    person = signed_in()
    (row,) = rows_of([thanks], person)
    found = queries.replies_page(thanks.id, request.args.get("page", 1, int))
    replies = [ReplyRow(each, policy.may_remove_reply(person.id, each)) for each in found.items]
    page = OneThanksPage(row, found.showing(replies), form)
    return render_template("recognition/show.html", page=page)
