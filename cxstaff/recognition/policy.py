"""Who may take a thanks back or say something of it, and who says what the company holds dear."""

from __future__ import annotations

from datetime import datetime, timedelta

from cxstaff.people.models import Role
from cxstaff.recognition.models import Thanks, ThanksReply

SECOND_THOUGHTS = timedelta(minutes=15)
KEYS_OF_POINTS = "thanks "
"""How keys of transfers begin that give the points of a thanks."""
KEYS_OF_CUSTOMERS = "customer "
"""How keys of transfers begin that give points with a customer's thanks."""
MOST_POINTS = 1_000_000
LONGEST_MESSAGE, LONGEST_REPLY, LONGEST_KEY = 500, 300, 64


def may_define_values(roles: frozenset[Role]) -> bool:
    """Say whether somebody may add a company value or change one."""
    return Role.HR in roles


def may_withdraw(person_id: int, thanks: Thanks, now: datetime) -> bool:
    """Say whether somebody may take a thanks back: the giver, for a quarter of an hour."""
    return thanks.giver_id == person_id and now < thanks.given_at + SECOND_THOUGHTS


def may_also_thank(person_id: int, thanks: Thanks) -> bool:
    """Say whether somebody may thank along: neither the giver nor one of those who are thanked."""
    return person_id not in {thanks.giver_id, *(each.person_id for each in thanks.receivers)}


def may_remove_reply(person_id: int, reply: ThanksReply) -> bool:
    """Say whether somebody may remove a reply: who wrote it."""
    return reply.person_id == person_id
