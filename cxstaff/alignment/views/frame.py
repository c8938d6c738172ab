"""What pages about one team share: who may open them, and their head."""

from __future__ import annotations

from flask import abort, url_for
from flask_babel import gettext as _

from cxstaff.alignment import queries
from cxstaff.alignment.page.team import Head
from cxstaff.people import queries as people
from cxstaff.people.access import roles_of_visitor, signed_in
from cxstaff.people.models import Team
from cxstaff.people.queries import today


def team_or_404(team_id: int) -> Team:
    """Return a team whose page the visitor may open."""
    found = people.find_team_for(signed_in(), roles_of_visitor(), team_id, today())
    return found or abort(404)


def head_of(team: Team, current: str) -> Head:
    """Return what the head of every page about a team shows."""
    roles = roles_of_visitor()
    sees_all = people.sees_every_team(roles)
    seen = set() if sees_all else people.visible_team_ids(signed_in(), roles, today())
    tabs = {
        "now": ("alignment.show", _("Now")),
        "scorecard": ("alignment.scorecard", _("Scorecard")),
        "history": ("alignment.history", _("History")),
        "members": ("alignment.members", _("People")),
        "remarks": ("alignment.remarks", _("What customers said")),
    }
    return Head(
        team=team,
        leads=people.leads_of(team.id, today()),
        above=[
            (name, url_for("alignment.show", team_id=each) if sees_all or each in seen else None)
            for each, name in queries.names_above(team)
        ],
        tabs=[
            {
                "label": label,
                "url": url_for(endpoint, team_id=team.id),
                "is_current": key == current,
            }
            for key, (endpoint, label) in tabs.items()
        ],
        index=url_for("alignment.index"),
    )
