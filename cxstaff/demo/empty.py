"""A company without anybody but its admin, to be set up from nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cxstaff import clock
from cxstaff.demo.accounts import PASSWORD
from cxstaff.people import actions, reader
from cxstaff.people.accounts import passwords
from cxstaff.people.models import Person

NAME, ADMIN = "New Company", "admin@new.example"
LOCAL_TIME, ZONES = Path("/etc/localtime"), "zoneinfo/"
OTHERWISE = "UTC"


def found_empty_company(now: datetime) -> Person:
    """Found the company in the zone and language of this machine; return its admin."""
    secret = passwords.hashed(PASSWORD)
    zone, locale = zone_of_machine(), reader.language_of_terminal()
    return actions.found_company(NAME, zone, "Alex Admin", ADMIN, secret, now, locale=locale)


def zone_of_machine() -> str:
    """Return the IANA zone that this machine's clock shows, UTC where it is not said."""
    name = str(LOCAL_TIME.resolve()).partition(ZONES)[2]
    return name if name in clock.zone_names() else OTHERWISE
