"""Pages of conversations: readers answer a comment, its writer comes back with a code."""

from __future__ import annotations

from datetime import datetime

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.db import db
from cxstaff.forms import DONE, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.accounts import throttle
from cxstaff.people.queries import today
from cxstaff.people.views.tries import limits_here
from cxstaff.pulses import policy
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.models import Comment
from cxstaff.pulses.threads import actions, queries
from cxstaff.pulses.threads.forms import MessageForm, ThreadCodeForm, WriterForm
from cxstaff.pulses.threads.page import ConversationPage, ThreadPage

LARGEST_ID = 2**63 - 1
PRIVATE = {"Referrer-Policy": "no-referrer"}
COMMENT = f"/pulses/comments/<int(max={LARGEST_ID}):comment_id>"


@bp.get(COMMENT)
@allow(Permission.READ_RESULTS)
def thread(comment_id: int) -> ResponseReturnValue:
    """Show a comment and what was said about it."""
    return _thread(_comment_or_404(comment_id), MessageForm(formdata=None))


@bp.post(COMMENT)
@allow(Permission.READ_RESULTS)
def reply(comment_id: int) -> ResponseReturnValue:
    """Answer a comment by name."""
    comment, form, reader = _comment_or_404(comment_id), MessageForm(), signed_in()
    status = form.attempt(
        lambda: actions.reply(comment, reader, form.message.data or "", now=clock.now())
    )
    if status != DONE:
        return _thread(_comment_or_404(comment_id), form), status
    return done(
        _("Your answer is there. Who wrote the comment reads it when they come back."),
        url_for("pulses.thread", comment_id=comment_id),
    )


@bp.get("/conversations")
@allow(Permission.PUBLIC)
def conversations() -> ResponseReturnValue:
    """Ask for the code of a conversation."""
    return _ask(ThreadCodeForm(formdata=None), 200)


@bp.post("/conversations")
@allow(Permission.PUBLIC)
def open_conversation() -> ResponseReturnValue:
    """Show the conversation that a code opens; the code stands in no address."""
    form = ThreadCodeForm()
    if not form.is_fine():
        return _ask(form, 422)
    comment = _opened_by(form.code.data or "")
    if not isinstance(comment, Comment):
        return comment
    return _conversation(comment, _empty(form.code.data or ""), None, 200)


@bp.post("/conversations/messages")
@allow(Permission.PUBLIC)
def write() -> ResponseReturnValue:
    """Let a message of who wrote the comment wait for the full hour."""
    form = WriterForm()
    comment = _opened_by((form.code.data or "")[:100])
    if not isinstance(comment, Comment):
        return comment
    hours: list[datetime] = []
    status = form.attempt(
        lambda: hours.append(actions.write(comment, form.message.data or "", now=clock.now()))
    )
    if status != DONE:
        return _conversation(comment, form, None, status)
    db.session.commit()
    return _conversation(comment, _empty(form.code.data or ""), hours[0], 200)


def _comment_or_404(comment_id: int) -> Comment:
    """Return a comment that the person who is signed in may read."""
    comment = queries.find_comment(comment_id) or abort(404)
    led = people.teams_led_by(signed_in(), today())
    if not policy.may_read_comments(roles_of_visitor(), led, comment.group_id):
        abort(404)
    return comment


def _opened_by(code: str) -> Comment | ResponseReturnValue:
    """Return the comment that a code opens, or the page that says why it opens none.

    Only wrong codes are counted, so a right one leaves nothing behind.
    """
    now = clock.now()
    limits = limits_here("conversation")
    form = ThreadCodeForm(formdata=None)
    if throttle.is_full(limits, now):
        form.form_errors.append(_("Too many wrong codes came from here. Wait 15 minutes, please."))
        return _ask(form, 429)
    comment = queries.find_comment_by_code(code)
    if comment is not None:
        return comment
    throttle.note(limits, now)
    db.session.commit()
    form.form_errors.append(_("This code opens no conversation."))
    return _ask(form, 404)


def _thread(comment: Comment, form: MessageForm) -> str:
    said = queries.messages_for_readers(comment)
    page = ThreadPage(comment, queries.round_of(comment), said, form)
    return render_template("pulses/thread.html", page=page)


def _ask(form: ThreadCodeForm, status: int) -> ResponseReturnValue:
    return render_template("pulses/conversations.html", form=form), status, PRIVATE


def _conversation(
    comment: Comment, form: WriterForm, hour: datetime | None, status: int
) -> ResponseReturnValue:
    said = queries.messages_for_writer(comment)
    page = ConversationPage(comment, queries.round_of(comment), said, form, hour)
    return render_template("pulses/conversation.html", page=page), status, PRIVATE


def _empty(code: str) -> WriterForm:
    return WriterForm(formdata=None, code=code)
