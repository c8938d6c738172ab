"""How far a company has come: the facts of all first steps in one statement."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from cxstaff.customers.models import Interaction
from cxstaff.db import db
from cxstaff.measures.models import Measure
from cxstaff.people.models import AccountNotice, Membership, Person, Role, RoleGrant
from cxstaff.people.queries import held_on, is_here
from cxstaff.pulses.models import SMALLEST_GROUP, Pulse
from cxstaff.recognition.models import CompanyValue, Thanks


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What is there of each first step; the fields stand in the order of the steps."""

    roster: bool  # as many people in teams as a pulse needs
    roles: bool
    invited: bool
    values: bool
    measures: bool
    pulse: bool
    interactions: bool
    thanks: bool

    @property
    def are_all(self) -> bool:
        """Say whether every step is done."""
        return all(astuple(self))


def facts(today: date) -> StepFacts:
    """Return how far the company has come."""
    query = select(
        _placed(today),
        _holds_role(Role.HR, today),
        _holds_role(Role.CX, today),
        _uninvited(today).exists(),
        *(select(model).limit(1).exists() for model in (CompanyValue, Measure, Pulse)),
        *(select(model.id).limit(1).exists() for model in (Interaction, Thanks)),
    )
    placed, hr, cx, uninvited, *others = db.session.execute(query).one()
    roster = placed >= SMALLEST_GROUP
    return StepFacts(roster, bool(hr and cx), roster and not uninvited, *map(bool, others))


def _placed(today: date) -> Any:
    query = select(func.count(Membership.person_id.distinct())).where(held_on(Membership, today))
    return query.scalar_subquery()


def _holds_role(role: Role, today: date) -> ColumnElement[bool]:
    query = select(RoleGrant.person_id).join(Person, Person.id == RoleGrant.person_id)
    return query.where(RoleGrant.role == role, is_here(today)).exists()


def _uninvited(today: date) -> Select[Any]:
    """Select who has an address and no password, and was never sent a link."""
    asked = select(AccountNotice.id).where(
        AccountNotice.person_id == Person.id, AccountNotice.kind == "link"
    )
    return select(Person.id).where(
        Person.email.is_not(None),
        Person.password_hash.is_(None),
        Person.erased_on.is_(None),
        is_here(today),
        ~asked.correlate(Person).exists(),
    )
