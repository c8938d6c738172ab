"""What the page of one's own pulses is handed: what waits, and what came of earlier rounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.pulses.answering.queries.mine import Waiting
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.results.queries import Score
from cxstaff.pulses.results.words import ScoreCell


@dataclass(frozen=True, slots=True)
class RoundRow:
    """An earlier round with the company's engagement index and that of one's own team."""

    round: PulseRound
    company: ScoreCell
    team: ScoreCell


@dataclass(frozen=True, slots=True)
class PulsesPage:
    """What waits for somebody, and what came of what was asked before."""

    waiting: Sequence[Waiting]
    rounds: Page[RoundRow]
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

    def row(self, round_: PulseRound) -> RoundRow:
        """Return a round with both, or why one is not told."""
        mine = self.team.get(round_.id)
        if round_.id not in self.asked_about:
            absent = ScoreCell(None, _("Engagement not asked"))
            return RoundRow(round_, absent, ScoreCell(mine) if mine else absent)
        absent_of_team = None if mine or round_.id in self.team_asked else _("Not asked")
        return RoundRow(
            round_, ScoreCell(self.company.get(round_.id)), ScoreCell(mine, absent_of_team)
        )
