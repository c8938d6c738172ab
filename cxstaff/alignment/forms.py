"""What is asked of the overview of teams."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Length, Optional

from cxstaff.alignment.overview.teams import OverviewFilter
from cxstaff.forms import LONGEST_LINE, Form, choice
from cxstaff.measures.models import Measure, Voice

NEW = timedelta(days=7)
"""For how long a mixed message is new, the day it was found included."""
VOICES = {
    Voice.CUSTOMER: _l("The customer’s voice"),
    Voice.INTERNAL: _l("The company’s own numbers"),
    Voice.EMPLOYEE: _l("Employees’ voice"),
}


class OverviewForm(Form):
    """Which teams are asked for; every field may be left out."""

    q = StringField(_l("Team or department"), [Optional(), Length(max=LONGEST_LINE)])
    voice = SelectField(_l("With a lever on"), [Optional()])
    measure = SelectField(_l("On the measure"), [Optional()])
    mixed = BooleanField(_l("Mixed only"))
    new = BooleanField(_l("New in 7 days"))

    def offer(self, measures: Iterable[Measure]) -> None:
        """Offer measures and voices to choose from."""
        anything = choice("", _l("Anything"))
        told = [choice(each.value, label) for each, label in VOICES.items()]
        self.voice.choices = [anything, *told]
        named = [choice(str(each.id), each.name) for each in measures if not each.retired_on]
        self.measure.choices = [choice("", _l("Any")), *named]

    def wanted(self, today: date) -> OverviewFilter:
        """Return what is asked for; valid only."""
        return OverviewFilter(
            words=(self.q.data or "").strip(),
            is_mixed=bool(self.mixed.data),
            new_since=today - NEW + timedelta(days=1) if self.new.data else None,
            voice=Voice(self.voice.data) if self.voice.data else None,
            measure_id=int(self.measure.data) if self.measure.data else None,
        )

    @property
    def asked(self) -> dict[str, str]:
        """Return what is asked for as it stands in an address."""
        texts = {"q": self.q.data, "voice": self.voice.data, "measure": self.measure.data}
        boxes = {"mixed": self.mixed.data, "new": self.new.data}
        found = {name: str(text) for name, text in texts.items() if text}
        return found | {name: "y" for name, is_chosen in boxes.items() if is_chosen}
