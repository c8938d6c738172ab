"""Columns that hold no field of ours, and may mislead."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.customers.generated.truth import HANDLERS, Truth

Moment = Callable[[datetime | None], Any]


def of(kind: str, truth: Truth, dice: random.Random, moment: Moment) -> Any:
    """Return what a column of this kind says of an interaction."""
    if kind in _MOMENTS:
        return moment(truth.happened_at + _MOMENTS[kind])
    if kind == "resolved":
        return moment(truth.closed_at and truth.closed_at - timedelta(minutes=30))
    if kind in _CHOICES:
        return dice.choice(_CHOICES[kind])
    return _MADE[kind](truth, dice)


_MOMENTS = {
    "due": timedelta(days=2),
    "plan": timedelta(hours=20),
    "before": -timedelta(minutes=4),
}
_CHOICES = {
    "priority": ("Low", "Medium", "High", "Urgent"),
    "pipeline": ("Support Pipeline",),
    "spent": ("00:00", "00:12", "01:30"),
    "hours": ("0:21:07", "26:15:00", "103:00:30"),
    "sla": ("Within SLA", "SLA Violated"),
    "count": ("0", "1", "2", "5"),
    "company": ("Acme", "Globex", "Initech"),
    "yes": ("YES",),
    "no": ("NO", "NO", "YES"),
    "yesno": ("Yes", "No"),
    "direction": ("Inbound", "Outbound"),
    "campaign": ("Support EN", "Winback"),
    "calltype": ("Inbound", "Outbound"),
    "channel": ("email", "facebook-messenger"),
    "lock": ("frei", "gesperrt"),
    "area": ("North", "South"),
    "tags": ("billing vip", "", "refund;late"),
    "colleague": tuple(sorted(HANDLERS)),
    "finished": ("IP Address",),
    "pct": ("100",),
    "text": ("Completed", "Left message"),
}
_MADE: dict[str, Callable[[Truth, random.Random], Any]] = {
    "subject": lambda truth, dice: f"Question {truth.number} about order {dice.randrange(10**6)}",
    "age": lambda truth, dice: str(dice.randrange(1, 900)),
    "seq": lambda truth, dice: str(truth.number * 3 + 7),
    "guid": lambda truth, dice: f"{dice.getrandbits(128):032x}",
    "checksum": lambda truth, dice: f"{dice.getrandbits(60):x}==",
    "person": lambda truth, dice: f"Alex Quill{truth.number % 7}",
    "order": lambda truth, dice: f"PO{dice.randrange(10**7)}",
    "url": lambda truth, dice: f"https://desk.example/t/{truth.number}",
    "phone": lambda truth, dice: f"+49 30 {dice.randrange(10**6):06}",
    "remote": lambda truth, dice: f"Caller {truth.number}",
    "ip": lambda truth, dice: f"10.0.{dice.randrange(256)}.{dice.randrange(256)}",
    "agent_mail": lambda truth, dice: f"desk{dice.randrange(9)}@desk.example",
    "length": lambda truth, dice: f"{dice.randrange(1, 900)}",
    "seconds": lambda truth, dice: f"{dice.randrange(1, 90_000)}",
    "log": lambda truth, dice: f"02/Nov/25 9:20 AM;u{dice.randrange(9)};Looking into it",
}
