"""Breaks: periods from which a team counts as a new one, by what is known of it (pure).

Four things are known without anybody's answer: who leads, who is in the team, by which channels its
customers come, and what it is measured, incented and celebrated on. What such a change brings with
it lasts, and moves a team's engagement and its customers together; so it is not left out for a
while, but begins a new team.

What holds on the middle day of a period holds for the period: a change belongs to the first period
that lies behind it for the larger part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

import numpy as np

from cxstaff.linkage.estimates.panel import BoolArray, FloatArray, IntArray
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.material.periods import Period, first_day, last_day, number_of
from cxstaff.periods import DAYS

CHANGED_PEOPLE = 1 / 3
"""Share of people from which a team is another one. A contact centre loses about a third a year, a
twelfth of it in a usual quarter: a third at once is a reorganisation."""
FEWEST_PEOPLE = 2
"""Fewest people who count as a change: in a team of three one is a third, and no reorganisation."""
WITHIN = {Period.WEEK: 4, Period.MONTH: 1, Period.QUARTER: 1}
"""Periods over which people are counted: a reorganisation may take some weeks."""
SHIFTED, UNUSUALLY = 0.2, 4.0
"""Share of contacts that must come by other channels than before, and how many times the median
over all teams and months that must be: mixes waver, and chance alone moves them a little."""
MONTHS, FEWEST_MONTHS, FEWEST_CONTACTS = 3, 2, 60
"""Months on each side whose mix is compared, the fewest of them with contacts, and the fewest
contacts: what does not last is no break, and of 60 contacts chance moves a tenth."""


class TeamChange(StrEnum):
    """What changed in a team."""

    LEAD = "lead"
    PEOPLE = "people"
    CHANNELS = "channels"
    LEVER = "lever"


@dataclass(frozen=True, slots=True)
class Break:
    """A period from which a team counts as a new one, and what changed.

    `share` (above 0, at most 1) of the people or contacts are others; None where it is not told by
    shares.
    """

    team_id: int
    period: int
    change: TeamChange
    share: float | None = None


@dataclass(frozen=True, slots=True)
class ChangesFound:
    """What is known to have changed: how often each, in how many teams, and the newest of them.

    `beside` is the estimate with teams as new ones from each change on, None where none is parted.
    With `rests_on_parted` the answer rests on that one, and `beside` has teams as they are called.
    """

    counts: Mapping[TeamChange, int]
    teams: int
    newest: Sequence[Break]
    beside: Slope | Unusable | None
    rests_on_parted: bool = False

    @property
    def total(self) -> int:
        """Return how many changes there are."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Held:
    """What held for teams from days on (m,) until before others, as numpy's days.

    `what` is told apart by number: a person, or a measure with the kind of its lever.
    """

    team: IntArray
    what: IntArray
    since: np.ndarray
    until: np.ndarray


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """Contacts of teams by the number of a month and a channel (m,)."""

    team: IntArray
    month: IntArray
    channel: IntArray
    count: IntArray


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of teams without asking anybody."""

    leads: Held
    people: Held
    levers: Held
    contacts: ContactCounts


def breaks_of(facts: Facts, span: Period, first: int, running: int) -> tuple[Break, ...]:
    """Return the breaks of teams in the periods after `first` and before `running`, in order."""
    days = _middles(span, first, running)
    found = [
        *_of_leads(facts.leads, days),
        *_of_people(facts.people, days, WITHIN[span]),
        *_of_levers(facts.levers, days),
    ]
    placed = {Break(each.team_id, first + each.period, each.change, each.share) for each in found}
    shifted = {
        Break(each.team_id, _period_of_month(each.period, span), each.change, each.share)
        for each in _of_channels(facts.contacts)
    }
    placed |= {each for each in shifted if first < each.period < running}
    return tuple(sorted(placed, key=lambda each: (each.period, each.team_id, each.change)))


def placed(breaks: Iterable[Break], team_ids: IntArray) -> tuple[IntArray, IntArray]:
    """Return the codes of teams (k,) among ids in order, and the periods (k,) of their breaks."""
    rows = np.array([(each.team_id, each.period) for each in breaks], dtype=np.int64)
    team, period = rows.reshape(-1, 2).T
    here = np.isin(team, team_ids)
    return np.searchsorted(team_ids, team[here]).astype(np.int64), period[here]


def _middles(span: Period, first: int, running: int) -> np.ndarray:
    """Return the middle day of each period (T,)."""
    days = list[date]()
    for number in range(first, running):
        begins, ends = first_day(number, span), last_day(number, span)
        days.append(begins + timedelta(days=((ends - begins).days + 1) // 2))
    return np.array(days, dtype="datetime64[D]")


def _period_of_month(month: int, span: Period) -> int:
    """Return the period from which a change counts that begins with a month."""
    begins = first_day(month, Period.MONTH)
    if span is Period.MONTH:
        return month
    if span is Period.QUARTER:  # one that began in a quarter's last month belongs to the next
        return number_of(begins, span) + (begins.month % 3 == 0)
    return number_of(begins + timedelta(days=DAYS // 2), span)


def _joined(held: Held, days: np.ndarray) -> tuple[IntArray, IntArray, IntArray, IntArray]:
    """Return team, what, and the places [begins, ends) among the days at which it held.

    What holds on a day and again on the next one held all the time.
    """
    begins, ends = np.searchsorted(days, held.since), np.searchsorted(days, held.until)
    order = np.lexsort((begins, held.what, held.team))
    order = order[(begins < ends)[order]]
    team, what, begins, ends = (each[order] for each in (held.team, held.what, begins, ends))
    follows = np.zeros(team.size, dtype=bool)
    follows[1:] = (team[1:] == team[:-1]) & (what[1:] == what[:-1]) & (begins[1:] <= ends[:-1])
    heads = np.flatnonzero(~follows)
    if not heads.size:
        return team, what, begins, ends
    return team[heads], what[heads], begins[heads], np.maximum.reduceat(ends, heads)


def _of_leads(leads: Held, days: np.ndarray) -> Iterator[Break]:
    """Find where somebody leads who did not when the team was last led.

    A lead who goes while another stays is none, so that handing over for some weeks is one break.
    Before the first lead that is known nothing is known.
    """
    spans = zip(*(each.tolist() for each in _joined(leads, days)), strict=True)
    for team, every in groupby(spans, key=itemgetter(0)):
        own = [each[1:] for each in every]
        for who, begins, _ in own:
            before = [each for each in own if each[1] < begins]
            last_led = min(max((each[2] for each in before), default=0), begins) - 1
            led = {each[0] for each in before if each[1] <= last_led < each[2]}
            if led and who not in led:
                yield Break(team, begins, TeamChange.LEAD)


def _of_people(people: Held, days: np.ndarray, within: int) -> Iterator[Break]:
    """Find where a third of the people of up to `within` periods before are others.

    Either as many went, or as many of those who are there came. Before the first people that are
    known nothing is known.
    """
    team, _, begins, ends = _joined(people, days)
    ids, row = np.unique(team, return_inverse=True)
    base = np.zeros(ids.size, dtype=np.int64)  # no day before the spell that goes on
    for at in range(1, len(days)):
        since = np.maximum(base, at - within)
        was = (begins <= since[row]) & (ends > since[row])
        is_there = (begins <= at) & (ends > at)
        before, now, stayed = (
            np.bincount(row, each, ids.size) for each in (was, is_there, was & is_there)
        )
        share = np.maximum(_share(before - stayed, before), _share(now - stayed, now))
        found = np.flatnonzero((before > 0) & (now > 0) & (share >= CHANGED_PEOPLE))
        base[found] = at
        for each in found.tolist():
            yield Break(int(ids[each]), at, TeamChange.PEOPLE, float(share[each]))


def _share(changed: IntArray, of: IntArray) -> FloatArray:
    """Give the share of people who changed; 0 where they are too few to tell."""
    return np.where(changed >= FEWEST_PEOPLE, changed / np.maximum(of, 1), 0.0)


def _of_levers(levers: Held, days: np.ndarray) -> Iterator[Break]:
    """Find where a lever began or ended; one that follows another like it goes on."""
    team, _, begins, ends = _joined(levers, days)
    for place in (begins, ends):
        inside = (place > 0) & (place < len(days))
        yield from (
            Break(each, at, TeamChange.LEVER)
            for each, at in zip(team[inside].tolist(), place[inside].tolist(), strict=True)
        )


def _of_channels(contacts: ContactCounts) -> Iterator[Break]:
    """Find the months in which the mix of channels shifted, and stayed so."""
    if not contacts.team.size:
        return
    ids, team = np.unique(contacts.team, return_inverse=True)
    channels, channel = np.unique(contacts.channel, return_inverse=True)
    first = int(contacts.month.min())
    months = int(contacts.month.max()) - first + 1
    if channels.size < 2 or months < 2 * FEWEST_MONTHS:
        return
    laid = np.zeros((ids.size, months, channels.size))
    np.add.at(laid, (team, contacts.month - first, channel), contacts.count)
    moved = _moved(laid)
    least = max(SHIFTED, UNUSUALLY * float(np.nanmedian(moved))) if np.isfinite(moved).any() else 1
    for row, month in np.argwhere(_peaks(np.nan_to_num(moved)) & (moved >= least)).tolist():
        share = float(moved[row, month])
        yield Break(int(ids[row]), first + month, TeamChange.CHANNELS, share)


def _moved(laid: FloatArray) -> FloatArray:
    """Give the share of contacts (G, T) that come otherwise from a month on; NaN where unknown.

    Half of the summed differences between the shares of channels of the months before and after.
    """
    teams, months, channels = laid.shape
    summed = np.zeros((teams, months + 1, channels))
    np.cumsum(laid, axis=1, out=summed[:, 1:])
    there = np.zeros((teams, months + 1))
    np.cumsum(laid.sum(axis=2) > 0, axis=1, out=there[:, 1:])
    at = np.arange(months)
    before, after = np.maximum(at - MONTHS, 0), np.minimum(at + MONTHS, months)
    sides = [(before, at), (at, after)]
    counts = [summed[:, end] - summed[:, start] for start, end in sides]
    seen = [there[:, end] - there[:, start] for start, end in sides]
    totals = [each.sum(axis=2) for each in counts]
    known = np.logical_and.reduce(
        [each >= FEWEST_MONTHS for each in seen] + [each >= FEWEST_CONTACTS for each in totals]
    )
    shares = [
        each / np.maximum(total, 1.0)[..., None] for each, total in zip(counts, totals, strict=True)
    ]
    return np.where(known, np.abs(shares[1] - shares[0]).sum(axis=2) / 2, np.nan)


def _peaks(moved: FloatArray) -> BoolArray:
    """Say where values (G, T) are the largest of the months around, the first of equal ones.

    A shift shows in every month whose sides it lies between.
    """
    months = moved.shape[1]
    result = np.ones(moved.shape, dtype=bool)
    for by in range(1, MONTHS):
        if by < months:
            result[:, by:] &= moved[:, by:] > moved[:, :-by]
            result[:, :-by] &= moved[:, :-by] >= moved[:, by:]
    return result
