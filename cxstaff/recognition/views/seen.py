"""Which thanks the visitor may see."""

from __future__ import annotations

from flask import abort

from cxstaff.people import queries as people
from cxstaff.people.access import roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.recognition import queries
from cxstaff.recognition.models import Thanks
from cxstaff.recognition.queries import WallReader
from cxstaff.web import LARGEST_KEY


def reader() -> WallReader:
    """Return the visitor with the teams whose thanks they see."""
    person, roles = signed_in(), roles_of_visitor()
    seen = people.visible_team_ids(person, roles, today())
    return WallReader(person.id, seen, people.sees_every_team(roles))


def thanks_or_404(thanks_id: int) -> Thanks:
    """Return a thanks that the visitor may see; 404 for any other."""
    if thanks_id > LARGEST_KEY:
        abort(404)
    return queries.find_thanks_for(reader(), thanks_id) or abort(404)
