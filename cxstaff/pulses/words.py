"""What pulses are called on screen: how often they are asked, scores, states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from cxstaff import clock
from cxstaff.pulses.models import Pulse, PulseRound
from cxstaff.pulses.questions.rotation import NoRoom, Topic, arrange
from cxstaff.pulses.scoring.scoring import Interval
from cxstaff.web import number, signed


class ResponseCounts(Protocol):
    """A result that is told: how many answered, of how many that were asked."""

    @property
    def n(self) -> int:
        """Return how many answered."""

    @property
    def invited(self) -> int:
        """Return how many were asked."""


SMALLEST_SAID = 0.5  # points: less is written as 0

CADENCES = {
    0: _l("Once"),
    1: _l("Every week"),
    2: _l("Every two weeks"),
    4: _l("Every four weeks"),
    13: _l("Every 13 weeks (each quarter)"),
}


def cadence(pulse: Pulse) -> str:
    """Say how often a pulse is asked."""
    known = CADENCES.get(pulse.every_weeks)
    return str(known) if known else _("Every %(weeks)s weeks", weeks=pulse.every_weeks)


def next_round(pulse: Pulse, zone: str) -> str:
    """Say when the next round opens: on a day by everybody's own clock, or why on none."""
    if pulse.next_opens_at is None:
        return str(_l("None: it has ended") if pulse.every_weeks else _l("None planned"))
    if pulse.is_paused:
        return str(_l("Paused"))
    day = format_date(clock.local_day(pulse.next_opens_at, zone), "EEEE, d MMMM yyyy")
    said: str = _(
        "%(day)s, %(hour)s, everybody’s own time", day=day, hour=f"{pulse.opens_hour:02}:00"
    )
    return said


def turns(topics: Sequence[Topic], per_round: int) -> str:
    """Say how many questions a round asks everybody, and when every driver has come up."""
    try:
        arranged = arrange(topics, per_round, 0)
    except NoRoom:
        return str(_l("Questions about engagement leave no room for the others."))
    whose = list(arranged.turn_of.values())
    always = whose.count(None)
    if arranged.turns > 1:
        return _taking_turns(always, whose.count(0), arranged.turns)
    said: str = ngettext(
        "Everybody is asked %(num)s question in every round.",
        "Everybody is asked %(num)s questions in every round.",
        always,
    )
    if len(topics) > always:
        said += " " + str(_l("A driver with several questions asks another one each time."))
    return said


def _taking_turns(always: int, some: int, turns: int) -> str:
    if not always:
        said: str = _(
            "In every round everybody is asked up to %(some)s questions, which take turns. "
            "Everybody has been asked about every driver after %(turns)s rounds.",
            some=some,
            turns=turns,
        )
        return said
    told: str = _(
        "In every round everybody is asked %(always)s of the questions, and up to %(some)s that "
        "take turns. Everybody has been asked about every driver after %(turns)s rounds.",
        always=always,
        some=some,
        turns=turns,
    )
    return told


def how_sure(told: ResponseCounts, ends: Interval | None) -> str:
    """Say how many answered, and the interval that comes of it where there is one."""
    n, invited = number(told.n), number(told.invited)
    if told.n >= told.invited:
        return str(_("everybody answered: %(n)s", n=n))
    if ends is None:
        return str(_("%(n)s of %(invited)s answered, too few for a range", n=n, invited=invited))
    low, high = number(ends.low, 0), number(ends.high, 0)
    return str(
        _(
            "%(low)s–%(high)s, %(n)s of %(invited)s answered",
            low=low,
            high=high,
            n=n,
            invited=invited,
        )
    )


def given_up() -> str:
    """Say to those who were asked why a round has no result."""
    said: str = _(
        "The key that opens the answers of this round is gone, or they were damaged, so nobody can "
        "read them any more: they were destroyed sealed as they were. This round has no result. If "
        "one had been shown before, it is lost as well."
    )
    return said


def state(round_: PulseRound, now: datetime) -> tuple[str, str]:
    """Return the state of a round in words, and its tone."""
    if round_.is_open(now):
        return _("Open"), "good"
    if round_.given_up_at is not None:
        return _("Given up, no result"), "warn"
    if round_.closed_at is not None:
        return _("Closed"), "muted"
    if round_.complaint:
        return _("Cannot be closed"), "bad"
    return _("Being closed"), "info"


def mean(value: float, coded_low: float | None = None, coded_high: float | None = None) -> str:
    """Write a mean in points; one whose shares are coded says which way it is open."""
    is_below = coded_low is not None and coded_low < value - SMALLEST_SAID
    is_above = coded_high is not None and coded_high > value + SMALLEST_SAID
    if not (is_below or is_above):
        return number(value, 0)
    text = signed(value, 0)
    if is_below and is_above:
        return str(_("about %(value)s", value=text))
    if is_above:
        return str(_("%(value)s or more", value=text))
    return str(_("%(value)s or less", value=text))
