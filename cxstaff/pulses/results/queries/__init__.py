"""What was published of rounds, as pages show it: scores, trends, comparisons, comments."""

from cxstaff.pulses.results.queries.closed import find_round, rounds
from cxstaff.pulses.results.queries.comments import comments
from cxstaff.pulses.results.queries.comparison import Compared, compared
from cxstaff.pulses.results.queries.heatmap import Heatmap, HeatmapCell, HeatmapRow, heatmap
from cxstaff.pulses.results.queries.ordering import Order, View
from cxstaff.pulses.results.queries.rosters import asked_in, is_team_asked
from cxstaff.pulses.results.queries.scores import (
    ChoiceScores,
    Score,
    TeamScore,
    asks_index,
    choices,
    drivers,
    index_of,
    questions,
    scores,
    teams,
)
from cxstaff.pulses.results.queries.trend import TrendPoint, subjects, trend

__all__ = [
    "ChoiceScores",
    "Compared",
    "Heatmap",
    "HeatmapCell",
    "HeatmapRow",
    "Order",
    "Score",
    "TeamScore",
    "TrendPoint",
    "View",
    "asked_in",
    "asks_index",
    "choices",
    "comments",
    "compared",
    "drivers",
    "find_round",
    "heatmap",
    "index_of",
    "is_team_asked",
    "questions",
    "rounds",
    "scores",
    "subjects",
    "teams",
    "trend",
]
