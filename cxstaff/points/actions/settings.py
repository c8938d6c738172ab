"""Whether the company has points: switched on, everybody sees their own account."""

from __future__ import annotations

from datetime import datetime

from cxstaff import security_log
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company
from cxstaff.security_log import Act


def switch(actor: Person | None, *, is_on: bool, now: datetime) -> None:
    """Show everybody their own account of points, or nobody. No account changes by it."""
    company = get_company()
    if company.has_points != is_on:
        company.has_points = is_on
        security_log.record(Act.POINTS_SWITCHED, by=actor, now=now, to="on" if is_on else "off")
