"""The first steps end: once all are done, or when somebody puts them away."""

from __future__ import annotations

from datetime import date, datetime

from cxstaff.home.first_steps.queries import facts
from cxstaff.people.actions import granted_to, set_roles
from cxstaff.people.models import Company, Person, Role


def put_away(company: Company, *, now: datetime) -> None:
    """Show the steps on nobody's home any more."""
    company.first_steps_over_at = company.first_steps_over_at or now


def end_if_done(company: Company, today: date, *, now: datetime) -> bool:
    """Note that the steps are over once all are done; say whether that was now."""
    if company.first_steps_over_at is not None or not facts(today).are_all:
        return False
    put_away(company, now=now)
    return True


def take_on_roles(person: Person, *, now: datetime) -> None:
    """Let an admin look after HR and CX as well, as where a company begins with one."""
    roles = granted_to(person) | {Role.HR, Role.CX}
    set_roles(person, frozenset(roles), actor=person, now=now)
