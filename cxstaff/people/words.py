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
CHANGE_NAMES = {
    "new": _l("New"),
    "details": _l("Details"),
    "teams": _l("Team"),
    "leads": _l("Leading"),
    "roles": _l("Roles"),
    "left": _l("Leaves"),
    "back": _l("Comes back"),
}
COLUMN_MEANINGS = {
    "name": _l("The only column that has to be there."),
    "email": _l("To sign in with. People without one are on the roster but cannot sign in."),
    "employee_number": _l("As your other systems know the person. A line is matched by it first."),
    "team": _l("A team that does not exist yet is made."),
    "parent_team": _l("The team that the team belongs to, such as its department."),
    "is_lead": _l("Yes or no: whether the person leads the team."),
    "since": _l("First day in the team, like 2026-03-18. Without it: today, if the team is new."),
    "until": _l("First day no longer in the team. Leave it empty for the present team."),
    "left_on": _l("First day the person no longer works here."),
    "zone": _l("Time zone, like Europe/Berlin. Without it: the company’s."),
    "roles": _l("hr, cx, admin, with a comma in between. “employee” takes all of them away."),
}
