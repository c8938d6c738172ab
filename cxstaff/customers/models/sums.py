"""Running sums of interactions: cells, totals over them, and how often they have changed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model, Whole


class Grain(StrEnum):
    """How long a cell is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Sums:
    """The running sums that a cell and a total hold; all whole numbers, so that they are exact.

    Squares of times (seconds) and of worth (hundredths) stand in two numbers: the sum of squares is
    `squares_high` * 2**32 + `squares`. Of each interaction either part is far below 2**32, so that
    no number of interactions makes them overflow.
    """

    interactions: Mapped[int] = mapped_column(default=0)
    csat_n: Mapped[int] = mapped_column(default=0)
    csat_sum: Mapped[int] = mapped_column(Whole, default=0)
    csat_squares: Mapped[int] = mapped_column(Whole, default=0)
    csat_top2: Mapped[int] = mapped_column(default=0)
    satisfied_n: Mapped[int] = mapped_column(default=0)  # asked in two steps: good or bad
    satisfied_yes: Mapped[int] = mapped_column(default=0)
    solved_n: Mapped[int] = mapped_column(default=0)  # as customers say
    solved_yes: Mapped[int] = mapped_column(default=0)
    nps_n: Mapped[int] = mapped_column(default=0)
    nps_promoters: Mapped[int] = mapped_column(default=0)
    nps_detractors: Mapped[int] = mapped_column(default=0)
    ces_n: Mapped[int] = mapped_column(default=0)
    ces_sum: Mapped[int] = mapped_column(Whole, default=0)
    ces_squares: Mapped[int] = mapped_column(Whole, default=0)
    resolved_n: Mapped[int] = mapped_column(default=0)
    resolved_yes: Mapped[int] = mapped_column(default=0)
    resolved_heard: Mapped[int] = mapped_column(default=0)  # resolved, and the customer answered
    unresolved_heard: Mapped[int] = mapped_column(default=0)
    reopened_n: Mapped[int] = mapped_column(default=0)
    reopened_yes: Mapped[int] = mapped_column(default=0)
    escalated_n: Mapped[int] = mapped_column(default=0)
    escalated_yes: Mapped[int] = mapped_column(default=0)
    complaint_n: Mapped[int] = mapped_column(default=0)
    complaint_yes: Mapped[int] = mapped_column(default=0)
    handling_n: Mapped[int] = mapped_column(default=0)
    handling_sum: Mapped[int] = mapped_column(Whole, default=0)  # seconds
    handling_squares_high: Mapped[int] = mapped_column(Whole, default=0)
    handling_squares: Mapped[int] = mapped_column(Whole, default=0)
    waiting_n: Mapped[int] = mapped_column(default=0)
    waiting_sum: Mapped[int] = mapped_column(Whole, default=0)  # seconds until the response
    waiting_squares_high: Mapped[int] = mapped_column(Whole, default=0)
    waiting_squares: Mapped[int] = mapped_column(Whole, default=0)
    closing_n: Mapped[int] = mapped_column(default=0)
    closing_sum: Mapped[int] = mapped_column(Whole, default=0)  # seconds until it was closed
    closing_squares_high: Mapped[int] = mapped_column(Whole, default=0)
    closing_squares: Mapped[int] = mapped_column(Whole, default=0)
    value_n: Mapped[int] = mapped_column(default=0)
    value_sum: Mapped[int] = mapped_column(Whole, default=0)  # hundredths of the currency
    value_squares_high: Mapped[int] = mapped_column(Whole, default=0)
    value_squares: Mapped[int] = mapped_column(Whole, default=0)


SUMS = tuple(name for name in vars(Sums) if not name.startswith("_"))
CELL_KEYS = ("grain", "team_id", "starts_on", "channel_id", "segment_id")
TOTAL_KEYS = ("grain", "team_id", "starts_on")
CHANNEL_KEYS = ("grain", "channel_id", "starts_on")
SEGMENT_KEYS = ("grain", "segment_id", "starts_on")


class Cell(Sums, Model):
    """The running sums of one team, day (week, month), channel and segment."""

    __tablename__ = "cell"

    grain: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)


class Total(Sums, Model):
    """The running sums of one team and day (week, month) over all channels and segments."""

    __tablename__ = "total"
    __table_args__ = (Index("ix_total_period", "grain", "starts_on"),)

    grain: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)


def totals_of(grain: str) -> str:
    """Return the name of the set of data that the totals of teams by day, week or month are."""
    return f"customers.totals.{grain}"


CHANNELS_OF_TEAMS = "customers.channels.month"
"""The name of the set of data that the interactions of teams by month and channel are."""


class ChannelTotal(Sums, Model):
    """The running sums of the whole company in one channel and day (week, month)."""

    __tablename__ = "channel_total"

    grain: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[int] = mapped_column(ForeignKey("channel.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)


class SegmentTotal(Sums, Model):
    """The running sums of the whole company in one segment and day (week, month)."""

    __tablename__ = "segment_total"

    grain: Mapped[str] = mapped_column(primary_key=True)
    segment_id: Mapped[int] = mapped_column(ForeignKey("segment.id"), primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
