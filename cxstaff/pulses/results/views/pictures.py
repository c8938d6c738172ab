"""Pictures of results, in the vocabulary of charts; the same numbers stand in tables below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from cxstaff.pulses.results.queries import Score, TrendPoint


def of_scores(drivers: Sequence[Score]) -> dict[str, Any] | None:
    """Describe the picture of the drivers' scores with their intervals."""
    shown = [each for each in drivers if each.result]
    if not shown:
        return None
    return {
        "kind": "intervals",
        "horizontal": True,
        "minimum": 0,
        "maximum": 100,
        "decimals": 0,
        "categories": [score.label for score in shown],
        "series": [_series(_("Score"), shown)],
    }


def of_trend(moments: Sequence[TrendPoint], label: str) -> dict[str, Any] | None:
    """Describe the line of one result over rounds; None where nothing was told twice."""
    scores = [moment.score for moment in moments]
    if sum(score.result is not None for score in scores) < 2:
        return None
    lowest = -100 if scores[0].subject == "enps" else 0
    return {
        "kind": "line",
        "minimum": lowest,
        "maximum": 100,
        "decimals": 0,
        "categories": [format_date(moment.round.opens_at, "d MMM yy") for moment in moments],
        "series": [_series(label, scores)],
    }


def _series(name: str, scores: Sequence[Score]) -> dict[str, Any]:
    intervals = [score.interval for score in scores]
    return {
        "name": name,
        "values": [round(score.result.mean, 1) if score.result else None for score in scores],
        "low": [round(each.low, 1) if each else None for each in intervals],
        "high": [round(each.high, 1) if each else None for each in intervals],
    }
