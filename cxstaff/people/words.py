"""What the words of the roster are called on screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from cxstaff.people.models import AccountNotice, Person, Role, Team
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


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did to an account: its `kind` as in `AccountNotice`, by whom and when."""

    kind: str
    by: Person | None
    at: datetime
    old: str | None = None
    new: str | None = None


def told(deed: Deed | AccountNotice, person: Person) -> str:
    """Say to its owner what was done to an account, by whom and when."""
    who = deed.by.name if deed.by else gettext("Somebody with access to the server")
    values = {"who": who, "at": when(deed.at, zone_of(person)), "old": deed.old, "new": deed.new}
    return str(_sentence(deed) % values)


def what_became_of(closed: Team) -> str:
    """Say of a closed team whether it lives on in another one, and what is left of it."""
    if closed.merged_into is None:
        return str(gettext("What was stays readable."))
    team = closed.merged_into.name
    return str(gettext("Merged into %(team)s. What was stays readable.", team=team))


def _sentence(deed: Deed | AccountNotice) -> Any:
    if deed.kind == "link":
        return _l("%(who)s asked for a link to choose your password, on %(at)s.")
    if deed.kind == "password":
        return _l("%(who)s gave your account another password, on %(at)s.")
    if deed.new is None:
        return _l("%(who)s took the e-mail address %(old)s from your account, on %(at)s.")
    if deed.old is None:
        return _l("%(who)s gave your account the e-mail address %(new)s, on %(at)s.")
    return _l("%(who)s changed your e-mail address from %(old)s to %(new)s, on %(at)s.")
