"""What a comparison tells, kept for every web process."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model
from cxstaff.linkage.leads.models import known_lag, known_span


class KeptEstimates(Model):
    """What is told of a question about all teams and times, of the `state` it was made in.

    It counts for nothing in any other state. `content` is JSON, see `comparison.Comparison`: what
    was estimated, and what pictures and words are made of; single cells are read where they are
    shown.
    """

    __tablename__ = "kept_estimates"
    __table_args__ = (known_span(), known_lag())

    engagement: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(primary_key=True)
    span: Mapped[str] = mapped_column(primary_key=True)
    lag: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str]
    content: Mapped[str]
