"""What is typed about chat: which team's digest is posted to which product, at what address."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import DataRequired, Length

from cxstaff.digests.chat.words import KINDS
from cxstaff.forms import Form, Line, choice
from cxstaff.outgoing.guard import LONGEST_ADDRESS
from cxstaff.people.models import Team


class ChatChannelForm(Form):
    """The channel of a team."""

    team = SelectField(_l("Team"), coerce=int)
    kind = SelectField(
        _l("Chat"), choices=[choice(kind.value, label) for kind, label in KINDS.items()]
    )
    address = Line(
        _l("Address of the incoming webhook"),
        [DataRequired(_l("Please fill this in.")), Length(max=LONGEST_ADDRESS)],
    )

    def offer(self, teams: Sequence[Team]) -> None:
        """Let the choice be among teams."""
        self.team.choices = [choice(str(each.id), each.name) for each in teams]
