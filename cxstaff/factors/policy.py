"""Who must have a second factor, and who may have somebody's removed."""

from __future__ import annotations

from collections.abc import Set

from cxstaff.factors.models import FactorReset
from cxstaff.people.models import GRANTED, Person, Role

RESETS = frozenset({Role.HR, Role.ADMIN})


def is_required(rule: str, roles: Set[Role]) -> bool:
    """Say whether somebody with these roles must have one by the setting CXSTAFF_SECOND_FACTOR."""
    if rule == "everyone":
        return True
    return rule == "privileged" and bool(roles & set(GRANTED))


def may_ask_reset(actor: Person, roles: Set[Role], owner: Person) -> bool:
    """Say whether `actor` may ask that the second factors of `owner` are removed."""
    return bool(roles & RESETS) and actor.id != owner.id


def may_confirm_reset(actor: Person, roles: Set[Role], reset: FactorReset) -> bool:
    """Say whether `actor` may be the second person who confirms a reset."""
    return bool(roles & RESETS) and actor.id not in {reset.person_id, reset.asked_by_id}
