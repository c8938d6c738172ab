"""Interactions, what customers said about them, the running sums, and how they came in."""

from __future__ import annotations

from cxstaff.customers.models.imports import ImportPreset, ImportRun, ImportState, QuarantinedRecord
from cxstaff.customers.models.interactions import Channel, Feedback, Interaction, Reason, Segment
from cxstaff.customers.models.sums import CELL_KEYS, SUMS, TOTAL_KEYS, Cell, Grain, Sums, Total

__all__ = [
    "CELL_KEYS",
    "SUMS",
    "TOTAL_KEYS",
    "Cell",
    "Channel",
    "Feedback",
    "Grain",
    "ImportPreset",
    "ImportRun",
    "ImportState",
    "Interaction",
    "QuarantinedRecord",
    "Reason",
    "Segment",
    "Sums",
    "Total",
]
