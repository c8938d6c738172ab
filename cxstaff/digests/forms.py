"""What is typed about digests: when they go out, and how often somebody wants them by mail."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField

from cxstaff.digests.actions import PlanChange
from cxstaff.digests.periods import Cadence
from cxstaff.digests.words import CHOICES, RHYTHMS, WEEKDAYS
from cxstaff.forms import Form, choice


class DigestPlanForm(Form):
    """How often, on which day and at which hour digests go out."""

    every = SelectField(
        _l("How often"), choices=[choice(str(each), label) for each, label in RHYTHMS.items()]
    )
    weekday = SelectField(
        _l("Day"),
        choices=[choice(str(n), name) for n, name in enumerate(WEEKDAYS)],
        coerce=int,
    )
    hour = SelectField(
        _l("Hour"),
        choices=[choice(str(hour), f"{hour:02}:00") for hour in range(24)],
        coerce=int,
    )
    tells_quiet = BooleanField(_l("Write after a quiet time, too"))
    is_paused = BooleanField(_l("Pause digests"))

    def change(self) -> PlanChange:
        """Return what was chosen."""
        flags = bool(self.is_paused.data), bool(self.tells_quiet.data)
        return PlanChange(Cadence(self.every.data), self.weekday.data, self.hour.data, *flags)


class DigestChoiceForm(Form):
    """How often somebody wants the digest by mail."""

    every = RadioField(_l("How often"))

    def offer(self, usual: str) -> None:
        """Let the choice be among the rhythms, none, and what the plan says for everybody."""
        name = str(RHYTHMS[Cadence(usual)])
        as_usual = _("As the company sends it: %(often)s", often=name[:1].lower() + name[1:])
        told = [(str(each), label) for each, label in CHOICES.items()]
        self.every.choices = [choice(*each) for each in (("", as_usual), *told)]
