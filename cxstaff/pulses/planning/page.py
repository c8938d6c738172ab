"""What the pages of those who run pulses are handed: plans, one pulse, and a draft of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import get_locale
from flask_babel import gettext as _

from cxstaff.db import Page
from cxstaff.people.models import Team
from cxstaff.pulses import words
from cxstaff.pulses.models import Pulse, PulseRound
from cxstaff.pulses.planning.queries import Preview
from cxstaff.pulses.questions.catalogue import CatalogueQuestion
from cxstaff.pulses.questions.wording import Words, wording_of
from cxstaff.pulses.rounds.queries import Participation
from cxstaff.web import number, percent, when
from cxstaff.web.marks import NOTHING, Notice, Way


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A pulse in the list: its state in a badge, how many take part, when the next round opens."""

    pulse: Pulse
    audience: str
    cadence: str
    state: str
    tone: str
    took_part: str | None
    next_round: str | None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round of a pulse: its state, why it cannot be closed, how many took part."""

    round: PulseRound
    state: str
    tone: str
    complaint: str | None
    took_part: str


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question in a list, in the reader's language."""

    question: CatalogueQuestion
    said: Words


@dataclass(frozen=True, slots=True)
class TurnTab:
    """One of the turns that people have, to look at."""

    number: int
    is_current: bool

    @property
    def label(self) -> str:
        """Name it."""
        return str(_("Turn %(turn)s", turn=self.number))


@dataclass(frozen=True, slots=True)
class Previewed:
    """A round as an employee sees it; `tabs` are empty where everybody is asked the same."""

    questions: Sequence[ListedQuestion]
    total: int
    tabs: Sequence[TurnTab]


@dataclass(frozen=True, slots=True)
class PulsePage:
    """One pulse: its plan, its rounds, and how many take part in the one that is open."""

    pulse: Pulse
    audience: str
    cadence: str
    next_round: str
    opened: PulseRound | None
    whole: Participation | None
    by_team: Page[tuple[str, Participation]]
    rounds: Page[RoundRow]
    questions: int
    turns: str
    always: Sequence[ListedQuestion]
    by_turn: Sequence[Sequence[ListedQuestion]]

    @property
    def ways(self) -> list[Way]:
        """Return what can be done about the pulse."""
        place, told = {"pulse_id": self.pulse.id}, list[Way]()
        if not self.opened:
            opens = _("Open a round now")
            told.append(Way(opens, "pulses.open_now", place, "primary", "send", posts=True))
        told.append(Way(_("Change"), "pulses.edit", place, icon="edit"))
        if self.pulse.is_paused:
            told.append(Way(_("Resume"), "pulses.resume", place, posts=True))
        elif self.pulse.next_opens_at is not None:
            told.append(Way(_("Pause"), "pulses.pause", place, posts=True))
        return told

    @property
    def notices(self) -> list[Notice]:
        """Say why the last planned round could not open."""
        why, title = self.pulse.complaint, _("The last planned round could not open")
        return [Notice("bad", title, _(why))] if why else []

    @property
    def round_ways(self) -> list[Way]:
        """Return what can be done about the open round; its end is moved once."""
        if self.opened is None:
            return []
        place = {"round_id": self.opened.id}
        told = [
            Way(_("Codes for people without e-mail"), "pulses.codes", place),
            Way(_("What those asked can read"), "pulses.round_privacy", place),
        ]
        early = Way(_("End this round early"), "pulses.end_early", place)
        return told if self.end_was_moved else [early, *told]

    @property
    def end_was_moved(self) -> str:
        """Say that the open round ends before its planned end; "" where it does not."""
        if self.opened is None or self.opened.planned_end is None:
            return ""
        return str(_("Planned until %(end)s, moved by HR.", end=when(self.opened.planned_end)))

    @property
    def asked_of_all(self) -> str:
        """Head the questions that everybody is asked, where others take turns."""
        return str(_("Asked of everybody in the next round")) if self.by_turn else ""

    @property
    def about_turns(self) -> str:
        """Say how turns are shared out; "" where there are none."""
        told = _(
            "Who has which turn is decided when the round opens, so that those of a group who "
            "share one are enough for results. Everybody goes on to the next turn in the round "
            "after."
        )
        return str(told) if self.by_turn else ""


def plan_row(
    pulse: Pulse, opened: PulseRound | None, told: Participation | None, zone: str
) -> PlanRow:
    """Return a pulse as the list shows it."""
    opens = pulse.next_opens_at is not None and not pulse.is_paused
    answered = told and _(
        "%(answered)s of %(invited)s", answered=number(told.answered), invited=number(told.invited)
    )
    return PlanRow(
        pulse,
        _audience(pulse.audience),
        words.cadence(pulse),
        *_state(pulse, opened),
        answered or None,
        words.next_round(pulse, zone) if opens else None,
    )


def round_row(round_: PulseRound, told: Participation | None, now: datetime) -> RoundRow:
    """Return a round as its pulse's page shows it."""
    text, tone = words.state(round_, now)
    complaint = round_.complaint if round_.closed_at is None else None
    if told is None:
        return RoundRow(round_, text, tone, complaint, NOTHING)
    took_part = _(
        "%(answered)s of %(invited)s (%(share)s)",
        answered=number(told.answered),
        invited=number(told.invited),
        share=percent(told.share),
    )
    return RoundRow(round_, text, tone, complaint, took_part)


def listed(questions: Iterable[CatalogueQuestion]) -> list[ListedQuestion]:
    """Return questions in the reader's language."""
    locale = get_locale()
    return [ListedQuestion(each, wording_of(each, locale)) for each in questions]


def previewed(found: Preview) -> Previewed:
    """Return a round as an employee sees it."""
    total = sum(not each.scale.is_text for each in found.questions)
    tabs = [TurnTab(each, each == found.turn) for each in range(1, found.turns + 1)]
    return Previewed(listed(found.questions), total, tabs if found.turns > 1 else [])


def audience(pulse: Pulse) -> str:
    """Name the teams that a pulse asks."""
    return _audience(pulse.audience)


def _audience(teams: Iterable[Team]) -> str:
    return ", ".join(team.name for team in teams) or _("Everybody")


def _state(pulse: Pulse, opened: PulseRound | None) -> tuple[str, str]:
    """Return the state of a pulse and its tone; "" for the tone of what is said softly."""
    if opened is not None:
        return _("Open until %(end)s", end=when(opened.closes_at)), "good"
    if pulse.complaint:
        return _("Could not open"), "bad"
    if pulse.is_paused:
        return _("Paused"), "warn"
    if pulse.next_opens_at is None and pulse.every_weeks:
        return _("Ended"), "muted"
    return _("Not open"), ""
