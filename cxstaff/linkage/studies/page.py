"""Everything the pages of studies show: the list, the form and one study, each a frozen value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page
from cxstaff.linkage.comparison.forms import arguments_of
from cxstaff.linkage.comparison.plot import Axis, Plot, intervals
from cxstaff.linkage.comparison.words.answer import tell
from cxstaff.linkage.comparison.words.card import AnswerCard, answer_card
from cxstaff.linkage.comparison.words.changes import KnownChanges
from cxstaff.linkage.leads.queries import Looks
from cxstaff.linkage.leads.words import verdict_badge
from cxstaff.linkage.material.periods import first_day
from cxstaff.linkage.studies import words
from cxstaff.linkage.studies.forms import StudyForm
from cxstaff.linkage.verdicts.models import Study, StudyVersion
from cxstaff.linkage.verdicts.queries import StudyState
from cxstaff.linkage.verdicts.versions import comparison_of
from cxstaff.linkage.verdicts.words import STUDY_HELP, STUDY_WHY, worth
from cxstaff.linkage.words.elements import Badge, NumberCells
from cxstaff.linkage.words.terms import change, digits_for, name_of, points, score_of
from cxstaff.people.models import Person
from cxstaff.web import day, number, when
from cxstaff.web.marks import NOTHING, Notice, Way


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One study of the list: what it expects, how it was declared, and what it found last.

    `asked_of` is None where all teams and periods are asked about; `looked` where nobody had
    looked before the declaration; `found` before its first run.
    """

    study_id: int
    name: str
    expected: str
    asked_of: str | None
    declared: str
    kind: Badge
    looked: str | None
    is_open: bool
    found: Badge | None
    found_on: str


@dataclass(frozen=True, slots=True)
class StudiesPage:
    """The list of studies."""

    studies: Page[StudyRow]


@dataclass(frozen=True, slots=True)
class DeclarationPage:
    """The form on which a study is declared; `notices` say what was seen of what is filled in."""

    form: StudyForm
    notices: Sequence[Notice]


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of what a study found."""

    title: str
    run_on: str
    verdict: Badge
    found: NumberCells
    teams: str
    periods: str
    until: str | None
    answers: str
    interactions: str
    p: str


@dataclass(frozen=True, slots=True)
class StudyResult:
    """What a study found last: the answer, how far it can be trusted, and every version.

    `asked_after` are the arguments of a comparison of the periods after the declaration, where
    some but not all of them are.
    """

    answer: AnswerCard
    told_before: str
    asked_after: Mapping[str, str] | None
    worth_knowing: str | None
    runs: str
    heading: str
    versions: Page[VersionRow]
    changes: KnownChanges

    @property
    def is_open(self) -> bool:
        """Say whether a further page of versions is read."""
        return self.versions.number > 1


@dataclass(frozen=True, slots=True)
class StudyPage:
    """One study: what was declared, what its declaration is worth, and what it found."""

    study_id: int
    name: str
    expected: str
    is_open: bool
    trust_tone: str
    trust_title: str
    trust: str
    declared: Sequence[tuple[str, str]]
    asked: Mapping[str, str]
    result: StudyResult | None

    @property
    def ways(self) -> list[Way]:
        """Return what runs it while it is open; the button stands out until the first run."""
        tone = "primary" if self.result is None else "quiet"
        place = {"study_id": self.study_id}
        run = Way(_("Run now"), "linkage.run_study", place, tone, "refresh", posts=True)
        return [run] if self.is_open else []

    @property
    def next_step(self) -> str:
        """Say what to do about a study that has not run."""
        if self.is_open:
            return str(_("Press Run now, or wait: it runs by itself within the hour."))
        return str(_("It was closed before it ran. Declare a new study to ask again."))


def studies_page(
    found: Page[StudyState], labels: Mapping[str, str], looks: Mapping[int, date]
) -> StudiesPage:
    """Show a page of studies; `labels` are the names of engagement subjects.

    `looks` are the last days before declarations on which results were looked at, by study.
    """
    rows = [_listed(each, labels, looks.get(each.study.id)) for each in found.items]
    return StudiesPage(found.showing(rows))


def _listed(state: StudyState, labels: Mapping[str, str], seen: date | None) -> StudyRow:
    study, newest = state.study, state.newest
    return StudyRow(
        study.id,
        study.name,
        words.expected(study, _score(study, labels)),
        words.asked_of(study) if study.question.is_narrowed else None,
        day(study.declared_at),
        Badge(_("Exploratory"), "warn")
        if study.is_exploratory
        else Badge(_("Confirmatory"), "good"),
        words.looked_on(seen) if study.is_exploratory else None,
        study.is_open,
        None if newest is None else verdict_badge(newest.verdict),
        "" if newest is None else day(newest.computed_at),
    )


def study_page(
    study: Study,
    newest: StudyVersion | None,
    versions: Page[StudyVersion],
    looks: Looks,
    labels: Mapping[str, str],
) -> StudyPage:
    """Show a study with its `newest` version, if it has run, and a page of all of them."""
    title, trust = words.looked(study, looks)
    return StudyPage(
        study.id,
        study.name,
        words.expected(study, _score(study, labels)),
        study.is_open,
        "warn" if study.is_exploratory else "info",
        title,
        trust,
        _declared(study, labels),
        arguments_of(study.question),
        None if newest is None else _result(study, newest, versions, labels),
    )


def _declared(study: Study, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return terms and what was declared of each, and who closed it where somebody did."""
    outcome = str(OUTCOMES[study.outcome].label)
    compared = _(
        "%(engagement)s with %(outcome)s", engagement=_label(study, labels), outcome=outcome
    )
    declared = [
        (_("Expected"), words.expected(study, _score(study, labels))),
        (_("Compared"), compared),
        (_("Teams and time"), words.asked_of(study)),
        (_("Mix of channels and segments"), words.mix(study)),
        (_("Why"), study.why),
        (_("Smallest effect worth knowing"), words.smallest(study)),
        (_("A verdict takes at least"), words.asked(study)),
        (_("Declared"), _by(study.declared_at, study.declared_by)),
    ]
    if study.closed_at is None or study.closed_by is None:
        return declared
    return [*declared, (_("Closed"), _by(study.closed_at, study.closed_by))]


