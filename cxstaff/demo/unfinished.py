"""A load that was stopped half-way is known by the company's name, and can be cleared away."""

from __future__ import annotations

from cxstaff.db import db
from cxstaff.people.queries import find_company, get_company

COMPLETE = "Larkfield Home"
NAME = f"{COMPLETE} (being set up)"


def end() -> None:
    """Mark the company as complete."""
    get_company().name = COMPLETE


def is_there() -> bool:
    """Say whether a load was begun and never ended."""
    company = find_company()
    return company is not None and company.is_demonstration and company.name == NAME


def clear() -> None:
    """Remove every row of every table."""
    for table in reversed(db.metadata.sorted_tables):
        db.session.execute(table.delete())
    db.session.expire_all()
