"""What happens when one person thanks another, or thinks better of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cxstaff import clock
from cxstaff.customers.models import Interaction
from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.errors import Refused
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person
from cxstaff.people.queries import get_company, team_id_of
from cxstaff.recognition import policy, queries
from cxstaff.recognition.models import CompanyValue, Thanks
from cxstaff.text import several_lines

LONGEST_MESSAGE = 500
LONGEST_KEY = 64


def thank(
    receiver: Person,
    giver: Person,
    *,
    message: str,
    measure: Measure | None = None,
    value: CompanyValue | None = None,
    interaction: Interaction | None = None,
    is_private: bool = False,
    request_key: str | None = None,
    now: datetime,
) -> Thanks:
    """Thank somebody who works here for a measure or a value, with a customer's words if any.

    Of any number of calls with the same `request_key` by the same giver, one thanks; all return it.
    So do calls with another key and the same words soon after: going back sends a form anew.
    Whether the giver may see the interaction is asked before. Raises `Refused`.
    """
    message = several_lines(message)
    team_id = team_that_is_thanked(receiver, giver, now)
    _check_words(receiver, message, measure, value, interaction)
    values = {
        "giver_id": giver.id,
        "receiver_id": receiver.id,
        "team_id": team_id,
        "measure_id": measure.id if measure else None,
        "value_id": value.id if value else None,
        "interaction_id": interaction.id if interaction else None,
        "message": message,
        "is_private": is_private,
        "given_at": now,
    }
    return _once(values, request_key) if request_key else _added(Thanks(**values))


def team_that_is_thanked(receiver: Person, giver: Person, now: datetime) -> int:
    """Return the team a thanks would stand with. Raises `Refused` where there can be none."""
    today = clock.local_day(now, get_company().zone)
    if receiver.id == giver.id:
        raise Refused("Thank somebody else: one’s own thanks would mean little.")
    if not receiver.works_here(today):
        raise Refused("%(name)s no longer works here.", name=receiver.name)
    team_id = team_id_of(receiver, today)
    if team_id is None:
        raise Refused(
            "%(name)s is in no team at the moment. Ask HR to put that right.", name=receiver.name
        )
    return team_id


def withdraw(thanks: Thanks, actor: Person, *, now: datetime) -> None:
    """Take a thanks back, soon after giving it. Raises `Refused` later on."""
    if not policy.may_withdraw(actor.id, thanks, now):
        raise Refused("A thanks can be taken back for 15 minutes, by the one who gave it.")
    db.session.delete(thanks)
    db.session.flush()


def _once(values: dict[str, Any], request_key: str) -> Thanks:
    """Insert a thanks unless the same form, or the same words a moment ago, did so before."""
    since = values["given_at"] - policy.SECOND_THOUGHTS
    to_whom = (values["giver_id"], values["receiver_id"])
    again = queries.find_same_thanks(*to_whom, values["message"], since)
    if again is not None:
        return again
    key = f"{values['giver_id']}.{request_key[:LONGEST_KEY]}"
    insert_if_absent(db.session(), Thanks, **values, request_key=key)
    return queries.thanks_by_key(key)


def _added(thanks: Thanks) -> Thanks:
    db.session.add(thanks)
    db.session.flush()
    return thanks


def _check_words(
    receiver: Person,
    message: str,
    measure: Measure | None,
    value: CompanyValue | None,
    interaction: Interaction | None,
) -> None:
    if not 1 <= len(message) <= LONGEST_MESSAGE:
        raise Refused("Write between 1 and %(most)d characters.", most=LONGEST_MESSAGE)
    if measure is None and value is None:
        raise Refused("Choose what this celebrates: a measure or a company value.")
    if interaction is not None and interaction.handler_id != receiver.id:
        raise Refused("The customer spoke of somebody else, not of %(name)s.", name=receiver.name)
