"""Who may decide about plans that pay, and see what they pay."""

from __future__ import annotations

from collections.abc import Collection

from cxstaff.incentives.models import PlanProposal
from cxstaff.measures.policy import LEVER_KEEPERS
from cxstaff.people.models import Person, Role


def may_decide(roles: frozenset[Role], person: Person, proposal: PlanProposal) -> bool:
    """Say whether somebody may approve or decline a proposal: HR or CX, and not who wrote it."""
    return bool(LEVER_KEEPERS & roles) and proposal.is_open and proposal.written_by_id != person.id


def may_withdraw(person: Person, proposal: PlanProposal) -> bool:
    """Say whether somebody may take a proposal back: who wrote it, while it is open."""
    return proposal.is_open and proposal.written_by_id == person.id


def may_see_pay(roles: frozenset[Role], team_id: int, led: Collection[int]) -> bool:
    """Say whether somebody may see what people of a team are paid: HR, CX and who leads it."""
    return bool(LEVER_KEEPERS & roles) or team_id in led
