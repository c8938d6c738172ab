"""What pages of conversations are handed: a comment, its round, and what was said about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import format_time
from flask_babel import gettext as _

from cxstaff.pulses.models import Comment, PulseRound
from cxstaff.pulses.threads.forms import MessageForm, WriterForm
from cxstaff.pulses.threads.queries import ShownMessage
from cxstaff.web.marks import Notice


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A conversation as those see it who may read comments."""

    comment: Comment
    round: PulseRound
    messages: Sequence[ShownMessage]
    form: MessageForm


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """A conversation for who wrote the comment; `hour` is when what was just sent appears."""

    comment: Comment
    round: PulseRound
    messages: Sequence[ShownMessage]
    form: WriterForm
    hour: datetime | None

    @property
    def notices(self) -> list[Notice]:
        """Say when what was sent appears to others."""
        if self.hour is None:
            return []
        told = _("Until then only you can see it. You may close this page.")
        hour = format_time(self.hour, "HH:mm")
        return [Notice("good", _("Your message appears to them at %(hour)s", hour=hour), told)]
