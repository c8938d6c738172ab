"""What the words of the roster are called on screen."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from cxstaff.people.models import AccountNotice, Role
from cxstaff.people.queries import zone_of
from cxstaff.web import when

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


def told(notice: AccountNotice) -> str:
    """Say to its owner what was done to an account, by whom and when."""
    who = notice.by.name if notice.by else gettext("Somebody with access to the server")
    at = when(notice.at, zone_of(notice.person))
    values = {"who": who, "at": at, "old": notice.old, "new": notice.new}
    return str(_sentence(notice) % values)


def _sentence(notice: AccountNotice) -> Any:
    if notice.kind == "link":
        return _l("%(who)s asked for a link to choose your password, on %(at)s.")
    if notice.kind == "password":
        return _l("%(who)s gave your account another password, on %(at)s.")
    if notice.new is None:
        return _l("%(who)s took the e-mail address %(old)s from your account, on %(at)s.")
    if notice.old is None:
        return _l("%(who)s gave your account the e-mail address %(new)s, on %(at)s.")
    return _l("%(who)s changed your e-mail address from %(old)s to %(new)s, on %(at)s.")
