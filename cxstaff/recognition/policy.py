"""Who may see a thanks or take it back, and who may say what the company holds dear."""

from __future__ import annotations

from datetime import datetime, timedelta

from cxstaff.people.models import Role
from cxstaff.recognition.models import Thanks

SECOND_THOUGHTS = timedelta(minutes=15)


def may_define_values(roles: frozenset[Role]) -> bool:
    """Say whether somebody may add a company value or change one."""
    return Role.HR in roles


def may_withdraw(person_id: int, thanks: Thanks, now: datetime) -> bool:
    """Say whether somebody may take a thanks back: the giver, for a quarter of an hour."""
    return thanks.giver_id == person_id and now < thanks.given_at + SECOND_THOUGHTS
