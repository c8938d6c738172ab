"""What was published of rounds, as pages show it: scores, trends, comparisons, comments."""

from cxstaff.pulses.published.closed import find_round, rounds
from cxstaff.pulses.published.comments import comments
from cxstaff.pulses.published.comparison import Compared, compared
from cxstaff.pulses.published.heatmap import Heatmap, HeatmapCell, HeatmapRow, heatmap
from cxstaff.pulses.published.rosters import asked_in, is_team_asked
from cxstaff.pulses.published.scores import (
    Choice,
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
from cxstaff.pulses.published.trend import Moment, subjects, trend

__all__ = [
    "Choice",
    "Compared",
    "Heatmap",
    "HeatmapCell",
    "HeatmapRow",
    "Moment",
    "Score",
    "TeamScore",
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
