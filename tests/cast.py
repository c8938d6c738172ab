"""The named cast: one small company that most tests are played with."""

from datetime import UTC, date, datetime

from argon2 import PasswordHasher

from cxstaff.db import db
from cxstaff.people.models import Company, Leadership, Membership, Person, RoleGrant, Team

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)  # a Wednesday
TODAY = date(2026, 3, 18)
SINCE = date(2025, 1, 6)
PASSWORD = "correct horse battery"
ZONE = "Europe/Berlin"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)

TEAMS = {"Service": None, "Blue": "Service", "Red": "Service", "Office": None}
PEOPLE = {
    "Blue": ["Ana Alba", "Ben Berg", "Bea Bach", "Bill Boot", "Bo Brand", "Bibi Blum"],
    "Red": ["Rolf Roth", "Cleo Clay", "Carl Cole", "Cora Cruz", "Cid Chan"],
    "Office": ["Ines Ingo", "Cyrus Cox", "Ada Adler", "Hugo Head"],
}
LEADS = {"Blue": "Ana Alba", "Red": "Rolf Roth", "Service": "Hugo Head"}
ROLES = {"Ines Ingo": "hr", "Cyrus Cox": "cx", "Ada Adler": "admin"}


def email_of(name: str) -> str:
    return f"{name.split()[0].lower()}@bright.example"


def found_company() -> None:
    """Insert the cast into an empty database and commit."""
    db.session.add(Company(id=1, name="Bright Broadband", zone=ZONE, created_at=NOW))
    secret = QUICK.hash(PASSWORD)
    teams: dict[str, Team] = {}
    for name, parent in TEAMS.items():
        teams[name] = Team(name=name, parent=teams[parent] if parent else None)
        db.session.add(teams[name])
    for team, names in PEOPLE.items():
        for name in names:
            person = Person(name=name, email=email_of(name), password_hash=secret)
            person.memberships.append(Membership(team=teams[team], since=SINCE))
            if name in ROLES:
                person.grants.append(RoleGrant(role=ROLES[name]))
            db.session.add(person)
    db.session.flush()
    for team, name in LEADS.items():
        lead = db.session.scalars(db.select(Person).where(Person.name == name)).one()
        db.session.add(Leadership(team=teams[team], person=lead, since=SINCE))
    db.session.commit()
