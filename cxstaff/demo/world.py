"""What is true in the made-up company, month by month, before anybody asks about it (pure)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from cxstaff.demo import calibration, names

Floats = NDArray[np.float64]

SEED = 20_230_801
DAYS = 365


@dataclass(frozen=True, slots=True)
class DemoTeam:
    """One team of the made-up company; `members` counts everyone but its lead."""

    name: str
    department: str
    members: int
    is_paid_for_speed: bool


@dataclass(frozen=True, slots=True)
class World:
    """What is true: engagement and its effect, per team and month.

    `months` are first days, oldest first, one month more than the year of interactions needs.
    `engagement` (teams × months, index points 0–100) is what pulses measure; `csat_shift`
    (teams × months, CSAT points) is what it and the team's nature do to customers' scores.
    """

    teams: tuple[DemoTeam, ...]
    months: tuple[date, ...]
    engagement: Floats
    csat_shift: Floats
    bonus_since: date
    today: date

    def month_of(self, day: date) -> int:
        """Return the index of the month that `day` stands in."""
        return self.months.index(day.replace(day=1))

    def bonus_runs(self, team: int, day: date) -> bool:
        """Say whether a team is paid for short calls on `day`."""
        return self.teams[team].is_paid_for_speed and day >= self.bonus_since

    @property
    def first_day(self) -> date:
        """Return the first day with interactions; the last is the day before `today`."""
        return self.today - timedelta(days=DAYS)


def imagine(today: date, *, teams: int = len(calibration.TEAM_SIZES)) -> World:
    """Imagine a company of up to 24 `teams` as of `today`; the same day gives the same one."""
    dice = np.random.default_rng(SEED)
    cast = _teams(dice)[:teams]
    months = _months(today)
    shape = (len(cast), len(months))
    nature = dice.standard_normal(len(cast))
    baseline = calibration.ENGAGEMENT_MEAN + calibration.ENGAGEMENT_TEAM_SPREAD * nature
    swing = calibration.ENGAGEMENT_MONTH_SPREAD * dice.standard_normal(shape)
    engagement = np.clip(baseline[:, None] + swing, 20, 95)
    bonus_since = months[-6]
    shift = _csat_shift(cast, nature, swing, dice)
    _add_bonus(shift, cast, months, bonus_since)
    return World(cast, months, engagement, shift, bonus_since, today)


def _teams(dice: np.random.Generator) -> tuple[DemoTeam, ...]:
    """Deal the calibrated sizes to the named teams, department after department in turn."""
    sizes = list(dice.permutation(calibration.TEAM_SIZES))
    rows = zip(*names.DEPARTMENTS.values(), strict=True)
    order = [name for row in rows for name in row]
    department = {name: top for top, below in names.DEPARTMENTS.items() for name in below}
    return tuple(
        DemoTeam(name, department[name], int(size), name in names.PAID_FOR_SPEED)
        for name, size in zip(order, sizes, strict=True)
    )


def _months(today: date) -> tuple[date, ...]:
    found = [today.replace(day=1)]
    oldest = (today - timedelta(days=DAYS)).replace(day=1)
    oldest = (oldest - timedelta(days=1)).replace(day=1)
    while found[0] > oldest:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return tuple(found)


def _csat_shift(
    cast: tuple[DemoTeam, ...], nature: Floats, swing: Floats, dice: np.random.Generator
) -> Floats:
    """Let last month's engagement move this month's scores, on top of how teams differ anyway.

    Half of what makes a team's customers happier also makes its mood better: a common cause, so
    that comparing team averages misleads.
    """
    own = dice.standard_normal(len(cast))
    stable = calibration.TEAM_SPREAD * (0.5 * nature + np.sqrt(0.75) * own)
    before = np.concatenate([np.zeros((len(cast), 1)), swing[:, :-1]], axis=1)
    shift: Floats = stable[:, None] + calibration.LINK * before
    return shift


def _add_bonus(
    shift: Floats, cast: tuple[DemoTeam, ...], months: tuple[date, ...], since: date
) -> None:
    for row, team in enumerate(cast):
        for column, month in enumerate(months):
            if team.is_paid_for_speed and month >= since:
                shift[row, column] += calibration.SPEED_BONUS_SHIFT
