"""Teams by drivers: every published score of a round at one glance, by name and unranked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from cxstaff.db import Page, db, page_of
from cxstaff.people.models import Team
from cxstaff.pulses.models import PulseRound, RoundResult
from cxstaff.pulses.results.queries import rosters, topics
from cxstaff.pulses.results.queries.scores import Score, as_result
from cxstaff.pulses.scoring import significance
from cxstaff.pulses.scoring.significance import Judged

A_PAGE = 25
SHADES_FROM = (40, 55, 70, 85)


@dataclass(frozen=True, slots=True)
class HeatmapCell:
    """One team's score about one driver, and how it differs from the company's."""

    score: Score
    difference: Judged | None

    @property
    def shade(self) -> int:
        """Return how strongly the score is coloured, from 1 (low) to 5."""
        told = self.score.result
        points = 0.0 if told is None else told.mean
        if self.score.subject == "enps":
            points = (points + 100) / 2
        return 1 + sum(points >= least for least in SHADES_FROM)


@dataclass(frozen=True, slots=True)
class HeatmapRow:
    """A team (None: everybody asked) and its cells."""

    team: Team | None
    cells: list[HeatmapCell]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """What stands above the columns, the company's row, and one page of teams."""

    names: dict[str, str]
    company: HeatmapRow
    page: Page[HeatmapRow]


def heatmap(
    round_: PulseRound, team_ids: Iterable[int] | None, number: int, size: int = A_PAGE
) -> Heatmap:
    """Return page `number` of the teams asked in a round; `team_ids` limits them (None: all)."""
    names = {
        subject: label
        for subject, label in topics.named(round_.questions).items()
        if not subject.startswith(("question:", "teei"))
    }
    turns = rosters.turns_by_team(round_.id, _parents())
    open_ = set(turns) if team_ids is None else set(turns) & set(team_ids)
    page: Page[Any] = page_of(_teams(open_), number, size=size)
    told = _told(round_, names, [team.id for team in page.items])
    company = HeatmapRow(
        None, [HeatmapCell(Score(s, names[s], told.get((None, s))), None) for s in names]
    )
    rows = [
        HeatmapRow(team, _cells(round_, names, turns[team.id], told, team.id))
        for team in page.items
    ]
    return Heatmap(names, company, page.showing(_judged(rows, told)))


def _parents() -> dict[int, int | None]:
    return {row[0]: row[1] for row in db.session.execute(select(Team.id, Team.parent_id))}


def _teams(ids: Collection[int]) -> Any:
    return select(Team).where(Team.id.in_(list(ids))).order_by(Team.name, Team.id)


def _told(
    round_: PulseRound, names: Mapping[str, str], team_ids: Sequence[int]
) -> dict[tuple[int | None, str], RoundResult]:
    query = select(RoundResult).where(
        RoundResult.round_id == round_.id,
        RoundResult.subject.in_(list(names)),
        RoundResult.team_id.in_(team_ids) | RoundResult.team_id.is_(None),
    )
    return {(each.team_id, each.subject): each for each in db.session.scalars(query)}


def _cells(
    round_: PulseRound,
    names: Mapping[str, str],
    turns: Collection[int],
    told: Mapping[tuple[int | None, str], RoundResult],
    team_id: int,
) -> list[HeatmapCell]:
    asked = topics.keys_by_subject(rosters.asked_of(round_, turns))
    return [
        HeatmapCell(Score(subject, label, told.get((team_id, subject)), subject in asked), None)
        for subject, label in names.items()
    ]


def _judged(
    rows: Sequence[HeatmapRow], told: Mapping[tuple[int | None, str], RoundResult]
) -> list[HeatmapRow]:
    """Add to every cell how it differs, holding false discoveries on the page at 5 %."""
    found = iter(
        significance.judged([_difference(cell.score, told) for row in rows for cell in row.cells])
    )
    return [
        HeatmapRow(row.team, [HeatmapCell(cell.score, next(found)) for cell in row.cells])
        for row in rows
    ]


def _difference(
    score: Score, told: Mapping[tuple[int | None, str], RoundResult]
) -> significance.Difference | None:
    company = told.get((None, score.subject))
    if score.result is None or company is None:
        return None
    return significance.from_company(as_result(score.result), as_result(company))
