"""What is known of the real service desk, beside what the product makes of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from sqlalchemy import func, select

from benchmarks.linkage.companies import Counts, Floats
from cxstaff.customers import queries
from cxstaff.customers.models import Feedback, Grain, Interaction, Total
from cxstaff.db import db
from cxstaff.linkage.estimates.panel import panel_of
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.reliability import differences_between
from cxstaff.linkage.estimates.shrinkage import team_means
from cxstaff.linkage.estimates.slopes import Slope, within_teams

SINCE, UNTIL, MIDDLE = date(2023, 7, 1), date(2023, 10, 1), date(2023, 8, 16)
QUICK, SLOW = 5.0, 24 * 60.0  # minutes


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of the file, and what was seen of it."""

    what: str
    known: str
    seen: str


@dataclass(frozen=True, slots=True)
class Rows:
    """Hold n interactions with a score: who, whose team, why, when, minutes waited (NaN), stars."""

    agent: Counts
    team: Counts
    reason: Counts
    day: Counts
    waited: Floats
    stars: Floats


def facts() -> Iterator[Fact]:
    """Yield every fact, from the running sums where those are enough and from rows otherwise."""
    rows = _rows()
    yield Fact("records", "17,182", f"{queries.interactions_of(None, SINCE, UNTIL):,}")
    counts = np.bincount(rows.stars.astype(int), minlength=6)[1:]
    yield Fact(
        "satisfaction 1 / 2 / 3 / 4 / 5",
        "2,241 / 227 / 503 / 2,277 / 11,934",
        " / ".join(f"{count:,}" for count in counts),
    )
    mean = queries.outcome_of(None, "csat", SINCE, UNTIL)
    seen = f"{mean.value:.2f} ({mean.low:.2f}–{mean.high:.2f})" if mean else "none"
    yield Fact("mean satisfaction", f"{_mean_known():.2f}", seen)
    yield from _waiting(rows)
    yield from _differences(rows)
    yield from _halves(rows)


def _waiting(rows: Rows) -> Iterator[Fact]:
    quick, slow = rows.stars[rows.waited <= QUICK], rows.stars[rows.waited > SLOW]
    yield Fact("answered before it was reported", "3.7 %", _share(np.isnan(rows.waited)))
    for what, known, some in (("within 5 minutes", "4.50", quick), ("after a day", "3.31", slow)):
        yield Fact(f"mean, answered {what}", known, f"{some.mean():.2f} ({some.size:,} contacts)")
    known = np.isfinite(rows.waited)
    place, weight = rows.team[known], np.ones(int(known.sum()))
    x = _about(np.log1p(rows.waited[known]), place, weight)
    y = _about(rows.stars[known], place, weight)
    slope = f"{(x * y).sum() / (x**2).sum():.3f}"
    yield Fact("slope on log minutes within supervisors, contacts", "−.14", slope)
    yield Fact("the same by the product, team × day", "", _by_the_product(rows))


def _by_the_product(rows: Rows) -> str:
    """Give the headline of satisfaction on log minutes waited, both by team and day."""
    known = np.isfinite(rows.waited)
    _, cell = np.unique(np.stack([rows.team, rows.day])[:, known], axis=1, return_inverse=True)
    n = np.bincount(cell)
    team, day, waited, stars = (
        np.bincount(cell, column[known]) / n
        for column in (rows.team, rows.day, np.log1p(rows.waited), rows.stars)
    )
    panel = panel_of(team.round(), day.round(), stars, waited, weights=n)
    return _told(within_teams(panel.at(0)))


def _told(slope: Slope | Unusable) -> str:
    if isinstance(slope, Unusable):
        return slope.reason.value
    ends = f"{slope.low:.3f} to {slope.high:.3f}"
    return f"{slope.value:.3f} ({ends}; {slope.teams} teams, {slope.periods} days)"


