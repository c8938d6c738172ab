"""What an edition says, in plain values with their words, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.recognition.words import people as named
from cxstaff.web import day, when


@dataclass(frozen=True, slots=True)
class ThanksTold:
    """One thanks as an edition shows it; `quote` is what the customer said, if that is known.

    `is_to` are the ids of everybody who is thanked, `named` of those whom its sentence names, or
    whose team it does.
    """

    thanks_id: int
    giver: str
    receivers: tuple[str, ...]
    message: str
    celebrates: str
    quote: str | None
    is_private: bool
    given_at: datetime
    is_to: frozenset[int]
    named: frozenset[int]

    @property
    def whom(self) -> str:
        """Name whom it was for."""
        return named(self.receivers)

    def when(self, zone: str) -> str:
        """Say when it was given, and that it is private."""
        moment = when(self.given_at, zone)
        parts = [moment, _("only the two of you see this")] if self.is_private else [moment]
        return " · ".join(parts)


@dataclass(frozen=True, slots=True)
class LeversTold:
    """What people of a team were thanked for, beside what it is paid for and measured on.

    `thanked` are names of measures and values with how often, `paid` and `measured` of measures.
    """

    team: str
    is_own: bool
    thanked: tuple[tuple[str, int], ...]
    paid: tuple[str, ...]
    measured: tuple[str, ...]

    @property
    def celebrated(self) -> str:
        """Say what people were thanked for: "4 thanks for “Solved”, 2 for “Own it”"."""
        (first, count), *rest = self.thanked
        told = ngettext(
            "%(num)s thanks for “%(name)s”", "%(num)s thanks for “%(name)s”", count, name=first
        )
        more = [_("%(num)s for “%(name)s”", num=count, name=name) for name, count in rest]
        return ", ".join([str(told), *more])

    @property
    def sentence(self) -> str:
        """Say it all in one sentence."""
        told = {"celebrated": self.celebrated, "team": self.team}
        told |= {"paid": _quoted(self.paid), "measured": _quoted(self.measured)}
        return self._pattern % told

    @property
    def _pattern(self) -> str:
        """Return the sentence to be filled in."""
        kinds = {
            (True, True, True): _(
                "%(celebrated)s; you are paid for %(paid)s and measured on %(measured)s."
            ),
            (True, True, False): _("%(celebrated)s; you are paid for %(paid)s."),
            (True, False, True): _("%(celebrated)s; you are measured on %(measured)s."),
            (False, True, True): _(
                "%(team)s: %(celebrated)s; it is paid for %(paid)s and measured on %(measured)s."
            ),
            (False, True, False): _("%(team)s: %(celebrated)s; it is paid for %(paid)s."),
            (False, False, True): _("%(team)s: %(celebrated)s; it is measured on %(measured)s."),
        }
        return str(kinds[self.is_own, bool(self.paid), bool(self.measured)])


@dataclass(frozen=True, slots=True)
class RemarkTold:
    """What one happy customer said to a team; `interaction_id` is what a thanks would be for."""

    text: str
    team: str
    on: date
    interaction_id: int

    @property
    def where(self) -> str:
        """Say to whom and when it was said."""
        return str(_("to %(team)s, %(day)s", team=self.team, day=day(self.on)))


@dataclass(frozen=True, slots=True)
class ActionTold:
    """One action that a team has done: what was heard, and what came of it."""

    team: str
    heard: str
    did: str


@dataclass(frozen=True, slots=True)
class MilestoneTold:
    """A day of somebody's that is ahead: what is celebrated, and when."""

    name: str
    what: str
    on: date

    @property
    def note(self) -> str:
        """Say what it is and when."""
        return " · ".join([self.what, day(self.on)])


@dataclass(frozen=True, slots=True)
class WaitTold:
    """Something that waits for the reader, and the page where it is done."""

    text: str
    endpoint: str
    place: tuple[tuple[str, int], ...] = ()

    @property
    def where(self) -> dict[str, int]:
        """Return the numbers in the address of that page."""
        return dict(self.place)


@dataclass(frozen=True, slots=True)
class MoveTold:
    """A number of the whole company that moved beyond noise, written out with its interval."""

    name: str
    moved: str
    tone: str
    value: str
    how_sure: str
    difference: str
    period: str


@dataclass(frozen=True, slots=True)
class FindingTold:
    """A mixed message that came, of a team; never of a person."""

    team_id: int
    team: str
    sentence: str


@dataclass(frozen=True, slots=True)
class NewsTold:
    """What is new for those who look after the whole company.

    `compared` is of how many numbers was asked whether they moved, `findings_total` how many
    mixed messages came.
    """

    moves: Sequence[MoveTold] = ()
    compared: int = 0
    findings: Sequence[FindingTold] = ()
    findings_total: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is."""
        return not self.moves and not self.findings

    @property
    def chance(self) -> str:
        """Say how many of so many numbers would seem to move by chance."""
        return str(
            _(
                "Of %(num)s numbers compared, about one in twenty seems to move by chance alone.",
                num=self.compared,
            )
        )


NO_NEWS = NewsTold()


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
