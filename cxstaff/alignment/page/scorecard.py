"""What the pages of scorecards are handed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from cxstaff.alignment.page.findings import FindingsPart
from cxstaff.alignment.page.numbers import (
    GuardLine,
    NumberLine,
    guard_line,
    in_a_row,
    number_line,
)
from cxstaff.alignment.page.standing import Applause
from cxstaff.alignment.page.team import Head
from cxstaff.alignment.scorecards import MeasureLine
from cxstaff.alignment.words import VERDICT_TONES, VERDICT_WORDS, role_sentences, whose
from cxstaff.db import Page
from cxstaff.linkage.comparison.points import Spark, spark
from cxstaff.linkage.judging.judging import MeasureJudgement
from cxstaff.linkage.judging.words import JudgementInWords, in_words
from cxstaff.measures.models import Measure, Target
from cxstaff.measures.page.measure import CorrectionRow
from cxstaff.measures.words import goal, period_name
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class TargetLine:
    """What is to be reached, whose target it is and since when, and whether it is met."""

    target: Target
    goal: str
    whose: str
    behaviour: str | None
    by_role: Sequence[str]
    verdict: Any
    tone: str


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The last periods drawn small, and their numbers in one line; from the first to the last."""

    spark: Spark
    numbers: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """One measure of a scorecard, whose name leads to `link`; `ways` change a target shown here."""

    measure: Measure
    link: Way
    ways: Sequence[Way]
    number: NumberLine
    target: TargetLine | None
    trend: TrendLine
    guard: GuardLine | None
    judged: JudgementInWords | None
    celebrated: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ScorecardPage:
    """The scorecard of a team, or of the company where `team_id` is None; it has no `head` then.

    `findings` are those of the company, None where there is nothing to say, or of a team;
    `besides` names what people are thanked for that has no row; `compares` says whether the reader
    may look at what customers say of every measure.
    """

    head: Head | None
    rows: Sequence[ScorecardRow]
    outcome: Any
    may_set: bool
    may_define: bool
    team_id: int | None
    findings: FindingsPart | None = None
    besides: str = ""
    compares: bool = False

    @property
    def nothing(self) -> EmptyState:
        """Say what is to be done where there is no row."""
        title = _("Nothing is measured here yet")
        text = _("A row appears with the first target, or with the first number of a measure.")
        if self.may_define:
            return EmptyState("target-arrow", title, text, _("Choose measures"), "measures.index")
        return EmptyState("target-arrow", title, text)

    @property
    def ways(self) -> list[Way]:
        """Return what can be done with it: another target, for those who may, and a file."""
        found, place = list[Way](), {} if self.team_id is None else {"team_id": self.team_id}
        new, file = "measures.new_target", "alignment.scorecard_file"
        if self.team_id is None:
            new, file = "measures.new_company_target", "alignment.company_scorecard_file"
        if self.may_set:
            found.append(Way(_("New target"), new, place, icon="target-arrow"))
        if self.rows:
            found.append(Way(_("Download"), file, place, icon="download"))
        if self.team_id is None and self.compares:
            found.append(Way(_("What customers say of measures"), "linkage.measures"))
        return found

    @property
    def note(self) -> str:
        """Say how the numbers are to be read; "" where there are none."""
        if not self.rows:
            return ""
        told = _(
            "Each number is of the last full day, week, month or quarter, as its measure is read, "
            "with the teams below. The range says how sure the number of a sample is; what was "
            "counted in full has none."
        )
        if not self.judging:
            return str(told)
        judged = _("What customers say judges the measure from all teams together, not this one.")
        return f"{told} {judged}"

    @property
    def headings(self) -> list[str]:
        """Return the headings of the table."""
        told = [_("Measure"), _("Last period"), _("Target"), _("Trend"), _("Guard")]
        return [*told, _("Celebrated"), *([self.judging] if self.judging else [])]

    @property
    def judging(self) -> str:
        """Name the column that says what customers say of a measure; "" where it is empty.

        Measures are judged that a lever of the page points to.
        """
        if not any(row.judged for row in self.rows):
            return ""
        return str(_("With %(outcome)s", outcome=self.outcome))


@dataclass(frozen=True, slots=True)
class TeamMeasurePage:
    """One measure of a team, or of the company without a `head`, over time."""

    head: Head | None
    measure: Measure
    row: ScorecardRow
    periods: Sequence[NumberLine]
    corrections: Page[CorrectionRow] | None


def rows_of(
    lines: Sequence[MeasureLine],
    team_id: int | None,
    said: Mapping[int, MeasureJudgement],
    outcome: str,
    celebrated: Applause,
    *,
    may_set: bool,
) -> list[ScorecardRow]:
    """Return lines of a scorecard as its page shows them."""
    rows = (row_of(each, team_id, said, outcome, may_set=may_set) for each in lines)
    return [replace(each, celebrated=celebrated.told_of(each.measure)) for each in rows]


def row_of(
    line: MeasureLine,
    team_id: int | None,
    said: Mapping[int, MeasureJudgement],
    outcome: str,
    *,
    may_set: bool = False,
) -> ScorecardRow:
    """Return one line as pages show it."""
    judged = said.get(line.measure.id)
    return ScorecardRow(
        line.measure,
        _link(line.measure, team_id),
        _ways(line, team_id) if may_set else [],
        number_line(line.reading, line.measure),
        _target(line, team_id),
        _trend(line),
        guard_line(line.guard) if line.guard else None,
        in_words(line.measure, judged, outcome) if judged else None,
    )


def _link(measure: Measure, team_id: int | None) -> Way:
    if team_id is None:
        return Way(measure.name, "alignment.company_measure", {"measure_id": measure.id})
    place = {"team_id": team_id, "measure_id": measure.id}
    return Way(measure.name, "alignment.measure", place)


def _ways(line: MeasureLine, team_id: int | None) -> list[Way]:
    """Return the pages that change and end a target of the company on its own scorecard."""
    if team_id is not None or line.target is None:
        return []
    place, name = {"lever_id": line.target.id}, line.measure.name
    return [
        Way(_("Change: %(name)s", name=name), "measures.change_company_target", place),
        Way(_("End: %(name)s", name=name), "measures.end_company_target", place),
    ]


def _target(line: MeasureLine, team_id: int | None) -> TargetLine | None:
    target, verdict = line.target, line.verdict
    if target is None or verdict is None:
        return None
    return TargetLine(
        target,
        goal(line.measure, target.level),
        whose(target, team_id),
        target.good_behaviour,
        role_sentences(target),
        VERDICT_WORDS[verdict],
        VERDICT_TONES[verdict],
    )


def _trend(line: MeasureLine) -> TrendLine:
    found = [each.number for each in line.trend]
    known = [each for each in found if each is not None]
    ends = [end for each in known for end in (each.value, each.low, each.high) if end is not None]
    values = [
        None
        if each is None
        else (
            each.value,
            each.value if each.low is None else each.low,
            each.value if each.high is None else each.high,
        )
        for each in found
    ]
    return TrendLine(
        spark(values, min(ends, default=0.0), max(ends, default=1.0)),
        in_a_row([None if each is None else each.value for each in found], line.measure),
        period_name(line.trend[0].period),
        period_name(line.trend[-1].period),
    )