def _differences(rows: Rows) -> Iterator[Fact]:
    sums = [Total.csat_n, Total.csat_sum, Total.csat_squares]
    query = select(*(func.sum(column) for column in sums)).where(Total.grain == Grain.DAY.value)
    by_team = np.array(db.session.execute(query.group_by(Total.team_id)).all(), dtype=float).T
    agent, reason = _sums(rows.agent, rows.stars), _sums(rows.reason, rows.stars)
    for what, known, (n, total, squares) in (
        ("supervisor", ".0076", by_team), ("agent", ".051", agent), ("category", ".019", reason),
    ):  # fmt: skip
        found = differences_between(n, total, squares)
        if isinstance(found, Unusable):
            yield Fact(f"ICC(1) by {what}", known, found.reason.value)
            continue
        allowing = _with_unequal_sizes(n, total, squares)
        ends = f"{found.low:.4f} to {found.high:.4f}"
        seen = f"{found.icc1:.4f} ({ends}), {allowing:.4f} allowing for unequal sizes"
        yield Fact(f"ICC(1) by {what}", known, seen)


def _halves(rows: Rows) -> Iterator[Fact]:
    first, second = (
        _sums(rows.agent[part], rows.stars[part], rows.agent.max() + 1)
        for part in (rows.day < MIDDLE.toordinal(), rows.day >= MIDDLE.toordinal())
    )
    both = (first[0] > 0) & (second[0] > 0)
    means = (first[1][both] / first[0][both], second[1][both] / second[0][both])
    seen = f"{np.corrcoef(*means)[0, 1]:.2f} ({int(both.sum()):,} agents)"
    yield Fact("agents' means, days 1–15 with 16–31", ".17", seen)
    shrunk = team_means(*first)
    if isinstance(shrunk, Unusable):
        return
    later = np.corrcoef(shrunk.value[both], means[1])[0, 1]
    yield Fact("the same, first half shrunk by the product", "", f"{later:.2f}")
    own = f"{np.nanmean(shrunk.own):.2f} of an agent's own mean, the rest is everybody's"
    yield Fact("what shrinkage keeps, on average", "", own)
    errors = [float(((each[both] - means[1]) ** 2).mean()) for each in (shrunk.raw, shrunk.value)]
    seen = f"{errors[0]:.2f} from plain means, {errors[1]:.2f} from shrunken ones"
    yield Fact("squared error when the second half is foretold", "", seen)


def _rows() -> Rows:
    query = (
        select(Interaction.handler_id, Interaction.team_id, Interaction.reason_id)
        .add_columns(Interaction.day, Interaction.happened_at, Interaction.responded_at)
        .add_columns(Feedback.csat)
        .join(Feedback)
        .where(Feedback.csat.is_not(None))
    )
    found = list(db.session.execute(query))
    none = timedelta(days=-1)
    waits = [none if row[5] is None else row[5] - row[4] for row in found]
    waited = np.array([wait.total_seconds() / 60 for wait in waits])
    ids = np.array([[row[0], row[1], row[2], row[3].toordinal()] for row in found]).T
    stars = np.array([row[6] for row in found], dtype=float)
    return Rows(*ids, np.where(waited < 0, np.nan, waited), stars)


def _sums(group: Counts, stars: Floats, length: int = 0) -> Floats:
    """Give count, sum and sum of squares (3, G) by group."""
    powers = (np.ones_like(stars), stars, stars**2)
    return np.stack([np.bincount(group, power, minlength=length) for power in powers])


def _about(values: Floats, group: Counts, weight: Floats) -> Floats:
    """Subtract each group's mean."""
    means = np.bincount(group, weight * values) / np.maximum(np.bincount(group, weight), 1)
    result: Floats = values - means[group]
    return result


def _with_unequal_sizes(n: Floats, total: Floats, squares: Floats) -> float:
    """Give ICC(1) with n₀ in place of the mean size."""
    n, total, squares = (column[n > 0] for column in (n, total, squares))
    between = (n * (total / n - total.sum() / n.sum()) ** 2).sum() / (n.size - 1)
    within = (squares - total**2 / n).sum() / (n.sum() - n.size)
    size = (n.sum() - (n**2).sum() / n.sum()) / (n.size - 1)
    return float((between - within) / (between + (size - 1) * within))


def _mean_known() -> float:
    stars = np.arange(1, 6)
    return float(np.average(stars, weights=[2241, 227, 503, 2277, 11934]))


def _share(hits: Floats) -> str:
    return f"{100 * hits.mean():.1f} %"
