"""Teams by drivers: every published score at one glance, put together where drivers take turns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from cxstaff.db import Page, db, page_in
from cxstaff.people.models import Team
from cxstaff.pulses.models import PulseRound, RoundResult
from cxstaff.pulses.results.queries import rosters, topics
from cxstaff.pulses.results.queries.closed import cycle_of
from cxstaff.pulses.results.queries.ordering import BY_NAME, Order, ordered
from cxstaff.pulses.results.queries.scores import lowest_of
from cxstaff.pulses.scoring import significance
from cxstaff.pulses.scoring.folding import FoldedScore, fold
from cxstaff.pulses.scoring.scoring import Interval
from cxstaff.pulses.scoring.significance import Judged, Result

A_PAGE = 25
SHADES_FROM = (40, 55, 70, 85)

Subject = str
Told = Mapping[tuple[int | None, Subject], Mapping[int, Result]]
"""What was published of a team (None: all asked) about a subject, by the round's id."""


@dataclass(frozen=True, slots=True)
class HeatmapCell:
    """One team's score about one driver, and how it differs from the company's.

    `told` is what `rounds` published of it, the newest first; where that is nothing, the team was
    asked and it is hidden, or it was not asked.
    """

    subject: Subject
    label: str
    told: Sequence[Result]
    rounds: Sequence[PulseRound]
    is_asked: bool = True
    difference: Judged | None = None

    @property
    def score(self) -> FoldedScore | None:
        """Return what was told as one score; None where nothing was."""
        return fold(self.told) if self.told else None

    def with_difference(self, found: Judged | None) -> HeatmapCell:
        """Return the cell with how it differs; thousands are made, for which `replace` is slow."""
        own = self.subject, self.label, self.told, self.rounds, self.is_asked
        return HeatmapCell(*own, found)

    @property
    def shade(self) -> int:
        """Return how strongly the score is coloured, from 1 (low) to 5."""
        score = self.score
        points = 0.0 if score is None else score.mean
        if self.subject == "enps":
            points = (points + 100) / 2
        return 1 + sum(points >= least for least in SHADES_FROM)


@dataclass(frozen=True, slots=True)
class HeatmapRow:
    """A team (None: everybody asked) and its cells, by subject."""

    team: Team | None
    by_subject: Mapping[Subject, HeatmapCell]

    @property
    def name(self) -> str:
        """Return what the team is called; nothing of everybody asked."""
        return self.team.name if self.team else ""

    @property
    def cells(self) -> list[HeatmapCell]:
        """Return the cells in the order of their columns."""
        return list(self.by_subject.values())


@dataclass(frozen=True, slots=True)
class Heatmap:
    """What stands above the columns, the company's row, and one page of teams.

    `rounds` are those that are put together, the newest first; `turning` are the subjects that
    take turns and therefore come from all of them. Rows stand in `order`, by name where no column
    is called as was asked.
    """

    names: Mapping[Subject, str]
    order: Order
    rounds: Sequence[PulseRound]
    turning: Collection[Subject]
    company: HeatmapRow
    page: Page[HeatmapRow]


def heatmap(
    round_: PulseRound,
    team_ids: Collection[int] | None,
    number: int,
    order: Order = BY_NAME,
    size: int = A_PAGE,
) -> Heatmap:
    """Return page `number` of the teams asked in a round; `team_ids` limits them (None: all).

    What takes turns is put together over the rounds that it takes for everybody to have had each
    turn once; what everybody is asked in every round is of this round alone, or the same people
    would count again. Whether a difference is clear is judged among all cells of all teams, so that
    neither the order nor the page, nor who looks, changes what is said of one.
    """
    rounds = cycle_of(round_)
    names = {
        subject: label
        for subject, label in topics.named(round_.questions).items()
        if not subject.startswith(("question:", "teei"))
    }
    turning = topics.turning(round_.questions) & names.keys()
    over = {subject: rounds if subject in turning else [round_] for subject in names}
    told = _told(rounds, names)
    company = HeatmapRow(
        None, {each: _cell(each, names, told.get((None, each), {}), over[each]) for each in names}
    )
    rows = _judged(_rows(round_, rounds, names, over, told), told)
    listed = [row for row in rows if team_ids is None or (row.team and row.team.id in team_ids)]
    kept = order if order.subject in names else replace(order, subject=None)
    page = page_in(ordered(listed, kept), number, size)
    return Heatmap(names, kept, rounds, turning, company, page)


