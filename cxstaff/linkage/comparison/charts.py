"""The pictures of a comparison, in the vocabulary of charts that every page uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.points import Dot, TeamMean, capital, drawn
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.words.terms import PERIOD, name_of, written
from cxstaff.web import number

ChartSpec = dict[str, Any]
"""A chart in the vocabulary of templates/components/README.md."""


@dataclass(frozen=True, slots=True)
class TeamMeans:
    """One team's averages over all periods, written out."""

    team: str
    score: str
    result: str


@dataclass(frozen=True, slots=True)
class BetweenPicture:
    """Teams against teams: what is drawn, what may be said of it, and the same as rows."""

    spec: ChartSpec
    summary: str
    rows: Sequence[TeamMeans]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Change against change within teams, and teams against teams where there are several."""

    within: ChartSpec
    summary: str
    between: BetweenPicture | None


def pictures_of(
    comparison: Comparison, names: Mapping[int, str], score: str, label: str, differing: str
) -> Pictures | None:
    """Draw a comparison; None without an estimate. `differing` says how teams differ."""
    changes = within(comparison, names, score)
    if changes is None:
        return None
    averages = between(comparison, names, score)
    beside = None if averages is None else _beside(averages, comparison, differing)
    return Pictures(changes, _about(changes, comparison, label), beside)


def _beside(spec: ChartSpec, comparison: Comparison, differing: str) -> BetweenPicture:
    outcome, values = comparison.question.outcome, spec["series"][0]["values"]
    rows = [TeamMeans(name, number(x, 1), written(outcome, y)) for x, y, name in values]
    return BetweenPicture(spec, differing, rows)


def _about(spec: ChartSpec, comparison: Comparison, label: str) -> str:
    """Say what the picture within teams shows, and of how many dots."""
    shown, dots = len(spec["series"][0]["values"]), len(comparison.dots)
    about = _(
        "Each dot is a team in one %(period)s: %(label)s beyond what is usual for the team and "
        "the %(period)s, and the customer result beyond the same. The line is what was seen, the "
        "shade its 95 %% interval.",
        period=PERIOD[comparison.question.span],
        label=label,
    )
    if shown == dots:
        return str(about)
    some = _("%(shown)s of %(dots)s dots are drawn, evenly chosen.", shown=shown, dots=dots)
    return f"{about} {some}"


def within(comparison: Comparison, names: Mapping[int, str], score: str) -> ChartSpec | None:
    """Draw each cell against what is usual, with the headline slope and its interval as a band."""
    slope, dots = comparison.slope, drawn(comparison.dots)
    if isinstance(slope, Unusable) or not dots:
        return None
    ends = min(dot.across for dot in dots), max(dot.across for dot in dots)
    outcome, span = OUTCOMES[comparison.question.outcome], comparison.question.span

    def named(dot: Dot) -> str:
        team_id, period = dot.place
        return f"{names[team_id]}, {name_of(period, span)}"

    return {
        "kind": "scatter",
        "series": [
            {
                "name": str(_("A team in one period")),
                "values": [[round(d.across, 2), round(d.up, 3), named(d)] for d in dots],
            }
        ],
        "slope": [[x, slope.value * x] for x in ends],
        "band": [[x, *sorted((slope.low * x, slope.high * x))] for x in (ends[0], 0, ends[1])],
        "x_title": str(_("%(score)s, points beyond the usual", score=capital(score))),
        "y_title": str(_("%(outcome)s, beyond the usual", outcome=outcome.label)),
        "decimals": max(2, outcome.decimals),
    }


def between(comparison: Comparison, names: Mapping[int, str], score: str) -> ChartSpec | None:
    """Draw each team's averages against those of the others, without a line to be misread."""
    means = drawn(comparison.means)
    if len(means) < 2:
        return None
    outcome = OUTCOMES[comparison.question.outcome]

    def values(mean: TeamMean) -> list[Any]:
        return [round(mean.across, 1), round(mean.up, 3), names[mean.team_id]]

    return {
        "kind": "scatter",
        "series": [{"name": str(_("A team")), "values": [values(mean) for mean in means]}],
        "x_title": str(_("%(score)s, average of a team", score=capital(score))),
        "y_title": str(outcome.label),
        "decimals": max(2, outcome.decimals),
    }
