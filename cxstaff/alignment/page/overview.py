"""What the overview of teams is handed: a row a team with chips, numbers and one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.alignment.forms import VOICES, OverviewForm
from cxstaff.alignment.overview.kept import TeamMessages
from cxstaff.alignment.overview.lines import OverviewLine
from cxstaff.alignment.overview.models import MixedMessage
from cxstaff.alignment.page.finding_words import sentence_with
from cxstaff.alignment.page.numbers import NumberLine
from cxstaff.alignment.queries import PulseResult
from cxstaff.alignment.sides import Sides
from cxstaff.customers.outcomes import Estimate, Outcome
from cxstaff.customers.page.outcomes import headline
from cxstaff.db import Page
from cxstaff.measures.judging import Absence
from cxstaff.measures.models import Measure, Voice
from cxstaff.measures.words import ABSENT
from cxstaff.pulses.words import how_sure
from cxstaff.web import number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING, Way

MOST_CHIPS = 4
"""How many measures a column names; of more it says how many."""
LOOKS = {
    Voice.CUSTOMER: ("primary", "message-2"),
    Voice.INTERNAL: ("muted", "building"),
    Voice.EMPLOYEE: ("info", "heartbeat"),
}
"""The tone and the icon of chips, by whose voice a measure is."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A measure that a lever points to, in the look of whose voice it is."""

    text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class ChipColumn:
    """One of the three columns of a team; `more` says how many measures are not named."""

    label: str
    chips: Sequence[Chip]
    more: str


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """One team of the overview."""

    team_id: int
    name: str
    above: str
    lead: str
    columns: Sequence[ChipColumn]
    heard: NumberLine
    engaged: NumberLine
    sentence: str
    is_mixed: bool

    @property
    def icon(self) -> str:
        """Return the sign that the sentence stands beside."""
        return "arrows-exchange" if self.is_mixed else ""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """A page of all teams; `nothing` is said where none is listed.

    `was_looked` says whether mixed messages were looked for at all.
    """

    teams: Page[OverviewRow]
    form: OverviewForm
    outcome: Any
    nothing: EmptyState
    ways: Sequence[Way]
    was_looked: bool

    @property
    def headings(self) -> list[Any]:
        """Return the headings of the table."""
        levers = [_("Measured"), _("Incented"), _("Celebrated")]
        return [_("Team"), *levers, self.outcome, _("Engagement"), _("Together they say")]

    @property
    def files(self) -> list[Way]:
        """Return where what is listed is had as a file."""
        if not self.teams.items:
            return []
        told = (("CSV", "alignment.overview_csv"), ("XLSX", "alignment.overview_xlsx"))
        return [
            Way(_("Download %(kind)s", kind=kind), to, self.form.asked, icon="download")
            for kind, to in told
        ]

    @property
    def note(self) -> str:
        """Say how rows are to be read."""
        told = _(
            "Customers of the last 28 days and thanks in public of the last 90, with the teams "
            "below; engagement of the newest round. Brackets hold the 95 % range."
        )
        wait = _("Mixed messages are looked for by themselves, within minutes of a change.")
        if not self.was_looked:
            wait = _("Mixed messages have not been looked for yet: that takes a few minutes.")
        return f"{told} {wait}"

    @property
    def legend(self) -> list[Chip]:
        """Say whose voice a look of chips stands for."""
        return [Chip(str(VOICES[voice]), *LOOKS[voice]) for voice in LOOKS]


def rows_of(
    lines: Iterable[OverviewLine], measures: Mapping[int, Measure], outcome: Outcome
) -> list[OverviewRow]:
    """Return lines as the overview shows them."""
    return [
        OverviewRow(
            team_id=line.team.id,
            name=line.team.name,
            above=" › ".join(line.above),
            lead=", ".join(line.leads),
            columns=_columns(line, measures),
            heard=heard_line(line.heard, outcome),
            engaged=engaged_line(line.pulse),
            sentence=whole_sentence(line.messages, line.sides),
            is_mixed=bool(line.messages.open),
        )
        for line in lines
    ]


def whole_sentence(messages: TeamMessages, sides: Sides) -> str:
    """Say in one sentence whether the levers of a team agree: the most telling, and how many."""
    told = sentences(messages.open)
    if not told and messages.acknowledged:
        return str(_("Nothing new points two ways"))
    if not told:
        nothing = _("Nothing is asked, paid or celebrated here yet")
        return str(nothing if sides.is_empty else _("Nothing here points two ways"))
    first, more = told[0], len(told) - 1
    if not more:
        return first
    whole = ngettext(
        "%(first)s – and %(num)s more", "%(first)s – and %(num)s more", more, first=first
    )
    return str(whole)


def sentences(messages: Iterable[MixedMessage]) -> list[str]:
    """Say each mixed message in a sentence."""
    return [sentence_with(each.finding.kind, each.names) for each in messages]


def heard_line(found: Estimate | None, outcome: Outcome) -> NumberLine:
    """Write down how customers answered: the number, its interval, and from how many."""
    if found is None:
        return NumberLine("", why=ABSENT[Absence.NO_DATA])
    told = headline(outcome, found)
    return NumberLine("", told.value, f"({told.detail})")


def engaged_line(pulse: PulseResult | None) -> NumberLine:
    """Write a team's newest engagement index down, or why there is none to see."""
    if pulse is None:
        return NumberLine("", why=ABSENT[Absence.NOT_SHOWN])
    point, ends = pulse.point, pulse.interval
    if point is None:
        why = ABSENT[Absence.HIDDEN if pulse.is_hidden else Absence.NO_DATA]
        return NumberLine("", why=why, is_hidden=pulse.is_hidden)
    sure = f"({how_sure(point, ends)})"
    if ends is None and point.n < point.invited:
        return NumberLine("", why=_("Cannot tell"), how_sure=sure)
    return NumberLine("", number(point.mean, 0), sure)


def _columns(line: OverviewLine, measures: Mapping[int, Measure]) -> list[ChipColumn]:
    sides = line.sides
    return [
        _column(_("Measured"), (each.measure for each in sides.targets)),
        _column(_("Incented"), (each.measure for each in sides.plans)),
        _column(
            _("Celebrated"),
            (each.measure for each in sides.celebrations),
            {measures[key]: count for key, count in line.thanks.items() if key in measures},
        ),
    ]


def _column(
    label: Any, pointed: Iterable[Measure], thanks: Mapping[Measure, int] | None = None
) -> ChipColumn:
    """Name measures once each; with how often people were thanked for them."""
    counts = thanks or {}
    named = list(dict.fromkeys([*pointed, *sorted(counts, key=lambda each: -counts[each])]))
    chips = [_chip(each, counts.get(each, 0)) for each in named[:MOST_CHIPS]]
    more = len(named) - len(chips)
    told = str(ngettext("and %(num)s more", "and %(num)s more", more)) if more else ""
    return ChipColumn(str(label), chips, told if named else NOTHING)


def _chip(measure: Measure, thanked: int) -> Chip:
    tone, icon = LOOKS[Voice(measure.voice)]
    if not thanked:
        return Chip(measure.name, tone, icon)
    told = ngettext(
        "%(measure)s, in %(num)s thanks",
        "%(measure)s, in %(num)s thanks",
        thanked,
        measure=measure.name,
    )
    return Chip(str(told), tone, icon)
