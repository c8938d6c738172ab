"""Files of records, and what came of bringing them in."""

import io
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cxstaff import clock
from cxstaff.customers.imports import actions
from cxstaff.customers.models import Change, ImportRun, Interaction, QuarantinedRecord
from cxstaff.customers.reading.mapping import Mapping
from cxstaff.db import db
from cxstaff.tables.times.dates import DateOrder
from tests.cast import NOW, ZONE

Write = Callable[..., Path]
HEAD = "id,when,who,channel,csat,remark"
HOW = Mapping(
    {"reference": "id", "happened_at": "when", "handler": "who", "channel": "channel",
     "csat": "csat", "remark": "remark"},
    "desk", ZONE, DateOrder.YEAR_FIRST,
)  # fmt: skip
NAMES = ["Ben Berg", "Cleo Clay", "bea@bright.example", "Nobody"]


def lines(number: int, seed: int = 1) -> list[str]:
    """Records of several days, teams and channels; some wrong, some twice."""
    dice = random.Random(seed)
    made = [HEAD]
    for n in range(number):
        day, who = dice.randrange(1, 29), dice.choice(NAMES)
        csat, channel = dice.choice(["", "1", "4", "5", "5", "9"]), dice.choice(["Chat", "Phone"])
        reference = dice.randrange(number)
        made.append(f'{reference},2026-02-{day:02} 10:{n % 60:02},{who},{channel},{csat},"a\nb"')
    return made


def queue(path: Path, how: Mapping = HOW) -> int:
    run = actions.receive(path, path.name, str(path), None, now=NOW)
    actions.start(run, how, None, now=NOW)
    db.session.commit()
    return run.id


def claim(run_id: int, worker: str = "w") -> None:
    assert actions.LEASE.claim(worker, now=clock.now(), row_id=run_id) == run_id
    db.session.commit()


def get(run_id: int) -> ImportRun:
    db.session.expire_all()
    return db.session.get_one(ImportRun, run_id)


def known() -> list[tuple[str, int]]:
    query = db.select(Interaction.reference, Interaction.handler_id)
    return sorted(tuple(row) for row in db.session.execute(query))


def changes() -> list[tuple[int, int, dict[str, Any]]]:
    """Return the history of all interactions: of which, by which import, what it was before."""
    query = db.select(Change.interaction_id, Change.run_id, Change.before).order_by(Change.id)
    return [tuple(row) for row in db.session.execute(query)]


def quarantine(run_id: int) -> list[QuarantinedRecord]:
    query = db.select(QuarantinedRecord).where(QuarantinedRecord.run_id == run_id)
    return list(db.session.scalars(query.order_by(QuarantinedRecord.line)))


CONTENT = (
    "ticket id,created at,agent,channel,csat score,customer remarks,solved\n"
    "1,13/02/2026 10:00,Ben Berg,Chat,5,Thank you Ben,yes\n"
    "2,13/02/2026 11:00,Nobody,Chat,1,Terrible,no\n"
    "-3,31/02/2026 12:00,Cleo Clay,Chat,4,=1+1,yes\n"
)


def upload(visit: Any, content: str | bytes = CONTENT, name: str = "desk.csv") -> Any:
    data = content.encode() if isinstance(content, str) else content
    return visit.post(
        "/customers/imports",
        data={"file": (io.BytesIO(data), name)},
        content_type="multipart/form-data",
    )


def posted(form: dict[str, str] | None = None, **more: str) -> dict[str, str]:
    columns = {
        "column_reference": "ticket id",
        "column_happened_at": "created at",
        "column_handler": "agent",
        "column_channel": "channel",
        "column_csat": "csat score",
        "column_remark": "customer remarks",
        "column_resolved": "solved",
    }
    base = {"source": "desk", "order": "dmy", "zone": "Europe/Berlin", "channel": "Phone"}
    return columns | base | (form or {}) | more
