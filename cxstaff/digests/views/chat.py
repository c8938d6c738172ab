"""The page of chat: which teams post their digest where, and what became of the last posts."""

from __future__ import annotations

from flask import abort, current_app, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from config import Settings
from cxstaff import clock
from cxstaff.digests.chat import actions, queries
from cxstaff.digests.chat.formats import ChatKind
from cxstaff.digests.chat.forms import ChatChannelForm
from cxstaff.digests.chat.page import ChannelRow, ChatPage
from cxstaff.digests.models import ChatChannel
from cxstaff.digests.views import bp
from cxstaff.factors.sealing import Keyring
from cxstaff.forms import DONE, done
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, may, signed_in
from cxstaff.people.models import Team
from cxstaff.web import LARGEST_KEY


@bp.get("/chat")
@allow(Permission.POST_TO_CHAT)
def chat() -> ResponseReturnValue:
    """Show where the digests of teams are posted."""
    return _page(_form())


@bp.post("/chat")
@allow(Permission.POST_TO_CHAT)
def set_channel() -> ResponseReturnValue:
    """Let a team's digest be posted to a channel, or to another than before."""
    form, settings = _form(), _settings()
    keyring = Keyring(settings.secret_key, settings.former_secret_keys)
    status = form.attempt(
        lambda: actions.set_channel(
            _team_or_404(form.team.data),
            ChatKind(form.kind.data),
            str(form.address.data),
            signed_in(),
            keyring,
            may_be_private=settings.private_receivers,
            now=clock.now(),
        )
    )
    if status != DONE:
        return _page(form), status
    return done(_("The next digest of the team is posted there."), url_for("digests.chat"))


@bp.post("/chat/<int:channel_id>/removal")
@allow(Permission.POST_TO_CHAT)
def remove_channel(channel_id: int) -> ResponseReturnValue:
    """Post a team's digest no more."""
    actions.remove_channel(_channel_or_404(channel_id), signed_in(), now=clock.now())
    return done(_("Nothing is posted there any more."), url_for("digests.chat"))


@bp.post("/chat/<int:channel_id>/attempts")
@allow(Permission.POST_TO_CHAT)
def post_again(channel_id: int) -> ResponseReturnValue:
    """Have a team's last post tried again that failed."""
    last = queries.latest_post(_channel_or_404(channel_id)) or abort(404)
    actions.try_again(last, now=clock.now())
    return done(_("It is tried again within a minute."), url_for("digests.chat"))


def _form() -> ChatChannelForm:
    form = ChatChannelForm()
    form.offer(_teams())
    return form


def _page(form: ChatChannelForm) -> str:
    scope = _scope()
    rows = [ChannelRow(each, queries.latest_post(each)) for each in queries.channels(scope)]
    return render_template("digests/chat.html", page=ChatPage(rows, form))


def _scope() -> set[int] | None:
    """Return the teams whose channels are the visitor's business, None for all."""
    if may(Permission.PLAN_DIGESTS):
        return None
    return people.teams_led_by(signed_in(), people.today())


def _teams() -> list[Team]:
    scope, today = _scope(), people.today()
    return [
        each
        for each in people.all_teams()
        if (scope is None or each.id in scope)
        and (each.closed_on is None or each.closed_on > today)
    ]


def _team_or_404(team_id: int) -> Team:
    return next((each for each in _teams() if each.id == team_id), None) or abort(404)


def _channel_or_404(channel_id: int) -> ChatChannel:
    if channel_id > LARGEST_KEY:
        abort(404)
    return queries.find_channel(channel_id, _scope()) or abort(404)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
