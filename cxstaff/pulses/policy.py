"""Who may see what of a pulse: scores by team, and comments."""

from __future__ import annotations

from collections.abc import Collection

from cxstaff.people.models import Role

COMPANY_WIDE = frozenset({Role.HR, Role.CX})


def may_see_every_team(roles: Collection[Role]) -> bool:
    """Say whether the published scores of every team are open to these roles."""
    return bool(COMPANY_WIDE & set(roles))


def may_see_team(roles: Collection[Role], led: Collection[int], team_id: int | None) -> bool:
    """Say whether a team's published scores are open; `led` are the teams led and those below.

    The scores of the company as a whole (None) are open to everybody.
    """
    return team_id is None or may_see_every_team(roles) or team_id in led


def may_read_comments(roles: Collection[Role], led: Collection[int], team_id: int | None) -> bool:
    """Say whether the comments of a team, or of the whole company (None), are open."""
    return Role.HR in roles or (team_id is not None and team_id in led)
