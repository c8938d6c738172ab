"""A load that was stopped half-way is known by the company's name, and can be cleared away."""

from __future__ import annotations

from cxstaff.db import db
from cxstaff.engine import table_of
from cxstaff.people.queries import find_company, get_company
from cxstaff.security_log.models import SecurityEvent, SecurityNote

COMPLETE = "Larkfield Home"
GUARDED = {table_of(SecurityEvent).name, table_of(SecurityNote).name}
"""Tables whose rows the database itself keeps from being removed."""
NAME = f"{COMPLETE} (being set up)"


def end() -> None:
    """Mark the company as complete."""
    get_company().name = COMPLETE


def is_there() -> bool:
    """Say whether a load was begun and never ended."""
    company = find_company()
    return company is not None and company.is_demonstration and company.name == NAME


def clear() -> None:
    """Remove every row of every table; the security log of a company that never was, too."""
    for table in reversed(db.metadata.sorted_tables):
        if table.name not in GUARDED:
            db.session.execute(table.delete())
    connection = db.session.connection()
    guarded = [table for table in db.metadata.sorted_tables if table.name in GUARDED]
    db.metadata.drop_all(connection, tables=guarded)
    db.metadata.create_all(connection, tables=guarded)
    db.session.expire_all()
