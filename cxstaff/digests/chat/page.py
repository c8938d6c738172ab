"""What the page of chat is handed: the channels of teams, and what became of their last posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.digests.chat.formats import ChatKind
from cxstaff.digests.chat.forms import ChatChannelForm
from cxstaff.digests.chat.words import KINDS, POST_STATES
from cxstaff.digests.models import ChatChannel, ChatPost, PostState
from cxstaff.web import day, when
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A team's channel with its last post, if there was one."""

    channel: ChatChannel
    last: ChatPost | None

    @property
    def place(self) -> str:
        """Say where posts go, without the address: whoever has that can post."""
        return " · ".join([str(KINDS[ChatKind(self.channel.kind)]), self.channel.host])

    @property
    def badge(self) -> tuple[Any, str]:
        """Return what became of the last post, and the tone of that."""
        if self.last is None:
            return _("No post yet"), "muted"
        return POST_STATES[PostState(self.last.state)]

    @property
    def until(self) -> str:
        """Say up to which day the last post told; "" before the first."""
        return day(self.last.ends_on) if self.last else ""

    @property
    def happened(self) -> str:
        """Say what happened to it; "" where all is well."""
        if self.last is None or self.last.complaint is None:
            return ""
        if self.last.retry_at is None:
            return self.last.complaint
        told = _("Next attempt %(when)s", when=when(self.last.retry_at))
        return " ".join([self.last.complaint, str(told)])

    @property
    def ways(self) -> list[Way]:
        """Return what can be done."""
        remove = Way(
            _("Post no more"),
            "digests.remove_channel",
            {"channel_id": self.channel.id},
            posts=True,
        )
        if self.last is None or not self.last.has_failed:
            return [remove]
        again = Way(
            _("Post it again"),
            "digests.post_again",
            {"channel_id": self.channel.id},
            icon="refresh",
            posts=True,
        )
        return [again, remove]


@dataclass(frozen=True, slots=True)
class ChatPage:
    """The channels of the teams that somebody looks after, and the form for another."""

    channels: Sequence[ChannelRow]
    form: ChatChannelForm
