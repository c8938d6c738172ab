"""Everything the page of judged measures shows, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import ngettext

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, page_in
from cxstaff.linkage.comparison.plot import Axis, Plot, intervals
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.judging import queries, words
from cxstaff.linkage.judging.forms import MeasuresForm
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.words import JudgementInWords
from cxstaff.linkage.leads.queries import measures_with_levers
from cxstaff.linkage.words.elements import NumberCells
from cxstaff.measures.models import Measure


@dataclass(frozen=True, slots=True)
class JudgedMeasureRow:
    """One measure: its verdict, what goes with a step of it, and where it is a lever."""

    name: str
    judged: JudgementInWords
    reach: NumberCells
    teams: str
    months: str
    levers: Sequence[str]


@dataclass(frozen=True, slots=True)
class JudgedMeasuresPage:
    """The page of judged measures; without an `outcome` the question cannot be read.

    `status` says whether what is said of them are verdicts or leads. `picture` draws the measures
    of this page that have an estimate. Numbers are for statisticians, and `is_open` to those who
    turn their pages.
    """

    form: MeasuresForm
    outcome: str | None = None
    headline: str = ""
    status: str = ""
    measures: Page[JudgedMeasureRow] | None = None
    picture: Plot | None = None

    @property
    def is_open(self) -> bool:
        """Say whether a further page of measures is read."""
        return self.measures is not None and self.measures.number > 1


def measures_page(
    form: MeasuresForm,
    found: Mapping[int, MeasureJudgement],
    main: str,
    today: date,
    number: int,
) -> JudgedMeasuresPage:
    """Show page `number` of the measures that are levers on the day `today`, by name.

    `main` is the customer result by which they get verdicts.
    """
    outcome = form.outcome.data
    here = page_in(measures_with_levers(today), number)
    teams = queries.teams_with([each.id for each in here.items], today)
    rows = [_row(each, found[each.id], teams[each.id], outcome) for each in here.items]
    label, told = str(OUTCOMES[outcome].label), words.headline(found.values())
    told_as = words.status(outcome, main)
    drawn = _picture([(each.name, found[each.id]) for each in here.items], outcome)
    return JudgedMeasuresPage(form, label, told, told_as, here.showing(rows), drawn)


def _picture(found: Sequence[tuple[str, MeasureJudgement]], outcome: str) -> Plot | None:
    """Draw what goes with a step of each measure, by name, in the order of the table."""
    told = [(name, each) for name, each in found if isinstance(each.slope, Slope)]
    if not told:
        return None
    names = [name for name, _ in told]
    ends = (names[0], "", names[-1]) if names[1:] else ("", names[0], "")
    return intervals(
        [(each.effect, each.low, each.high) for _, each in told],
        words.picture_title(),
        words.about_picture(outcome),
        words.heading_of_step(outcome),
        Axis("", *ends),
    )


def _row(
    measure: Measure, judged: MeasureJudgement, teams: tuple[int, int], outcome: str
) -> JudgedMeasureRow:
    told = words.in_words(measure, judged, outcome)
    return JudgedMeasureRow(
        measure.name, told, words.reach(judged), *words.counts(judged), _levers(*teams)
    )


def _levers(measured: int, incented: int) -> list[str]:
    """Say in how many teams a measure has a target, and in how many a plan pays for it."""
    counts = {
        ngettext("a target in %(num)s team", "a target in %(num)s teams", measured): measured,
        ngettext("a plan in %(num)s team", "a plan in %(num)s teams", incented): incented,
    }
    return [str(text) for text, count in counts.items() if count]
