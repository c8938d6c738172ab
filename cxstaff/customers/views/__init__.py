"""Pages about customers: outcomes, remarks, imports, and what imports held back."""

from __future__ import annotations

from flask import Blueprint

from cxstaff.people import queries as people
from cxstaff.people.access import roles_of_visitor, signed_in
from cxstaff.people.models import Role
from cxstaff.people.queries import today

bp = Blueprint("customers", __name__)


def visible_teams() -> dict[int, str]:
    """Return the teams whose customers the person may read about: name by id, by name."""
    roles = roles_of_visitor()
    seen = people.visible_team_ids(signed_in(), roles, today())
    return {key: name for key, name in people.team_names().items() if key in seen}


def sees_all() -> bool:
    """Say whether the person reads about the customers of every team."""
    return bool(roles_of_visitor() & {Role.HR, Role.CX})


import cxstaff.customers.views.held_reading  # noqa: E402
import cxstaff.customers.views.held_records  # noqa: E402
import cxstaff.customers.views.imports  # noqa: E402
import cxstaff.customers.views.interactions  # noqa: E402
import cxstaff.customers.views.mapping  # noqa: E402
import cxstaff.customers.views.moves  # noqa: E402
import cxstaff.customers.views.outcomes  # noqa: E402
import cxstaff.customers.views.quarantine  # noqa: E402
import cxstaff.customers.views.remarks  # noqa: E402
import cxstaff.customers.views.taking_back  # noqa: E402, F401
