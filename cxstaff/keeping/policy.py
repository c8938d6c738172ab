"""Who may erase whom, and what an erasure waits for."""

from __future__ import annotations

from collections.abc import Set

from cxstaff.people.models import GRANTED, Role
from cxstaff.pulses.erasure import is_asked_now


def may_erase(actor: Set[Role], owner: Set[Role]) -> bool:
    """Say whether `actor` erases somebody with the roles `owner`: of role holders, admins alone."""
    return Role.ADMIN in actor or not owner & set(GRANTED)


def waits_for_a_round(person_id: int) -> bool:
    """Say whether erasing a person has to wait until a round that asks them has closed."""
    return is_asked_now(person_id)
