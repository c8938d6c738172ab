"""What the words of the roster are called on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.people.models import Role

ROLE_NAMES = {
    Role.EMPLOYEE: _l("Employee"),
    Role.LEAD: _l("Team lead"),
    Role.HR: _l("HR"),
    Role.CX: _l("CX"),
    Role.ADMIN: _l("Admin"),
}
ROLE_MEANINGS = {
    Role.HR: _l("HR: runs pulses, reads results, keeps the roster"),
    Role.CX: _l("CX: brings in and reads what customers said"),
    Role.ADMIN: _l("Admin: keeps the roster, gives roles, operates cxstaff"),
}
