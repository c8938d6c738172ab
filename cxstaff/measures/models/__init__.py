"""Measures, the targets on them, and the numbers of those that are entered."""

from cxstaff.measures.models.definitions import (
    ASKED_OF_CUSTOMERS,
    OUTCOME_UNITS,
    POINTS,
    SHARE,
    Direction,
    Measure,
    Source,
    Voice,
)
from cxstaff.measures.models.levers import Lever, LeverKind, Target, lever_classes
from cxstaff.measures.models.readings import EarlierReading, Reading, ReadingTotal

__all__ = [
    "ASKED_OF_CUSTOMERS",
    "OUTCOME_UNITS",
    "POINTS",
    "SHARE",
    "Direction",
    "EarlierReading",
    "Lever",
    "LeverKind",
    "Measure",
    "Reading",
    "ReadingTotal",
    "Source",
    "Target",
    "Voice",
    "lever_classes",
]
