"""Questions about the names of teams, and which of them are open."""

from __future__ import annotations

from sqlalchemy import select

from cxstaff.db import db
from cxstaff.people.models import Team


def open_team_paths() -> dict[int, str]:
    """Return the paths of the teams that are not closed: what new things are offered for."""
    closed = set(db.session.scalars(select(Team.id).where(Team.closed_on.is_not(None))))
    return {key: path for key, path in team_paths().items() if key not in closed}


def team_paths() -> dict[int, str]:
    """Return every team's name with those above it, "Service › Blue", by id, in that order."""
    teams = {team.id: team for team in db.session.scalars(select(Team))}

    def path(team: Team | None) -> str:
        if team is None:
            return ""
        above = path(teams.get(team.parent_id or 0))
        return f"{above} › {team.name}" if above else team.name

    found = {team_id: path(team) for team_id, team in teams.items()}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))
