"""Everything the comparison page and its printout show, each as one frozen value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, page_in
from cxstaff.linkage.comparison.cards import card_of
from cxstaff.linkage.comparison.charts import Pictures, pictures_of
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.forms import ComparisonForm, arguments_of
from cxstaff.linkage.comparison.points import Spark
from cxstaff.linkage.comparison.queries import cells_of
from cxstaff.linkage.comparison.table import TeamTable, by_name, teams_of
from cxstaff.linkage.comparison.words.answer import between, estimate_line
from cxstaff.linkage.comparison.words.basis import basis
from cxstaff.linkage.comparison.words.card import AnswerCard
from cxstaff.linkage.comparison.words.changes import KnownChanges, changes_found, known_changes
from cxstaff.linkage.comparison.words.missing import EmptyComparison, empty_state, missing
from cxstaff.linkage.comparison.words.published import PublishedStudy, published
from cxstaff.linkage.comparison.words.scope import teams_and_time
from cxstaff.linkage.leads.queries import first_look
from cxstaff.linkage.leads.words import seen_since
from cxstaff.linkage.material import queries
from cxstaff.linkage.material.periods import Calendar
from cxstaff.linkage.material.question import MeanScore, Question
from cxstaff.linkage.words.terms import PERIOD, PERIODS, score_of, written
from cxstaff.pulses.results.queries import coverage
from cxstaff.pulses.words import mean
from cxstaff.web import day, number
from cxstaff.web.marks import NOTHING

MOST_NAMED = 5
TEAMS_A_PAGE = 10
"""With more, the lines of many weeks alone would be heavier than the rest of the page."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What a company calls its teams (by id) and engagement subjects (by key), and its day."""

    teams: Mapping[int, str]
    subjects: Mapping[str, str]
    calendar: Calendar

    @property
    def zone(self) -> str:
        """Return the company's zone."""
        return self.calendar.zone


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """How every page of a comparison calls its parts; `asked` are arguments of its address."""

    asked: Mapping[str, str]
    label: str
    outcome: str
    period: str
    periods: str


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A team with both numbers drawn small, and the newest of each."""

    team_id: int
    name: str
    score: Spark
    newest_score: str
    result: Spark
    newest_result: str


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """What stands on the comparison page below the question.

    What is for statisticians `is_open` to those who turn the pages of teams in it. `seen` says
    since when these two have been compared here.
    """

    words: QuestionWords
    answer: AnswerCard
    pictures: Pictures | None
    basis: Sequence[tuple[str, str]]
    teams: Page[TeamLine]
    studies: Sequence[PublishedStudy]
    changes: KnownChanges
    seen: str

    @property
    def is_open(self) -> bool:
        """Say whether a further page of teams is read."""
        return self.teams.number > 1


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """The comparison page: nothing but the form where the question cannot be read."""

    form: ComparisonForm
    missing: EmptyComparison | None = None
    result: ComparisonResult | None = None


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What a comparison on one page of A4 holds below its heading."""

    answer: AnswerCard
    estimate: str | None
    basis: Sequence[tuple[str, str]]
    studies: Sequence[PublishedStudy]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A comparison on one page of A4, printed on `day`."""

    words: QuestionWords
    day: str
    missing: EmptyComparison | None = None
    result: SheetResult | None = None


def comparison_page(
    form: ComparisonForm,
    comparison: Comparison,
    called: Directory,
    number: int,
    may: Callable[[str], bool],
) -> ComparisonPage:
    """Show a comparison with page `number` of its teams; `may` says what the reader may do."""
    absent = missing(comparison.question, comparison.known, called.calendar)
    if absent is not None:
        return ComparisonPage(form, missing=empty_state(absent, may))
    question = comparison.question
    words = words_of(question, called.subjects)
    score = score_of(question.engagement, words.label)
    result = ComparisonResult(
        words,
        card_of(comparison, score, words.asked),
        pictures_of(comparison, called.teams, score, words.label, between(comparison)),
        _basis(comparison, called.teams),
        teams_page(comparison, called.teams, called.zone, number),
        published(),
        known_changes(
            changes_found(comparison), comparison.slope, question, comparison.step, called.teams
        ),
        seen_since(first_look(question) or called.calendar.today),
    )
    return ComparisonPage(form, result=result)


def printout_page(
    comparison: Comparison, called: Directory, may: Callable[[str], bool]
) -> SheetPage:
    """Show a comparison as it is printed."""
    question = comparison.question
    absent = missing(question, comparison.known, called.calendar)
    words = words_of(question, called.subjects)
    if absent is not None:
        return SheetPage(words, day(called.calendar.today), missing=empty_state(absent, may))
    told = card_of(comparison, score_of(question.engagement, words.label))
    basis_ = _basis(comparison, called.teams)
    result = SheetResult(told, estimate_line(comparison), basis_, published())
    return SheetPage(words, day(called.calendar.today), result=result)


def words_of(question: Question, subjects: Mapping[str, str]) -> QuestionWords:
    """Name what is compared."""
    return QuestionWords(
        arguments_of(question),
        subjects[question.engagement],
        str(OUTCOMES[question.outcome].label),
        str(PERIOD[question.span]),
        str(PERIODS[question.span]),
    )


def _basis(comparison: Comparison, names: Mapping[int, str]) -> list[tuple[str, str]]:
    """Say what a comparison rests on, beginning with what was asked and of whom."""
    question = comparison.question
    return [
        (_("Pulses"), pulses_of(question.engagement)),
        (_("Teams and time"), teams_and_time(question, names)),
        *basis(comparison),
    ]


def pulses_of(engagement: str) -> str:
    """Name the pulses that the scores come from; of many the first few."""
    names = coverage.pulses_about(engagement)
    more = len(names) - MOST_NAMED
    if more > 0:
        few = ", ".join(names[:MOST_NAMED])
        return str(_("%(names)s and %(count)s more", names=few, count=number(more)))
    return ", ".join(names)


def teams_page(
    comparison: Comparison, names: Mapping[int, str], zone: str, number: int
) -> Page[TeamLine]:
    """Return page `number` of the teams, by name."""
    here = page_in(by_name(comparison, names), number, TEAMS_A_PAGE)
    hidden = queries.hidden_places(comparison.question, zone, here.items)
    cells = cells_of(comparison, here.items, zone)
    shown = {each: names[each] for each in here.items}
    outcome, teams = comparison.question.outcome, teams_of(comparison, cells, shown, hidden)
    return here.showing([_line(team, outcome) for team in teams])


def _line(team: TeamTable, outcome: str) -> TeamLine:
    scores = [row.score for row in team.rows if row.score is not None]
    results = [row.result for row in team.rows if row.result is not None]
    return TeamLine(
        team.team_id,
        team.name,
        team.score_spark,
        mean_of(scores[-1]) if scores else NOTHING,
        team.result_spark,
        written(outcome, results[-1].value) if results else NOTHING,
    )


def mean_of(score: MeanScore) -> str:
    """Write a score in points; one whose shares are coded says which way it is open."""
    return mean(score.value, score.coded_low, score.coded_high)
