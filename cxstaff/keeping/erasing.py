"""Erasing of one person from every feature, each of which changes its own rows."""

from __future__ import annotations

from collections.abc import Callable

from cxstaff import uploads
from cxstaff.action_plans import erasure as action_plans
from cxstaff.alignment import erasure as alignment
from cxstaff.awards import erasure as awards
from cxstaff.customers import erasure as customers
from cxstaff.digests import erasure as digests
from cxstaff.factors import erasure as factors
from cxstaff.identifiers import Identifiers
from cxstaff.incentives import erasure as incentives
from cxstaff.keeping.removing import Folders
from cxstaff.linkage import erasure as linkage
from cxstaff.mail import mailfolder
from cxstaff.measures import erasure as measures
from cxstaff.milestones import erasure as milestones
from cxstaff.people import erasure as people
from cxstaff.people.models import Person
from cxstaff.points import erasure as points
from cxstaff.pulses import erasure as pulses
from cxstaff.recognition import erasure as recognition
from cxstaff.redaction import redact
from cxstaff.security_log import erasure as security_log
from cxstaff.work.schedule import JobBeat

Erase = Callable[[int, Identifiers], set[str]]
SEARCHED = (JobBeat.complaint,)
"""Columns of text of the kernel in which the person is looked for."""

FEATURES: tuple[Erase, ...] = (
    factors.erase,
    action_plans.erase,
    lambda person_id, _who: milestones.erase(person_id),
    pulses.erase,
    customers.erase,
    lambda _person_id, who: measures.erase(who),
    lambda _person_id, who: incentives.erase(who),
    recognition.erase,
    awards.erase,
    points.erase,
    lambda _person_id, who: linkage.erase(who),
    lambda _person_id, who: alignment.erase(who),
    digests.erase,
    lambda _person_id, who: redact(SEARCHED, who),
    security_log.erase,
)
"""How each feature erases a person from its tables; each returns the tables that changed.

The security log goes last but for the entry itself: both say what to look for.
"""


def identifiers_of(person: Person) -> Identifiers:
    """Return what texts may name a person by, with the addresses they had before."""
    return people.identifiers_of(person, security_log.former_addresses(person.id))


def remove_files(folders: Folders, who: Identifiers) -> None:
    """Remove uploaded files and kept letters that name a person; no import goes on with them."""
    named = list(uploads.naming(folders.uploads, who))
    customers.give_up_files(named)
    letters = mailfolder.naming(folders.mail, who) if folders.mail else []
    for path in [*named, *letters]:
        path.unlink(missing_ok=True)
