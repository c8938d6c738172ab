"""The one company: looked up once for as long as a session of the database lasts."""

from __future__ import annotations

from cxstaff.db import PlainRow, db
from cxstaff.errors import Refused
from cxstaff.people.models import Company

_KEPT_AS = "company"


def find_company() -> Company | None:
    """Return the company, or None before there is one."""
    session = db.session()
    held = session.info.get(_KEPT_AS)
    if isinstance(held, Company) and held in session:
        return held
    found = held.entity() if isinstance(held, PlainRow) else session.get(Company, 1)
    session.info[_KEPT_AS] = found
    return found


def get_company() -> Company:
    """Return the company. Raises `Refused` before there is one."""
    company = find_company()
    if company is None:
        raise Refused("There is no company yet. Run 'flask admin create' first.")
    return company


def keep_company(read: PlainRow[Company]) -> None:
    """Keep the company as it was read beside something else, for those who ask next."""
    info = db.session().info
    if not isinstance(info.get(_KEPT_AS), Company):
        info[_KEPT_AS] = read
