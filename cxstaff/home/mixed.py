"""What is new of mixed messages, for those who look at all teams: HR and CX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from cxstaff.alignment.forms import NEW
from cxstaff.alignment.overview.kept import new_messages
from cxstaff.alignment.page.overview import sentences
from cxstaff.web import day, number

FEW = 3


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A mixed message that came lately, of a team."""

    team_id: int
    team: str
    sentence: str
    found: str


@dataclass(frozen=True, slots=True)
class MixedCard:
    """The newest mixed messages, and how many there are of the last days in all."""

    messages: Sequence[NewMessage]
    total: int

    @property
    def all_of_them(self) -> str:
        """Name the way to the teams that have some; how many messages there are."""
        return str(_("All %(count)s, by team", count=number(self.total)))


def mixed_card(today: date) -> MixedCard | None:
    """Return what came within the last seven days and is open; None where nothing did."""
    found = new_messages(today - NEW + timedelta(days=1), today)
    if not found:
        return None
    shown = found[:FEW]
    return MixedCard(
        [
            NewMessage(each.team_id, each.team.name, sentence, day(each.found_on))
            for each, sentence in zip(shown, sentences(shown), strict=True)
        ],
        len(found),
    )
