"""What pages of one's own pulses are handed: what waits, what came of it, and the questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from markupsafe import Markup

from cxstaff.db import Page
from cxstaff.pulses.answering.queries.mine import Waiting
from cxstaff.pulses.answering.queries.respondents import AskedRound
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.results.queries import Score
from cxstaff.pulses.results.words import ScoreCell
from cxstaff.pulses.words import given_up
from cxstaff.web import when
from cxstaff.web.empty import EmptyState


@dataclass(frozen=True, slots=True)
class OwnRoundRow:
    """An earlier round with the company's engagement index and that of one's own team."""

    round: PulseRound
    company: ScoreCell
    team: ScoreCell


@dataclass(frozen=True, slots=True)
class PulsesPage:
    """What waits for somebody, and what came of what was asked before."""

    waiting: Sequence[Waiting]
    rounds: Page[OwnRoundRow]
    heard: Sequence[PulseRound]
    given_up: Sequence[PulseRound]
    stuck: Sequence[PulseRound]
    keyless: Sequence[PulseRound]
    to_release: Sequence[PulseRound]

    @property
    def first(self) -> Waiting | None:
        """Return the round to answer first."""
        return next(iter(self._unanswered), None)

    @property
    def others(self) -> Sequence[Waiting]:
        """Return the further rounds that wait for an answer."""
        return self._unanswered[1:]

    @property
    def answered(self) -> Sequence[Waiting]:
        """Return the open rounds that were answered."""
        return [each for each in self.waiting if each.has_answered]

    @property
    def _unanswered(self) -> Sequence[Waiting]:
        return [each for each in self.waiting if not each.has_answered]


@dataclass(frozen=True, slots=True)
class Indices:
    """The engagement index in some rounds: of the company, and of a team that was asked in them."""

    company: Mapping[int, Score]
    team: Mapping[int, Score]
    asked_about: Collection[int]
    team_asked: Collection[int]

    def row(self, round_: PulseRound) -> OwnRoundRow:
        """Return a round with both, or why one is not told."""
        mine = self.team.get(round_.id)
        if round_.id not in self.asked_about:
            absent = ScoreCell(None, _("Engagement not asked"))
            return OwnRoundRow(round_, absent, ScoreCell(mine) if mine else absent)
        if not round_.is_of_index:
            other = ScoreCell(None, _("Other questions"))
            return OwnRoundRow(round_, other, other)
        absent_of_team = None if mine or round_.id in self.team_asked else _("Not asked")
        return OwnRoundRow(
            round_, ScoreCell(self.company.get(round_.id)), ScoreCell(mine, absent_of_team)
        )


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """The questions of a round; nothing of it is one person's own but what they typed.

    It is written once for many (see web/frames.py), so that all of it has to be hashable.
    """

    layout: str
    name: str
    closes_at: datetime
    is_by_link: bool
    is_on_device: bool
    numbers: Markup
    words: Markup
    stored: Markup
    problem: str | None
    has_mistakes: bool


@dataclass(frozen=True, slots=True)
class OverPage:
    """A round that takes no answers any more, and what HR heard in it where that is told here."""

    layout: str
    round: AskedRound
    is_by_link: bool
    hears_here: bool

    @property
    def nothing(self) -> EmptyState:
        """Say what became of the round."""
        if self.round.given_up_at:
            return EmptyState("lock", _("This round was given up"), given_up())
        end, over = when(self.round.closes_at), _("This round is over")
        if self.is_by_link:
            told = _(
                "It took answers until %(end)s. You get another letter when the next one opens.",
                end=end,
            )
            return EmptyState("clock", over, told)
        told = _(
            "It took answers until %(end)s. The results are among the earlier rounds once it has "
            "been closed.",
            end=end,
        )
        return EmptyState("clock", over, told, _("See your pulses"), "pulses.index")


@dataclass(frozen=True, slots=True)
class SoonPage:
    """A round that opens later for this person."""

    layout: str
    name: str
    opens: str
    closes: str


@dataclass(frozen=True, slots=True)
class TakenPage:
    """An answer that stays, and where whoever did not give it says so."""

    layout: str
    name: str
    person: str
    is_on_device: bool
    is_called_false: bool
    dispute_address: str
    privacy_address: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """Thanks for an answer; `code` opens a conversation and is shown once, "" without one."""

    layout: str
    code: str
    has_pulses: bool
    is_on_device: bool


@dataclass(frozen=True, slots=True)
class EndedLinkPage:
    """A link that opens nothing; `is_known` where it was once a link of ours."""

    is_known: bool
    is_on_device: bool

    @property
    def heading(self) -> str:
        """Say what is the matter with it."""
        if self.is_known:
            return str(_("This link opens nothing any more"))
        return str(_("This link is not complete"))


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """The promise; how many settled people a group needs, and how many where some use codes."""

    settled: int
    enough_by_code: int
