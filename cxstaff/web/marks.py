"""Small things that macros of components are handed: points of a scale, steps, joints, tones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

TONES = {
    "good": "circle-check",
    "warn": "alert-triangle",
    "bad": "alert-circle",
    "info": "info-circle",
}
"""The icon of each tone that a notice can have."""
NOTHING = "–"
"""What is written where there is nothing to write."""
FEW_PLACES, SHOWN_PLACES = 5, 4


@dataclass(frozen=True, slots=True)
class Point:
    """A number to choose on a scale, with what is said of it to those who do not see the ends."""

    number: int
    is_chosen: bool
    said: Any
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of several: done, current, or to come."""

    number: int
    label: Any
    is_done: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Statistic:
    """One number with what it is called, what stands below it, and where it leads."""

    label: Any
    value: str
    detail: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know about a page, with its tone."""

    tone: str
    title: Any
    text: Any = None


@dataclass(frozen=True, slots=True)
class Way:
    """A button that leads to a page; of one that does something the page `posts` at once."""

    label: Any
    endpoint: str
    place: Mapping[str, Any] = field(default_factory=dict)
    tone: str = "quiet"
    icon: str | None = None
    posts: bool = False


@dataclass(frozen=True, slots=True)
class SortHeading:
    """A heading that leads to the same table in the order of its column.

    `order` is that of the rows by this column now: "ascending", "descending" or "none".
    """

    label: Any
    endpoint: str
    place: Mapping[str, Any]
    order: str = "none"

    @property
    def icon(self) -> str | None:
        """Return the arrow of the column that rows are in the order of."""
        return {"ascending": "chevron-up", "descending": "chevron-down"}.get(self.order)


@dataclass(frozen=True, slots=True)
class ScaleLook:
    """A scale to choose a number on, with what is said about it or what is wrong with it.

    `ends` say what the smallest and the largest number mean, and are None where neither does.
    """

    points: Sequence[Point]
    ends: tuple[str, str] | None
    is_skipped: bool
    help: Any
    error: Any

    @property
    def note(self) -> Any:
        """Return what is wrong with it, else what is said about it."""
        return self.error or self.help

    def noted_as(self, name: str) -> str | None:
        """Return the id of what is said about it; None where nothing is."""
        return f"{name}-note" if self.note else None

    @property
    def note_icon(self) -> str | None:
        """Return the icon of what is wrong."""
        return "alert-circle" if self.error else None


@dataclass(frozen=True, slots=True)
class RemarkPart:
    """What stands below a remark: its score with a face, its channel, its day."""

    text: Any
    is_score: bool = False
    icon: str | None = None


def scale_look(
    lowest: int,
    highest: int,
    value: Any,
    labels: Sequence[Any] | None,
    low: Any,
    high: Any,
    said: Any,
    error: Any,
    autofocus: bool = False,
) -> ScaleLook:
    """Return how a scale from `lowest` to `highest` looks of which `value` is chosen.

    Without `labels` the ends alone say what they mean; "" stands for skipping it.
    """
    told = dict(enumerate(labels, lowest)) if labels else {lowest: low, highest: high}
    points = [
        Point(each, str(value) == str(each), told.get(each), autofocus and each == lowest)
        for each in range(lowest, highest + 1)
    ]
    ends = _end(lowest, low), _end(highest, high)
    return ScaleLook(points, ends if any(ends) else None, value == "", said, error)


def steps_of(labels: Sequence[Any], current: int) -> list[Step]:
    """Return steps of which the `current` one, from 1, is under way."""
    return [
        Step(number, label, number < current, number == current)
        for number, label in enumerate(labels, 1)
    ]


def lasting(since: Any, until: Any) -> str:
    """Say from when to when something holds, with days as texts; "" where nothing is known."""
    if since and until:
        return str(_("%(since)s to %(until)s", since=since, until=until))
    if since:
        return str(_("Since %(since)s", since=since))
    return str(_("Until %(until)s", until=until)) if until else ""


def remark_parts(csat: int | None, channel: Any, day: Any) -> list[RemarkPart]:
    """Return what stands below a remark, of what is known of it."""
    parts = [RemarkPart(each) for each in (channel, day) if each]
    if csat is None:
        return parts
    score = _("%(score)s of 5", score=csat)
    return [RemarkPart(score, True, face_of(csat)), *parts]


def column_classes(numeric: Sequence[int]) -> str:
    """Return the classes that set columns, counted from 0, to the right."""
    return "".join(f"num-{column + 1} " for column in numeric)


def joint(low: Any, high: Any) -> str:
    """Return what stands between the ends of an interval: a word where a dash could be a minus.

    So does one beside ends that hold a no-break space, such as signed changes with their unit.
    """
    is_signed = any(str(end)[:1] in {"-", "−", "+"} for end in (low, high))
    return spelt_out() if is_signed or "\N{NO-BREAK SPACE}" in str(high) else "–"


def spelt_out() -> str:
    """Return what stands between two ends where a dash would not do."""
    to = _("to")
    return f" {to} "


def tone_of(category: str) -> str:
    """Return the tone of a message; one without a tone is good news."""
    return category if category in TONES else "good"


def icon_of(tone: str) -> str:
    """Return the icon of a notice."""
    return TONES.get(tone, TONES["info"])


def face_of(csat: int) -> str:
    """Return the icon of a satisfaction from 1 to 5."""
    if csat >= 4:
        return "mood-smile"
    return "mood-neutral" if csat >= 3 else "mood-sad"


def places_shown(places: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]]:
    """Return the places that stand in the bar of a phone, and those behind "More"."""
    shown = len(places) if len(places) <= FEW_PLACES else SHOWN_PLACES
    return places[:shown], places[shown:]


def _end(number: int, said: Any) -> str:
    return f"{number} – {said}" if said else ""
