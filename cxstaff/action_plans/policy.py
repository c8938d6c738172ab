"""Who may plan what a team does, and say how far it is."""

from __future__ import annotations

from collections.abc import Collection

from cxstaff.action_plans.models import Action
from cxstaff.people.models import Role


def may_plan(roles: Collection[Role], led: Collection[int], team_id: int) -> bool:
    """Say whether somebody plans a team's actions; `led` are those they lead, from above too."""
    return Role.HR in roles or team_id in led


def may_report(
    person_id: int, roles: Collection[Role], led: Collection[int], action: Action
) -> bool:
    """Say whether somebody notes how an action goes: its owner, and whoever may plan it."""
    return action.owner_id == person_id or may_plan(roles, led, action.team_id)


def may_read(
    roles: Collection[Role], led: Collection[int], own_team_id: int | None, team_id: int
) -> bool:
    """Say whether somebody reads a team's plan: everybody on it, its leads and HR."""
    return team_id == own_team_id or may_plan(roles, led, team_id)
