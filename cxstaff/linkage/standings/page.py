"""Everything the teams page and its file show of teams' standing: one frozen value, and lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, page_in
from cxstaff.linkage.comparison.charts import ChartSpec
from cxstaff.linkage.comparison.page import Directory
from cxstaff.linkage.comparison.points import MOST_DRAWN, drawn
from cxstaff.linkage.comparison.words.missing import (
    EmptyComparison,
    empty_state,
    missing,
)
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.material import queries
from cxstaff.linkage.material.cells import CellCounts
from cxstaff.linkage.material.periods import Period, first_day, last_day
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.standings.forms import TeamsForm
from cxstaff.linkage.standings.standings import ShrunkenMean, ShrunkenMeans, SideOfMean, Standings
from cxstaff.linkage.standings.words import headline, noise, quadrant
from cxstaff.linkage.words.elements import Badge, NumberCells
from cxstaff.linkage.words.terms import HELD, bare, heading, name_of
from cxstaff.pulses.questions.instruments import ENPS
from cxstaff.web import number
from cxstaff.web.marks import NOTHING

DIGITS = 4


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """One team: where it stands on either number, and why not where it does not."""

    name: str
    score: ShrunkenMean | None
    is_hidden: bool
    result: ShrunkenMean | None
    sides: tuple[SideOfMean, SideOfMean] | None


@dataclass(frozen=True, slots=True)
class PlainMean:
    """One team on one number as it came, and the `first` and `last` place it may hold."""

    value: str = NOTHING
    first: str = NOTHING
    last: str = NOTHING


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One team in the tables: shrunken on both numbers, where it stands, and as it came."""

    name: str
    score: NumberCells
    result: NumberCells
    standing: Badge
    plain_score: PlainMean
    plain_result: PlainMean


@dataclass(frozen=True, slots=True)
class TeamsPicture:
    """Teams on both numbers: what is drawn, what it shows, and the same as rows."""

    spec: ChartSpec
    summary: str
    rows: Sequence[StandingRow]


@dataclass(frozen=True, slots=True)
class TeamsResult:
    """What stands below the question; `asked` are arguments of the address of the file."""

    label: str
    outcome: str
    heading: str
    headline: str
    months: str
    noise: Sequence[str]
    picture: TeamsPicture | None
    teams: Page[StandingRow]
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StandingsPage:
    """The page of teams: nothing but the form where the question cannot be read."""

    form: TeamsForm
    missing: EmptyComparison | None = None
    result: TeamsResult | None = None

    @property
    def has_picture(self) -> bool:
        """Say whether something is drawn."""
        return self.result is not None and self.result.picture is not None


def teams_page(
    form: TeamsForm,
    found: Standings,
    called: Directory,
    number: int,
    may: Callable[[str], bool],
) -> StandingsPage:
    """Show page `number` of where teams stand; `may` says what the reader may do."""
    question = form.question()
    known = CellCounts(found.scores, found.happened, found.results)
    lacks = missing(question, known, called.calendar)
    if lacks is not None:
        return StandingsPage(form, missing=empty_state(lacks, may))
    what = called.subjects[question.engagement], str(OUTCOMES[question.outcome].label)
    ends = name_of(found.first, Period.MONTH), name_of(found.last, Period.MONTH)
    result = TeamsResult(
        *what,
        heading(question.outcome),
        headline(found),
        _(
            "%(first)s to %(last)s. Such teams may differ in much else: this tells nothing of "
            "what moves with what.",
            first=ends[0],
            last=ends[1],
        ),
        _noises(found, question, what),
        _drawn(found, called.teams, what, question.outcome),
        _teams(found, question, called, number),
        {
            "engagement": question.engagement,
            "outcome": question.outcome,
            "months": str(form.months.data),
        },
    )
    return StandingsPage(form, result=result)


def _noises(found: Standings, question: Question, what: tuple[str, str]) -> list[str]:
    """Say of both numbers how much is noise, and how an eNPS is held."""
    both = [noise(found.engagement, what[0]), noise(found.outcome, what[1])]
    return [*both, str(HELD)] if question.engagement == ENPS else both


def _drawn(
    found: Standings, names: Mapping[int, str], what: tuple[str, str], outcome: str
) -> TeamsPicture | None:
    teams = _both(found, names)
    spec = picture(found, teams, what, outcome)
    if spec is None:
        return None
    about = _(
        "Each dot is a team on both numbers, its cross the 95 % intervals. Filled: clear of the "
        "mean on both. Hollow: cannot tell. The dashed lines are the means of all teams."
    )
    if len(teams) == MOST_DRAWN:
        some = _("%(shown)s teams are drawn, evenly chosen by name.", shown=len(teams))
        about = f"{about} {some}"
    return TeamsPicture(spec, about, [_written(team, found, outcome) for team in teams])


def _written(team: TeamStanding, found: Standings, outcome: str) -> StandingRow:
    score, result = partial(number, digits=1), partial(bare, outcome)
    return StandingRow(
        team.name,
        _cells(team.score, score, is_hidden=team.is_hidden),
        _cells(team.result, result),
        Badge(quadrant(team.sides), *(("info",) if team.sides else ("muted", "hourglass"))),
        _plain(team.score, score),
        _plain(team.result, result),
    )


