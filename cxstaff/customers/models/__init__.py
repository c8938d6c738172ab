"""Interactions, what customers said about them, the running sums, and how they came in."""

from __future__ import annotations

from cxstaff.customers.models.imports import (
    ImportRun,
    ImportState,
    KnownHandler,
    QuarantinedRecord,
)
from cxstaff.customers.models.interactions import (
    Change,
    ChangeCause,
    Channel,
    Circumstance,
    ContactReason,
    Customer,
    Feedback,
    Interaction,
    Segment,
)
from cxstaff.customers.models.moves import LateMovePass
from cxstaff.customers.models.quarantine import QuarantinePass
from cxstaff.customers.models.sums import (
    CELL_KEYS,
    CHANNEL_KEYS,
    CHANNELS_OF_TEAMS,
    SEGMENT_KEYS,
    SUMS,
    TOTAL_KEYS,
    Cell,
    ChannelTotal,
    Grain,
    SegmentTotal,
    Sums,
    Total,
    totals_of,
)

__all__ = [
    "CELL_KEYS",
    "CHANNELS_OF_TEAMS",
    "CHANNEL_KEYS",
    "SEGMENT_KEYS",
    "SUMS",
    "TOTAL_KEYS",
    "Cell",
    "Change",
    "ChangeCause",
    "Channel",
    "ChannelTotal",
    "Circumstance",
    "ContactReason",
    "Customer",
    "Feedback",
    "Grain",
    "ImportRun",
    "ImportState",
    "Interaction",
    "KnownHandler",
    "LateMovePass",
    "QuarantinePass",
    "QuarantinedRecord",
    "Segment",
    "SegmentTotal",
    "Sums",
    "Total",
    "totals_of",
]