def _by(moment: datetime, person: Person) -> str:
    return str(_("%(when)s by %(name)s", when=when(moment), name=person.name))


def _result(
    study: Study, newest: StudyVersion, versions: Page[StudyVersion], labels: Mapping[str, str]
) -> StudyResult:
    found = comparison_of(study, newest)
    return StudyResult(
        answer_card(
            found,
            tell(found, _score(study, labels), STUDY_WHY, STUDY_HELP),
            worth(study),
            _picture(study, versions.items),
        ),
        words.told_before(study, newest),
        _asked_after(study) if 0 < newest.periods_after < newest.periods else None,
        words.worth_knowing(study, newest),
        words.runs(study, newest, versions.total),
        _("For %(step)s points", step=points(study.step)),
        versions.showing([_version(each, study) for each in versions.items]),
        words.changes(study, newest, found.slope),
    )


def _picture(study: Study, newest_first: Sequence[StudyVersion]) -> Plot | None:
    """Draw what the study found each time, in the order of its versions."""
    told = [each for each in reversed(newest_first) if each.slope is not None]
    if not told:
        return None
    days = [day(each.computed_at) for each in (told[0], told[-1])]
    return intervals(
        [_sizes(each, study.step) for each in told],
        str(_("What it found each time")),
        words.about_picture(study),
        words.moved(study),
        Axis(str(_("When it ran")), days[0], "", days[1] if len(told) > 1 else ""),
    )


def _sizes(version: StudyVersion, step: float) -> tuple[float, float, float]:
    low, value, high = version.low or 0.0, version.slope or 0.0, version.high or 0.0
    return step * value, step * low, step * high


def _asked_after(study: Study) -> dict[str, str]:
    """Return the question of the periods alone that began after the declaration."""
    question = study.question
    after = first_day(study.running + 1, question.span)
    return arguments_of(replace(question, first_on=max(after, question.first_on or after)))


def _version(version: StudyVersion, study: Study) -> VersionRow:
    span = study.question.span
    return VersionRow(
        _("Version %(number)s", number=number(version.number)),
        when(version.computed_at),
        verdict_badge(version.verdict),
        _cells(version, study.step),
        number(version.teams),
        number(version.periods),
        None
        if version.until is None
        else _("until %(period)s", period=name_of(version.until, span)),
        NOTHING if version.answers is None else number(version.answers),
        number(version.interactions),
        words.p_value(version),
    )


def _cells(version: StudyVersion, step: float) -> NumberCells:
    if version.slope is None or version.low is None or version.high is None:
        return NumberCells(NOTHING)
    digits = digits_for(step, version.low, version.high)
    ends = (version.slope, version.low, version.high)
    return NumberCells(*(change(each, digits, step) for each in ends))


def _label(study: Study, labels: Mapping[str, str]) -> str:
    return labels.get(study.engagement, study.engagement)


def _score(study: Study, labels: Mapping[str, str]) -> str:
    return score_of(study.engagement, _label(study, labels))