def _told(rounds: Sequence[PulseRound], names: Iterable[Subject]) -> Told:
    """Read what rounds published, as plain numbers: there are thousands of them."""
    columns = (
        RoundResult.team_id,
        RoundResult.subject,
        RoundResult.round_id,
        RoundResult.mean,
        RoundResult.variance,
        RoundResult.n,
        RoundResult.invited,
        RoundResult.coded_low,
        RoundResult.coded_high,
    )
    query = select(*columns).where(
        RoundResult.round_id.in_([each.id for each in rounds]),
        RoundResult.subject.in_(list(names)),
    )
    found: dict[tuple[int | None, Subject], dict[int, Result]] = defaultdict(dict)
    for team, subject, round_id, mean, variance, n, invited, low, high in db.session.execute(query):
        coded = None if low is None or high is None else Interval(low, high)
        result = Result(mean, variance, n, invited, lowest_of(subject), coded)
        found[team, subject][round_id] = result
    return found


def _rows(
    round_: PulseRound,
    rounds: Sequence[PulseRound],
    names: Mapping[Subject, str],
    over: Mapping[Subject, Sequence[PulseRound]],
    told: Told,
) -> list[HeatmapRow]:
    """Lay out a row for each team asked in a round, by name."""
    parents = {row[0]: row[1] for row in db.session.execute(select(Team.id, Team.parent_id))}
    turns = rosters.turns_by_team([each.id for each in rounds], parents)
    query = select(Team).where(Team.id.in_(list(turns[round_.id]))).order_by(Team.name, Team.id)
    asked = _Asked(rounds, turns)
    return [
        HeatmapRow(
            team,
            {
                each: _cell(
                    each,
                    names,
                    told.get((team.id, each), {}),
                    over[each],
                    is_asked=any(asked.of(team.id, each, one) for one in over[each]),
                )
                for each in names
            },
        )
        for team in db.session.scalars(query)
    ]


class _Asked:
    """Say whether a team was asked about a subject; questions are read once for each turn."""

    def __init__(
        self, rounds: Sequence[PulseRound], turns: Mapping[int, Mapping[int, Collection[int]]]
    ) -> None:
        self._turns = turns
        self._subjects = {
            (each.id, turn): frozenset(topics.keys_by_subject(rosters.asked_of(each, [turn])))
            for each in rounds
            for turn in {turn for had in turns.get(each.id, {}).values() for turn in had}
        }

    def of(self, team_id: int, subject: Subject, round_: PulseRound) -> bool:
        """Say whether somebody in a team saw what a subject is made of, in a round."""
        had = self._turns.get(round_.id, {}).get(team_id, ())
        return any(subject in self._subjects[round_.id, turn] for turn in had)


def _cell(
    subject: Subject,
    names: Mapping[Subject, str],
    told: Mapping[int, Result],
    over: Sequence[PulseRound],
    *,
    is_asked: bool = True,
) -> HeatmapCell:
    rounds = [each for each in over if each.id in told]
    results = [told[each.id] for each in rounds]
    return HeatmapCell(subject, names[subject], results, rounds, is_asked)


def _judged(rows: Sequence[HeatmapRow], told: Told) -> list[HeatmapRow]:
    """Add to every cell how it differs, holding false discoveries in the whole map at 5 %."""
    found = iter(
        significance.judged([_difference(cell, told) for row in rows for cell in row.cells])
    )
    return [
        HeatmapRow(
            row.team, {cell.subject: cell.with_difference(next(found)) for cell in row.cells}
        )
        for row in rows
    ]


def _difference(cell: HeatmapCell, told: Told) -> significance.Difference | None:
    """Compare a cell with the company of the same rounds; None where one of them tells none."""
    company = told.get((None, cell.subject), {})
    if not all(each.id in company for each in cell.rounds):
        return None
    beside = [company[each.id] for each in cell.rounds]
    return significance.from_company_over(list(zip(cell.told, beside, strict=True)))
