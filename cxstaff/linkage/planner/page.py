"""Everything the planner shows, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from cxstaff.linkage.comparison.forms import ComparisonForm, arguments_of
from cxstaff.linkage.estimates.power import Size
from cxstaff.linkage.estimates.slopes import WANTED
from cxstaff.linkage.estimates.terms import Terms
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.planner import words
from cxstaff.linkage.planner.forms import StudyPlanForm
from cxstaff.linkage.planner.planner import PlannedStudy, StartingNumbers, between, plan
from cxstaff.linkage.words.terms import PERIODS, UNITS
from cxstaff.web import number


@dataclass(frozen=True, slots=True)
class PowerCell:
    """How many of 100 studies of a size find the link, and whether those are enough."""

    periods: str
    found: str
    is_enough: bool


@dataclass(frozen=True, slots=True)
class PowerRow:
    """Studies of so many teams, over ever more periods; `is_planned` marks the plan's own."""

    teams: str
    is_planned: bool
    cells: Sequence[PowerCell]

    @property
    def as_planned(self) -> str:
        """Say that it is the plan's own; "" of all others."""
        return str(_("(as above)")) if self.is_planned else ""


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What a plan can find; `needs` is empty where that is enough."""

    answer: str
    advice: str
    told: Sequence[tuple[str, str]]
    needs: Sequence[tuple[str, str]]
    declaration: Mapping[str, str]
    headings: Sequence[str]
    numeric: Sequence[int]
    rows: Sequence[PowerRow]
    between: str
    design: str
    verdict: str


@dataclass(frozen=True, slots=True)
class PlanNumbers:
    """The numbers of a plan, to be changed: where they come from, and their units.

    `shows_spreads` opens the part of the form that is closed at first; `asked` begins again.
    """

    form: StudyPlanForm
    origin: str
    unit: str
    periods: str
    shows_spreads: bool
    asked: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PlannerPage:
    """The planner: nothing but the form where the question cannot be read."""

    form: ComparisonForm
    numbers: PlanNumbers | None = None
    result: PlanResult | None = None


def planner_page(
    asked: ComparisonForm, form: StudyPlanForm, numbers: StartingNumbers
) -> PlannerPage:
    """Show what a plan can find, whose form is valid; `numbers` are those it began with."""
    question, size = asked.question(), form.size(numbers.size.design)
    made = plan(size, form.spreads(), float(form.effect.data or 0), numbers.step)
    teams = between(float(form.correlation.data or 0), size.teams)
    headings = words.headings(made, question)
    result = PlanResult(
        words.answer(made, question),
        words.advice(made),
        [
            (_("As a declared study"), words.at_first(made, question)),
            (_("Smallest link found 4 times in 5"), words.visible(made, question)),
            (_("How well engagement is measured"), words.reliability(made, question)),
        ],
        [] if made.is_enough else words.needs(made, question),
        _declaration(question, form, size),
        [_("Teams"), *headings],
        range(1, len(headings) + 1),
        _rows(made, headings),
        words.between(teams, size.teams),
        words.design(made, is_own=numbers.is_own),
        words.verdict(made, question),
    )
    return PlannerPage(asked, _numbers(question, form, numbers.is_own), result)


def unplanned_page(
    asked: ComparisonForm, form: StudyPlanForm, numbers: StartingNumbers
) -> PlannerPage:
    """Show the numbers of a plan with what is wrong about them."""
    return PlannerPage(asked, _numbers(asked.question(), form, numbers.is_own))


def _numbers(question: Question, form: StudyPlanForm, is_own: bool) -> PlanNumbers:
    spreads = form.change, form.answer, form.result, form.customer
    return PlanNumbers(
        form,
        words.origin(is_own=is_own),
        str(UNITS[question.outcome]),
        str(PERIODS[question.span]),
        any(field.errors for field in spreads),
        arguments_of(Question(question.engagement, question.outcome, question.span, question.lag)),
    )


def _declaration(question: Question, form: StudyPlanForm, size: Size) -> dict[str, str]:
    """Return the arguments of an address that carry a plan over to a new study."""
    least = Terms()
    return arguments_of(question) | {
        "smallest": f"{form.effect.data:g}",
        "teams": str(max(least.teams, size.teams)),
        "periods": str(max(least.periods, size.periods)),
    }


def _rows(made: PlannedStudy, headings: Sequence[str]) -> list[PowerRow]:
    return [
        PowerRow(
            number(teams),
            teams == made.size.teams,
            [
                PowerCell(heading, words.of_100(share), share >= WANTED)
                for heading, share in zip(headings, found, strict=True)
            ],
        )
        for teams, found in made.rows
    ]
