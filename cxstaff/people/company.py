"""The one company: looked up once for as long as a session of the database lasts."""

from __future__ import annotations

from dataclasses import dataclass

from cxstaff.db import PlainRow, db
from cxstaff.errors import Refused
from cxstaff.people.models import Company

_KEPT_AS = "company"


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What pages say of the company, and what they go by."""

    name: str
    zone: str
    locale: str
    is_demonstration: bool
    has_points: bool


def find_company() -> Company | None:
    """Return the company, or None before there is one."""
    session = db.session()
    held = session.info.get(_KEPT_AS)
    if isinstance(held, Company) and held in session:
        return held
    found = held.entity() if isinstance(held, PlainRow) else session.get(Company, 1)
    session.info[_KEPT_AS] = found
    return found


def find_facts() -> CompanyFacts | None:
    """Return what pages need of the company, or None before there is one.

    Where it was read as plain values, no object is made of it.
    """
    held = db.session().info.get(_KEPT_AS)
    if isinstance(held, PlainRow) and held.transaction is db.session().get_transaction():
        return CompanyFacts(*(held.values[at] for at in _OF_FACTS))
    found = find_company()
    if found is None:
        return None
    return CompanyFacts(*(getattr(found, name) for name in CompanyFacts.__slots__))


def get_company() -> Company:
    """Return the company. Raises `Refused` before there is one."""
    company = find_company()
    if company is None:
        raise Refused("There is no company yet. Run “flask admin create” first.")
    return company


def keep_company(read: PlainRow[Company]) -> None:
    """Keep the company as it was read beside something else, for those who ask next."""
    info = db.session().info
    if not isinstance(info.get(_KEPT_AS), Company):
        info[_KEPT_AS] = read


_OF_FACTS = [Company.__table__.columns.keys().index(name) for name in CompanyFacts.__slots__]
