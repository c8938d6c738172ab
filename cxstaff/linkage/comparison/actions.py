"""What happens to comparisons: what they tell is kept for whoever asks next."""

from __future__ import annotations

from sqlalchemy import delete

from cxstaff import engine
from cxstaff.db import db
from cxstaff.linkage.comparison.as_json import written
from cxstaff.linkage.comparison.comparison import Comparison
from cxstaff.linkage.comparison.models import KeptEstimates
from cxstaff.linkage.leads.models import QUESTION, columns_of
from cxstaff.linkage.material.question import Question

KNOWN = frozenset({"question", "allowance"})
"""What whoever asks knows already."""


def forget(question: Question) -> None:
    """Forget what was kept of a question, in whatever state."""
    asked = columns_of(question)
    db.session.execute(delete(KeptEstimates).filter_by(**asked))


def keep(told: Comparison, state: str) -> None:
    """Keep what is told of a question in a state, instead of what was kept of it before."""
    content = written(told, without=KNOWN)
    row = columns_of(told.question) | {"state": state, "content": content}
    columns = {name: [value] for name, value in row.items()}
    engine.put_columns(db.session(), engine.table_of(KeptEstimates), QUESTION, columns)