def _cells(
    level: ShrunkenMean | None, write: Callable[[float], str], *, is_hidden: bool = False
) -> NumberCells:
    if level is None:
        return NumberCells.absent(is_hidden=is_hidden)
    return NumberCells.of(level, write, level.n)


def _plain(level: ShrunkenMean | None, write: Callable[[float], str]) -> PlainMean:
    return PlainMean() if level is None else PlainMean(write(level.raw), *map(number, level.rank))


def picture(
    found: Standings, rows: Sequence[TeamStanding], what: tuple[str, str], outcome: str
) -> ChartSpec | None:
    """Draw teams on both numbers, each with both intervals; filled where both are clear."""
    if isinstance(found.engagement, Unusable) or isinstance(found.outcome, Unusable):
        return None
    mean = str(_("mean of teams"))
    return {
        "kind": "scatter",
        "series": [
            {
                "name": str(_("A team")),
                "values": [[*_pair(row, "value"), row.name] for row in rows],
                "low": [_pair(row, "low") for row in rows],
                "high": [_pair(row, "high") for row in rows],
                "clear": [row.sides is not None for row in rows],
            }
        ],
        "reference": {"value": round(found.outcome.centre, DIGITS), "label": mean},
        "x_reference": {"value": round(found.engagement.centre, DIGITS), "label": mean},
        "x_title": what[0],
        "y_title": what[1],
        "decimals": max(1, OUTCOMES[outcome].decimals),
    }


def _teams(
    found: Standings, question: Question, called: Directory, number: int
) -> Page[StandingRow]:
    """Return page `number` of the teams, by name."""
    here = page_in(by_name(found.known, called.teams), number)
    hidden = hidden_teams(found, question, called.zone, here.items)
    teams = [_row(found, team_id, called.teams, hidden) for team_id in here.items]
    return here.showing([_written(team, found, question.outcome) for team in teams])


def hidden_teams(
    found: Standings, question: Question, zone: str, team_ids: Collection[int] | None = None
) -> set[int]:
    """Return the teams that were asked in these months; without a score it is hidden."""
    places = queries.hidden_places(question, zone, team_ids)
    return {team for team, period in places if found.first <= period <= found.last}


def by_name(team_ids: Collection[int], names: Mapping[int, str]) -> list[int]:
    """Return teams in the order of their names, never of their numbers."""
    return sorted(team_ids, key=lambda each: (names[each].casefold(), each))


def lines_of(
    found: Standings, names: Mapping[int, str], hidden: set[int], what: tuple[str, str]
) -> Iterator[Sequence[object]]:
    """Give the headings, then a line for every team, by its name."""
    columns = *_headings(what[0]), _("Score shown"), *_headings(what[1])
    yield [_("Team"), _("First day"), _("Last day"), *columns, _("Standing")]
    days = first_day(found.first, Period.MONTH), last_day(found.last, Period.MONTH)
    for team_id in by_name(found.known, names):
        row = _row(found, team_id, names, hidden)
        score = *_values(row.score), _("yes") if row.score else _state(row)
        yield [row.name, *days, *score, *_values(row.result), quadrant(row.sides)]


def _state(row: TeamStanding) -> str:
    return str(_("hidden to protect people") if row.is_hidden else _("no data"))


def _headings(name: str) -> list[str]:
    return [
        _("%(name)s, plain mean", name=name),
        _("%(name)s, shrunken", name=name),
        _("%(name)s, from", name=name),
        _("%(name)s, to", name=name),
        _("%(name)s, first possible place", name=name),
        _("%(name)s, last possible place", name=name),
        _("%(name)s, answers", name=name),
        _("%(name)s, months", name=name),
    ]


def _values(level: ShrunkenMean | None) -> list[object]:
    if level is None:
        return [None] * 8
    sizes = [round(each, DIGITS) for each in (level.raw, level.value, level.low, level.high)]
    return [*sizes, *level.rank, level.n, level.periods]


def _row(
    found: Standings, team_id: int, names: Mapping[int, str], hidden: set[int]
) -> TeamStanding:
    score, result = _level(found.engagement, team_id), _level(found.outcome, team_id)
    is_hidden = score is None and team_id in hidden
    return TeamStanding(names[team_id], score, is_hidden, result, found.sides(team_id))


def _level(levels: ShrunkenMeans | Unusable, team_id: int) -> ShrunkenMean | None:
    return None if isinstance(levels, Unusable) else levels.teams.get(team_id)


def _both(found: Standings, names: Mapping[int, str]) -> list[TeamStanding]:
    """Return the teams that have both numbers, by name, as many as a picture may hold."""
    rows = [_row(found, team_id, names, set()) for team_id in by_name(found.known, names)]
    return drawn([row for row in rows if row.score and row.result])


def _pair(row: TeamStanding, end: str) -> list[float]:
    return [round(getattr(row.score, end), 1), round(getattr(row.result, end), DIGITS)]
