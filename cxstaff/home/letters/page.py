"""What the page of letters and messages is handed: a form for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from cxstaff.digests.forms import DigestChoiceForm
from cxstaff.digests.words import WEEKDAYS
from cxstaff.recognition.forms import HearingForm
from cxstaff.web import day


@dataclass(frozen=True, slots=True)
class LettersPage:
    """The choices of somebody whose letters go to `email`; a card for each kind of letter.

    `next_on` is the day of the next digest, `hour` from which hour on it comes in their zone.
    """

    email: str | None
    digest: DigestChoiceForm
    thanks: HearingForm
    next_on: date
    hour: int
    is_paused: bool

    @property
    def lead(self) -> str:
        """Say where letters go."""
        if self.email:
            return str(_("They go to %(email)s.", email=self.email))
        told = _("Your roster entry has no e-mail address, so you read everything here.")
        return str(told)

    @property
    def next_digest(self) -> str:
        """Say when the next digest comes."""
        if self.is_paused:
            return str(_("Digests are paused for everybody at the moment."))
        weekday = WEEKDAYS[self.next_on.weekday()]
        values = {"weekday": weekday, "day": day(self.next_on), "hour": f"{self.hour:02}:00"}
        return str(_("The next one: %(weekday)s, %(day)s, from %(hour)s.", **values))
