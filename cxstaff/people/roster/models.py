"""What is kept of rosters as files: how they are read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from cxstaff.db import Model


class RosterPreset(Model):
    """A saved way to read roster files of one HR system: which column is what, and its words."""

    __tablename__ = "roster_preset"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
