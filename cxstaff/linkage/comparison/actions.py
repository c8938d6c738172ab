"""What happens to comparisons: what they estimated is kept for whoever asks next."""

from __future__ import annotations

from typing import Any

from cxstaff import engine
from cxstaff.db import db
from cxstaff.linkage.comparison.as_json import written
from cxstaff.linkage.comparison.comparison import Estimates
from cxstaff.linkage.comparison.models import KeptEstimates
from cxstaff.linkage.material.question import Question

KEYS = "engagement", "outcome", "span", "lag"


def keep(question: Question, state: str, estimates: Estimates) -> None:
    """Keep what was estimated of a question in a state, instead of what was kept of it before."""
    told: dict[str, list[Any]] = {
        "engagement": [question.engagement],
        "outcome": [question.outcome],
        "span": [question.span.value],
        "lag": [question.lag],
        "state": [state],
        "content": [written(estimates)],
    }
    engine.put_columns(db.session(), engine.table_of(KeptEstimates), KEYS, told)
