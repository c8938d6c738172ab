"""What happens when one person thanks others, or thinks better of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cxstaff import clock
from cxstaff.customers.models import Interaction
from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.errors import Refused
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company, members_of, team_ids_below, team_ids_of
from cxstaff.recognition import policy, queries
from cxstaff.recognition.models import CompanyValue, Thanks, ThanksAudience, ThanksReceiver
from cxstaff.text import several_lines

MOST_THANKED = 200
"""People at once: a large team; more than that is a company, which nobody knows by name."""


@dataclass(frozen=True, slots=True)
class ThanksWords:
    """What a thanks says, and to whom it is told: a measure or a value, and words about it.

    `interaction` is what the customer said something about; whether the giver may see it is asked
    before.
    """

    message: str
    measure: Measure | None = None
    value: CompanyValue | None = None
    interaction: Interaction | None = None
    audience: ThanksAudience = ThanksAudience.TEAM


def thank(
    receivers: Sequence[Person],
    giver: Person,
    said: ThanksWords,
    *,
    to_team: Team | None = None,
    request_key: str | None = None,
    now: datetime,
) -> Thanks:
    """Thank people who work here, all of them named, or as the team `to_team` that they are in.

    Of any number of calls with the same `request_key` by the same giver, one thanks; all return it.
    So do calls with another key and the same words soon after: going back sends a form anew.
    Raises `Refused`.
    """
    message = several_lines(said.message)
    teams = teams_that_are_thanked(_checked(receivers), giver, now)
    _check_words(receivers, message, said)
    values = {
        "giver_id": giver.id,
        "to_team_id": to_team.id if to_team else None,
        "measure_id": said.measure.id if said.measure else None,
        "value_id": said.value.id if said.value else None,
        "interaction_id": said.interaction.id if said.interaction else None,
        "message": message,
        "audience": said.audience,
        "given_at": now,
    }
    named = [
        {"person_id": each.id, "team_id": teams[each.id], "place": place}
        for place, each in enumerate(receivers)
    ]
    return _once(values, named, request_key) if request_key else _added(values, named)


def receivers_in(team: Team, giver: Person, now: datetime) -> list[Person]:
    """Return who is thanked with a team and those below it, by name. Raises `Refused`."""
    today = clock.local_day(now, get_company().zone)
    there = db.session.scalars(members_of(team_ids_below([team.id]), today))
    members = [each for each in there if each.id != giver.id]
    if not members:
        raise Refused("Nobody else is in %(team)s at the moment.", team=team.name)
    return members


def teams_that_are_thanked(
    receivers: Sequence[Person], giver: Person, now: datetime
) -> dict[int, int]:
    """Return the team of each, with which a thanks would stand. Raises `Refused` without one."""
    today = clock.local_day(now, get_company().zone)
    teams = team_ids_of([each.id for each in receivers], today)
    for each in receivers:
        if each.id == giver.id:
            raise Refused("Thank somebody else: one’s own thanks would mean little.")
        if not each.works_here(today):
            raise Refused("%(name)s no longer works here.", name=each.name)
        if each.id not in teams:
            raise Refused(
                "%(name)s is in no team at the moment. Ask HR to put that right.", name=each.name
            )
    return teams


def withdraw(thanks: Thanks, actor: Person, *, now: datetime) -> None:
    """Take a thanks back, soon after giving it. Raises `Refused` later on."""
    if not policy.may_withdraw(actor.id, thanks, now):
        raise Refused("A thanks can be taken back for 15 minutes, by the one who gave it.")
    db.session.delete(thanks)
    db.session.flush()


def _checked(receivers: Sequence[Person]) -> Sequence[Person]:
    """Return the people to be thanked, each of whom is to be named once."""
    if not receivers:
        raise Refused("Say whom you want to thank.")
    if len(receivers) > MOST_THANKED:
        raise Refused("Thank up to %(most)d people at once.", most=MOST_THANKED)
    if len({each.id for each in receivers}) < len(receivers):
        raise Refused("Name everybody once.")
    return receivers


def _once(values: dict[str, Any], named: list[dict[str, Any]], request_key: str) -> Thanks:
    """Insert a thanks unless the same form, or the same words a moment ago, did so before."""
    since = values["given_at"] - policy.SECOND_THOUGHTS
    to_whom = [each["person_id"] for each in named]
    again = queries.find_same_thanks(values["giver_id"], to_whom, values["message"], since)
    if again is not None:
        return again
    key = f"{values['giver_id']}.{request_key[: policy.LONGEST_KEY]}"
    is_first = insert_if_absent(db.session(), Thanks, **values, request_key=key)
    thanks = queries.thanks_by_key(key)
    return _with(thanks, named) if is_first else thanks


def _added(values: dict[str, Any], named: list[dict[str, Any]]) -> Thanks:
    thanks = Thanks(**values)
    db.session.add(thanks)
    return _with(thanks, named)


def _with(thanks: Thanks, named: list[dict[str, Any]]) -> Thanks:
    """Add who is thanked, all in one statement."""
    thanks.receivers = [ThanksReceiver(**each) for each in named]
    db.session.flush()
    return thanks


def _check_words(receivers: Sequence[Person], message: str, said: ThanksWords) -> None:
    if not 1 <= len(message) <= policy.LONGEST_MESSAGE:
        raise Refused("Write between 1 and %(most)d characters.", most=policy.LONGEST_MESSAGE)
    if said.measure is None and said.value is None:
        raise Refused("Choose what this celebrates: a measure or a company value.")
    spoken_of = said.interaction.handler_id if said.interaction else None
    if said.interaction is not None and spoken_of not in {each.id for each in receivers}:
        raise Refused(
            "The customer spoke of somebody else, not of %(name)s.", name=receivers[0].name
        )
