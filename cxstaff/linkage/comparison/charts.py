"""The pictures of a comparison: in the vocabulary of charts that every page uses, and as a plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.plot import HEIGHT, WIDTH, Frame, Plot, axis_about_zero, reach_of
from cxstaff.linkage.comparison.points import Dot, TeamMean, capital
from cxstaff.linkage.estimates.reasons import Unusable
from cxstaff.linkage.estimates.slopes import Slope
from cxstaff.linkage.words.terms import PERIOD, name_of, written
from cxstaff.web import number

ChartSpec = dict[str, Any]
"""A chart in the vocabulary of templates/components/README.md."""


@dataclass(frozen=True, slots=True)
class DrawnMeans:
    """One team's averages over all periods, written out."""

    team: str
    score: str
    result: str


@dataclass(frozen=True, slots=True)
class BetweenPicture:
    """Teams against teams: what is drawn, what may be said of it, and the same as rows."""

    spec: ChartSpec
    summary: str
    rows: Sequence[DrawnMeans]


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
    return Pictures(changes, _about(comparison, label), beside)


def _beside(spec: ChartSpec, comparison: Comparison, differing: str) -> BetweenPicture:
    outcome, values = comparison.question.outcome, spec["series"][0]["values"]
    rows = [DrawnMeans(name, number(x, 1), written(outcome, y)) for x, y, name in values]
    return BetweenPicture(spec, differing, rows)


def _about(comparison: Comparison, label: str) -> str:
    """Say what the picture within teams shows."""
    about = _(
        "Each dot is a team in one %(period)s: %(label)s beyond what is usual for the team and "
        "the %(period)s, and the customer result beyond the same. The line is what was seen, the "
        "shade its 95 %% interval.",
        period=PERIOD[comparison.question.span],
        label=label,
    )
    return f"{about}{_drawn(comparison)}"


def plot_within(comparison: Comparison, score: str) -> Plot | None:
    """Draw each team's periods beyond what is usual, with what was seen; None without an estimate.

    `score` is what a team has of the engagement subject.
    """
    shown = _shown(comparison)
    if shown is None:
        return None
    slope, dots = shown
    outcome = OUTCOMES[comparison.question.outcome]
    reach = reach_of(each.across for each in dots)
    frame = Frame(reach, reach_of(each.up for each in dots))
    band = [(-reach, -slope.low * reach), (reach, slope.low * reach)]
    band += [(reach, slope.high * reach), (-reach, -slope.high * reach)]
    return Plot(
        str(_("When a team changes")),
        _about_plot(comparison, score),
        axis_about_zero(_("%(name)s, beyond the usual", name=outcome.label), frame.up, falls=True),
        axis_about_zero(_("%(name)s, points beyond the usual", name=capital(score)), reach),
        dots=frame.dots((each.across, each.up) for each in dots),
        band=f"{frame.path(band)}z",
        line=frame.path([(-reach, -slope.value * reach), (reach, slope.value * reach)]),
        axes=f"M0,{HEIGHT // 2}H{WIDTH}M{WIDTH // 2},0V{HEIGHT}",
    )


def _about_plot(comparison: Comparison, score: str) -> str:
    """Say the same to readers who know nothing of statistics."""
    about = _(
        "Each dot is one team in one %(period)s. Further right, its %(score)s was higher than "
        "usual for it; further up, its customer result was. The line is what was seen; the shade "
        "is where it may lie.",
        period=PERIOD[comparison.question.span],
        score=score,
    )
    return f"{about}{_drawn(comparison)}"


def _drawn(comparison: Comparison) -> str:
    """Say how many dots are drawn, where that is not all of them."""
    shown, dots = len(comparison.shown_dots), comparison.cells
    if shown == dots:
        return ""
    text = _(
        "%(shown)s of %(dots)s dots are drawn, evenly chosen.",
        shown=number(shown),
        dots=number(dots),
    )
    return f" {text}"


def _shown(comparison: Comparison) -> tuple[Slope, Sequence[Dot]] | None:
    """Return the slope and the dots that are drawn; None without an estimate."""
    slope, dots = comparison.slope, comparison.shown_dots
    return None if isinstance(slope, Unusable) or not dots else (slope, dots)


def within(comparison: Comparison, names: Mapping[int, str], score: str) -> ChartSpec | None:
    """Draw each cell against what is usual, with the headline slope and its interval as a band."""
    shown = _shown(comparison)
    if shown is None:
        return None
    slope, dots = shown
    ends = min(dot.across for dot in dots), max(dot.across for dot in dots)
    outcome, span = OUTCOMES[comparison.question.outcome], comparison.question.span

    periods = {each: name_of(each, span) for each in {dot.place[1] for dot in dots}}

    def named(dot: Dot) -> str:
        team_id, period = dot.place
        return f"{names[team_id]}, {periods[period]}"

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
    means = comparison.shown_means
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
