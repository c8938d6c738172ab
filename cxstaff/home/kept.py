"""What operations tell of keeping: what was removed, who is erased, and who has to be again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.keeping import erased, queries
from cxstaff.keeping.models import Removal, Stage
from cxstaff.keeping.words import KINDS, STAGES
from cxstaff.people import queries as people
from cxstaff.retention import queries as retention
from cxstaff.web import day


@dataclass(frozen=True, slots=True)
class Keeping:
    """What was removed because its time was over, and how far the erasure of people is."""

    removals: Sequence[tuple[Any, Removal, str]]
    erasures: Sequence[tuple[Any, int]]


def progress() -> Keeping:
    """Return the last removal of each kind of record, and how many erasures stand where."""
    last, stages = queries.removals(), queries.counts_by_stage()
    return Keeping(
        [
            (told.name, last[kind], _mark(last[kind]))
            for kind, told in KINDS.items()
            if kind in last
        ],
        [(STAGES[stage], stages[stage]) for stage in Stage if stage in stages],
    )


def _mark(removal: Removal) -> str:
    """Say that a removal has not ended; "" of one that has."""
    if not removal.finished_at:
        return str(_("Under way"))
    return str(_("Files wait to be rewritten")) if removal.is_to_compact else ""


def back_again(erased_file: Path) -> tuple[str, str] | None:
    """Return what is wrong, and the cure, where a backup brought erased people back."""
    company = people.find_company()
    lines = erased.read(erased_file, erased.mark_of(company.created_at)) if company else []
    back = len(queries.not_erased([each.person_id for each in lines]))
    if not back:
        return None
    title = _("People who were erased are on the roster again: %(count)s", count=back)
    return title, _("A backup from before was restored. Run “flask people erase-again”.")


def first_removal(now: datetime) -> tuple[str, str] | None:
    """Return from which day on old records go, and what to do before, until that day."""
    company, starts_on = people.find_company(), retention.starts_on()
    if company is None or starts_on is None or clock.local_day(now, company.zone) >= starts_on:
        return None
    title = _("From %(day)s on, records whose time is over are removed", day=day(starts_on))
    return title, _("Look before that day at how long each kind of record is kept.")
