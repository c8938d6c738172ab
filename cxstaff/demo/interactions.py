"""A year of made-up contacts: who handled them, and what the customers said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from cxstaff import clock
from cxstaff.customers.reading.contact import Contact
from cxstaff.demo import calibration, names, words
from cxstaff.demo.roster import DemoRoster
from cxstaff.demo.world import DAYS, SEED, World
from cxstaff.statistics import normal_quantile

SOURCE = "Demonstration"
AT_ONCE = 10_000
WEEKDAYS = (1.15, 1.1, 1.05, 1.0, 1.0, 0.85, 0.75)  # an assumption: Mondays are busy
NPS_SHARE = 0.3  # of those who leave a score, an assumption
NPS_OF_CSAT = {1: (0, 4), 2: (3, 6), 3: (5, 8), 4: (7, 10), 5: (8, 11)}
SOLVED_SHIFT = {1: -0.35, 2: -0.2, 3: -0.1, 4: 0.02, 5: 0.08}
BONUS_SOLVED = -0.06
CHANNELS, REASONS, SEGMENTS = (
    list(named) for named in (calibration.CHANNELS, calibration.REASONS, calibration.SEGMENTS)
)


@dataclass(frozen=True, slots=True)
class Draws:
    """Everything drawn for `n` contacts at once, as arrays of that length, in order of time."""

    day: NDArray[np.int64]
    team: NDArray[np.int64]
    seconds: NDArray[np.int64]
    channel: NDArray[np.int64]
    reason: NDArray[np.int64]
    segment: NDArray[np.int64]
    wait: NDArray[np.int64]
    wait_seconds: NDArray[np.int64]


def happen(world: World, roster: DemoRoster, count: int) -> Iterator[list[Contact]]:
    """Yield about `count` contacts over the year before `world.today`, ten thousand at a time."""
    dice = np.random.default_rng(SEED + 2)
    drawn = _draw(world, count, dice)
    scores = _scores(world, drawn, dice)
    for start in range(0, count, AT_ONCE):
        places = range(start, min(start + AT_ONCE, count))
        yield [_contact(world, roster, drawn, scores, place, dice) for place in places]


def _draw(world: World, count: int, dice: np.random.Generator) -> Draws:
    days = np.array(
        [WEEKDAYS[(world.first_day + timedelta(days=d)).weekday()] for d in range(DAYS)]
    )
    sizes = np.array([team.members for team in world.teams], dtype=float)
    hours = dice.choice(24, count, p=_shares(calibration.HOURS))
    wait = dice.choice(len(calibration.WAITS), count, p=_shares([w[0] for w in calibration.WAITS]))
    low, high = (np.array([w[n] for w in calibration.WAITS])[wait] for n in (1, 2))
    return Draws(
        day=np.sort(dice.choice(DAYS, count, p=_shares(days))),
        team=dice.choice(len(sizes), count, p=_shares(sizes)),
        seconds=hours * 3600 + dice.integers(0, 3600, count),
        channel=dice.choice(len(CHANNELS), count, p=_shares(calibration.CHANNELS.values())),
        reason=dice.choice(
            len(REASONS), count, p=_shares(r[0] for r in calibration.REASONS.values())
        ),
        segment=dice.choice(len(SEGMENTS), count, p=_shares(calibration.SEGMENTS.values())),
        wait=wait,
        wait_seconds=(60 * np.exp(dice.uniform(np.log(low), np.log(high)))).astype(np.int64),
    )


def _scores(world: World, drawn: Draws, dice: np.random.Generator) -> NDArray[np.int64]:
    """Draw a score of 1–5 for each contact: an ordered probit around the calibrated shares."""
    shares = np.cumsum(calibration.CSAT_SHARES)[:-1] / sum(calibration.CSAT_SHARES)
    cuts = normal_quantile(shares)
    points_per_unit = float((np.exp(-(cuts**2) / 2) / np.sqrt(2 * np.pi)).sum())
    months = np.array([world.month_of(world.first_day + timedelta(days=d)) for d in range(DAYS)])
    shift = (
        world.csat_shift[drawn.team, months[drawn.day]]
        + np.array(list(calibration.CHANNEL_SHIFTS.values()))[drawn.channel]
        + np.array([r[1] for r in calibration.REASONS.values()])[drawn.reason]
        + np.array([w[3] for w in calibration.WAITS])[drawn.wait]
    )
    latent = dice.standard_normal(drawn.day.size) + shift / points_per_unit
    scores: NDArray[np.int64] = np.searchsorted(cuts, latent) + 1
    return scores


def _contact(
    world: World,
    roster: DemoRoster,
    drawn: Draws,
    scores: NDArray[np.int64],
    place: int,
    dice: np.random.Generator,
) -> Contact:
    team, csat = int(drawn.team[place]), int(scores[place])
    day = world.first_day + timedelta(days=int(drawn.day[place]))
    happened_at = _moment(day, int(drawn.seconds[place]))
    reason = REASONS[drawn.reason[place]]
    hurried = world.bonus_runs(team, day)
    minutes = calibration.HANDLING_MINUTES * (calibration.SPEED_BONUS_HANDLING if hurried else 1.0)
    solved = calibration.RESOLVED_SHARE + SOLVED_SHIFT[csat] + (BONUS_SOLVED if hurried else 0.0)
    contact = Contact(
        reference=f"L{place:06d}",
        happened_at=happened_at,
        day=day,
        handler=_handler(roster, team, dice),
        channel=CHANNELS[drawn.channel[place]],
        segment=SEGMENTS[drawn.segment[place]],
        reason=reason,
        customer=f"C{dice.integers(1, 60_000):05d}",
        responded_at=happened_at + timedelta(seconds=int(drawn.wait_seconds[place])),
        handling_seconds=int(60 * minutes * np.exp(dice.normal(0, 0.5))),
        is_resolved=bool(dice.random() < solved),
    )
    if dice.random() >= calibration.FEEDBACK_SHARE:
        return contact
    return contact._replace(
        given_at=happened_at + timedelta(hours=float(dice.uniform(0.2, 30))),
        csat=csat,
        nps=int(dice.integers(*NPS_OF_CSAT[csat])) if dice.random() < NPS_SHARE else None,
        remark=words.remark(csat, reason, dice)
        if dice.random() < calibration.REMARK_SHARES[csat - 1]
        else None,
    )


def _handler(roster: DemoRoster, team: int, dice: np.random.Generator) -> int:
    """Choose one of the team's people; those who moved on are left to their new team."""
    people = roster.members[team]
    settled = [person for person in people if len(person.memberships) == 1]
    return settled[int(dice.integers(len(settled)))].id


def _moment(day: date, seconds: int) -> datetime:
    return clock.at(day, time(0), names.ZONE) + timedelta(seconds=seconds)


def _shares(weights: Iterable[float]) -> NDArray[np.float64]:
    values = np.array(list(weights), dtype=float)
    shares: NDArray[np.float64] = values / values.sum()
    return shares
