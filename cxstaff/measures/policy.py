"""Who may say what a measure is, and what a team is measured, incented and celebrated on."""

from __future__ import annotations

from collections.abc import Collection

from cxstaff.people.models import Role

LEVER_KEEPERS = frozenset({Role.HR, Role.CX})


def may_define_measures(roles: frozenset[Role]) -> bool:
    """Say whether somebody may add a measure or change one."""
    return bool(LEVER_KEEPERS & roles)


def may_set_levers(roles: frozenset[Role], team_id: int, led: Collection[int]) -> bool:
    """Say whether somebody may set a team's levers; `led` are the teams they lead, from above too.

    The same people may enter the team's readings.
    """
    return bool(LEVER_KEEPERS & roles) or team_id in led
