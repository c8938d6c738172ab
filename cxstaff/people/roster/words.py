"""What the words of a roster file are called on screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from cxstaff.people.roster.checking.changes import Choice, RosterQuestion
from cxstaff.people.roster.reading.line import LineProblem, RosterLine
from cxstaff.people.roster.reading.mapping import Leaving
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.tables.times.dates import DateOrder
from cxstaff.tables.words import ORDER_NAMES
from cxstaff.web import day

KIND_NAMES = {
    "new": _l("New"),
    "gone": _l("Has left"),
    "moved": _l("Moves"),
    "left": _l("Leaves"),
    "back": _l("Comes back"),
    "teamless": _l("Without a team"),
    "leads": _l("Leading"),
    "history": _l("Earlier teams"),
    "details": _l("Details"),
    "roles": _l("Roles"),
    "same": _l("As before"),
}
FIELD_NAMES = {
    "name": _l("Name"),
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "preferred_name": _l("Preferred name"),
    "email": _l("E-mail"),
    "employee_number": _l("Employee number"),
    "team": _l("Team"),
    "parent_team": _l("Team above"),
    "is_lead": _l("Leads the team"),
    "manager": _l("Manager’s name"),
    "manager_number": _l("Manager’s employee number"),
    "manager_email": _l("Manager’s e-mail"),
    "since": _l("First day in the team"),
    "hired_on": _l("First day in the company"),
    "until": _l("First day no longer in the team"),
    "left_on": _l("Day of leaving"),
    "status": _l("Status"),
    "zone": _l("Time zone"),
    "job": _l("Job"),
    "shift": _l("Shift"),
    "site": _l("Site"),
    "calendar": _l("Working calendar"),
    "roles": _l("Trusted with"),
}
FIELD_MEANINGS = {
    "name": _l("As “Ana Alba” or “Alba, Ana”. The only column that has to be there."),
    "first_name": _l("Instead of the name, together with the last name."),
    "last_name": _l("Instead of the name, together with the first name."),
    "preferred_name": _l("Used instead of the first name where it is given."),
    "email": _l("To sign in with. People without one are on the roster but cannot sign in."),
    "employee_number": _l("As your other systems know the person. A line is matched by it first."),
    "team": _l("A team that does not exist yet is made. A department is one, too."),
    "parent_team": _l("The team that the team belongs to."),
    "is_lead": _l("Yes or no: whether the person leads the team."),
    "manager": _l("Whom most people of a team name leads it, and who led it until now does not."),
    "manager_number": _l("Looked for before the name."),
    "manager_email": _l("Looked for before the name."),
    "since": _l("Without it: today, if the team is new, and contacts of before are held back."),
    "hired_on": _l("The first day in the team of somebody new."),
    "until": _l("Leave it empty for the present team."),
    "left_on": _l("Who has left cannot sign in."),
    "status": _l("Whether somebody works here, is away or has left."),
    "zone": _l("Time zone, like Europe/Berlin. Without it: the company’s."),
    "job": _l("What the person does, like “Agent”. It opens nothing."),
    "shift": _l("Like “Night”."),
    "site": _l("Where the person works."),
    "calendar": _l("Country or region of the public holidays, like DE or DE-BY."),
    "roles": _l("hr, cx, admin, with a comma in between. “employee” takes all of them away."),
}
DAY_NAMES = {
    order: ORDER_NAMES[order]
    for order in (DateOrder.YEAR_FIRST, DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
}
LEAVING_NAMES = {
    Leaving.LAST_DAY: _l("The last day of work"),
    Leaving.FIRST_DAY_GONE: _l("The first day no longer here"),
}
STANDING_NAMES = {
    RosterStanding.WORKS: _l("Works here"),
    RosterStanding.LEFT: _l("Has left"),
    RosterStanding.AWAY: _l("Is away, and stays on the roster"),
    RosterStanding.NOTHING: _l("Says nothing about it"),
}
NAMES = ("name", "first_name", "last_name", "preferred_name")
_PLACES = {"employee_number": "number", "status": "standing"}


def preview_columns(mapped: Mapping[str, str]) -> list[str]:
    """Return the fields that a preview shows: the names that make up one as one."""
    return ["name", *(key for key in FIELD_NAMES if key in mapped and key not in NAMES)]


def preview_cell(row: RosterLine, key: str) -> str | None:
    """Return what a mapped column will be stored as; None where nothing was said."""
    if key.startswith("manager"):
        place = {"manager_number": "number", "manager_email": "email"}.get(key, "name")
        return getattr(row.manager, place, None)
    value = getattr(row, _PLACES.get(key, key))
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if isinstance(value, RosterStanding):
        return str(STANDING_NAMES[value])
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or str(gettext("No role beyond employee."))
    if isinstance(value, date):
        shown = day(value)
        return str(gettext("Gone from %(day)s", day=shown)) if key == "left_on" else shown
    return value or None


def in_words(said: LineProblem | RosterQuestion | Choice) -> str:
    """Return a sentence about a file in the reader's language."""
    return str(gettext(said.sentence, **said.values))
