"""What the pages of a round's results are handed: scores, comparisons and choices in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.pulses.models import PulseRound
from cxstaff.pulses.results import words
from cxstaff.pulses.results.queries import ChoiceScores, Compared, Score, TeamScore
from cxstaff.pulses.results.words import DifferenceText, ScoreCell, ShareText
from cxstaff.pulses.rounds.queries import Participation
from cxstaff.web import number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING, Notice

HEADLINES = ("index", "enps", "teei")
TEEI = "teei"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A score in the tables of drivers and questions."""

    label: str
    score: ScoreCell
    share: ShareText | None
    company: DifferenceText | None
    since: DifferenceText | None


@dataclass(frozen=True, slots=True)
class Headline:
    """A score at the top of the page; `value` is None where it is hidden."""

    label: str
    is_asked: bool
    value: str | None = None
    detail: str | None = None
    ends: str | None = None
    share: ShareText | None = None
    changes: Sequence[DifferenceText] = ()


@dataclass(frozen=True, slots=True)
class OptionRow:
    """An answer that could be chosen; `share` is None where it is hidden."""

    label: str
    share: ShareText | None
    value: float | None


@dataclass(frozen=True, slots=True)
class ChoiceTable:
    """A question with answers to choose from; `n` is None where all of it is hidden."""

    wording: str
    n: int | None
    options: Sequence[OptionRow]


@dataclass(frozen=True, slots=True)
class ResultTeamRow:
    """A team below, with its index and how many were asked."""

    line: TeamScore
    score: ScoreCell
    asked: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """What a round published about everybody asked, or about one team.

    `nothing` says why there is no result at all. `lowest` is what an action can begin with, None
    for those who plan none. `is_first` of the pulse's first round, which explains itself;
    `is_of_index` where its engagement index is the company's.
    """

    nothing: EmptyState | None
    headlines: Sequence[Headline]
    participation: Participation | None
    drivers: Sequence[ScoreRow]
    chart: Mapping[str, Any] | None
    questions: Sequence[ScoreRow]
    choices: Sequence[ChoiceTable]
    teams: Page[ResultTeamRow]
    is_of_team: bool
    plans_actions: bool
    lowest: str | None
    unreadable: int
    is_first: bool
    is_of_index: bool

    @property
    def notices(self) -> list[Notice]:
        """Say how many answers could not be read, and that an index is another one."""
        return [*self._unread(), *self._other_index()]

    def _other_index(self) -> list[Notice]:
        if self.is_of_index:
            return []
        title = _("Its engagement index is another than the company’s")
        text = _(
            "This round asked other questions about engagement. Compare its index with rounds "
            "of this pulse only: scorecards, teams and comparisons leave it out."
        )
        return [Notice("info", title, text)]

    def _unread(self) -> list[Notice]:
        if not self.unreadable:
            return []
        title = ngettext(
            "%(num)s answer could not be opened",
            "%(num)s answers could not be opened",
            self.unreadable,
        )
        text = _("It had been damaged in the database and is not counted.")
        return [Notice("warn", title, text)]

    def headings(self, first: str) -> list[str]:
        """Return the headings of a table of scores about what `first` says."""
        beside = [_("Beside the company")] if self.is_of_team else []
        return [first, _("Score"), _("Favourable"), *beside, _("Since last time")]

    @property
    def has_teams(self) -> bool:
        """Say whether there are teams to look at one by one."""
        return self.teams.total > 1


def rows(scores: Sequence[Score], compared: Mapping[str, Compared]) -> list[ScoreRow]:
    """Return scores as tables show them, each with what it is compared with."""
    return [_row(each, compared.get(each.subject)) for each in scores]


def headlines(
    scores: Mapping[str, Score], compared: Mapping[str, Compared], *, is_of_team: bool
) -> list[Headline]:
    """Return the scores that stand at the top, as far as they were asked."""
    return [
        _headline(scores[key], compared.get(key), is_of_team) for key in HEADLINES if key in scores
    ]


def choices(found: Sequence[ChoiceScores]) -> list[ChoiceTable]:
    """Return questions with answers to choose from, with the share of each answer."""
    return [
        ChoiceTable(each.wording, each.n, [_option(score) for score in each.options])
        for each in found
    ]


def teams(found: Page[TeamScore], scores: Mapping[str, Score]) -> Page[ResultTeamRow]:
    """Return the teams below with their index, where the round asks for it."""
    absent = None if "index" in scores else _("Not asked")
    return found.showing([_team(each, absent) for each in found.items])


def nothing(
    round_: PulseRound, scores: Mapping[str, Score], *, is_asked: bool
) -> EmptyState | None:
    """Say why nothing was published of a team, None where something was."""
    if not is_asked:
        return EmptyState(
            "users-group",
            _("This team was not asked"),
            _("Nobody in it was on the roster of this round."),
        )
    hidden = _("Hidden to protect people")
    if round_.answers == 0:
        text = _("Fewer than %(least)s people answered. Their answers were destroyed unread.")
        return EmptyState("shield-lock", hidden, text % {"least": round_.smallest_group})
    if any(each.result for each in scores.values()):
        return None
    text = _(
        "From this team, alone or taken away from those around it, fewer than %(least)s people "
        "could be worked out. Its people are counted with the team above.",
        least=round_.smallest_group,
    )
    place = {"round_id": round_.id, "team": "company"}
    return EmptyState(
        "shield-lock", hidden, text, _("See everybody asked"), "pulses.results", place
    )


def lowest(round_: PulseRound, drivers: Sequence[Score]) -> str | None:
    """Say which driver came out lowest, to begin an action with; None where none is told."""
    known = [(each.result.mean, each.label) for each in drivers if each.result]
    if not known:
        return None
    mean, label = min(known, key=lambda each: each[0])
    return str(
        _(
            "“%(driver)s” came out lowest in “%(pulse)s”, at %(score)s of 100.",
            driver=label,
            pulse=round_.pulse.name,
            score=number(mean, 0),
        )
    )


def _row(score: Score, found: Compared | None) -> ScoreRow:
    return ScoreRow(
        score.label,
        words.cell(score),
        words.share(score.share),
        words.beside_company(found.company) if found else None,
        words.since_last_time(found.last_time, found.last_at) if found else None,
    )


def _headline(score: Score, found: Compared | None, is_of_team: bool) -> Headline:
    told, ends = score.result, score.interval
    if told is None:
        return Headline(score.label, score.is_asked)
    beside = words.beside_company_in_full(found.company) if found and is_of_team else None
    since = words.since_last_time(found.last_time, found.last_at) if found else None
    changes = [each for each in (beside, since) if each]
    if score.subject == TEEI:
        between = words.sums_between(ends) if ends and not told.is_of_everybody else None
        value, detail = words.sum_of_teei(told.mean), words.sums_counted(told)
        return Headline(score.label, True, value, detail, between, None, changes)
    detail, share = words.how_sure(told, ends), words.share(score.share)
    return Headline(score.label, True, words.mean(told), detail, None, share, changes)


def _option(score: Score) -> OptionRow:
    found = score.share
    return OptionRow(score.label, words.share(found), found.value if found else None)


def _team(found: TeamScore, absent: str | None) -> ResultTeamRow:
    score = Score("index", "", found.result)
    asked = number(found.result.invited) if found.result else NOTHING
    return ResultTeamRow(found, ScoreCell(score, absent), asked)
