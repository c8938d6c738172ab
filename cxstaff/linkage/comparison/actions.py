"""What happens to comparisons: what they estimated is kept for whoever asks next."""

from __future__ import annotations

from cxstaff import engine
from cxstaff.db import db
from cxstaff.linkage.comparison.as_json import written
from cxstaff.linkage.comparison.comparison import Estimates
from cxstaff.linkage.comparison.models import KeptEstimates
from cxstaff.linkage.leads.models import QUESTION, columns_of
from cxstaff.linkage.material.question import Question


def keep(question: Question, state: str, estimates: Estimates) -> None:
    """Keep what was estimated of a question in a state, instead of what was kept of it before."""
    row = columns_of(question) | {"state": state, "content": written(estimates)}
    told = {name: [value] for name, value in row.items()}
    engine.put_columns(db.session(), engine.table_of(KeptEstimates), QUESTION, told)
