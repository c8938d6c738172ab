"""Whom the demonstration can be seen through."""

from __future__ import annotations

from dataclasses import dataclass

from cxstaff.people.models import Role

DOMAIN = "larkfield.example"
PASSWORD = "demonstration"  # noqa: S105 – printed on the terminal for everyone
SHOWN_TEAM = "Kestrel"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody the demonstration can be seen through."""

    role: Role
    email: str
    shows: str


ACCOUNTS = (
    DemoAccount(Role.EMPLOYEE, f"employee@{DOMAIN}", f"answers pulses, is on {SHOWN_TEAM}"),
    DemoAccount(Role.LEAD, f"lead@{DOMAIN}", f"leads {SHOWN_TEAM}, thanks people"),
    DemoAccount(Role.HR, f"hr@{DOMAIN}", "runs pulses, compares"),
    DemoAccount(Role.CX, f"cx@{DOMAIN}", "imports interactions, compares"),
    DemoAccount(Role.ADMIN, f"admin@{DOMAIN}", "roster, jobs, deliveries"),
)
