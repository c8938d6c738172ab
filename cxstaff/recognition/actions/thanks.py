"""What happens when one person thanks others, or thinks better of it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import insert

from cxstaff import clock
from cxstaff.customers.models import Interaction
from cxstaff.db import db
from cxstaff.engine import insert_for_id, table_of
from cxstaff.errors import Refused
from cxstaff.people.models import Team
from cxstaff.people.queries import get_company, team_ids_below
from cxstaff.points import actions as points
from cxstaff.points.models import Transfer
from cxstaff.points.queries import is_on
from cxstaff.recognition import policy, queries
from cxstaff.recognition.actions.hearing import tell
from cxstaff.recognition.models import Picture, Thanks, ThanksAudience, ThanksReceiver
from cxstaff.recognition.patterns.actions import check_giving
from cxstaff.recognition.queries import Colleague, ThanksBefore
from cxstaff.text import several_lines

MOST_THANKED = 200
"""People at once: a large team; more than that is a company, which nobody knows by name."""
TOKEN_BYTES = 9
_RECEIVER = insert(table_of(ThanksReceiver))


class Identified(Protocol):
    """Somebody or something of which the id alone is needed."""

    @property
    def id(self) -> int:
        """Return its id."""


@dataclass(frozen=True, slots=True)
class ThanksWords:
    """What a thanks says, and to whom it is told: a measure or a value, and words about it.

    `interaction` is what the customer said something about; whether the giver may see it is asked
    before. `points` go to everybody who is thanked, to each as many.
    """

    message: str
    measure: Identified | None = None
    value: Identified | None = None
    interaction: Interaction | None = None
    audience: ThanksAudience = ThanksAudience.TEAM
    points: int = 0
    picture: Picture | None = None


def thank(
    receivers: Sequence[Colleague],
    giver: Identified,
    said: ThanksWords,
    *,
    to_team: Team | None = None,
    request_key: str | None = None,
    now: datetime,
) -> int:
    """Thank people who work here, all of them named, or as the team `to_team` that they are in.

    Returns the id of the thanks. Of any number of calls with the same `request_key` by the same
    giver, one thanks; all return it. So do calls with another key and the same words soon after:
    going back sends a form anew. Points go with it, out of the giver's allowance, or it is not
    given. Raises `Refused`.
    """
    message = several_lines(said.message)
    check_receivers(receivers, giver, now)
    _check_words(receivers, message, said)
    key = f"{giver.id}.{request_key[: policy.LONGEST_KEY]}" if request_key else None
    before = _given_before(receivers, giver, message, now) if key else None
    if before is not None:
        return _same(before, message, said)
    if to_team is None and len(receivers) == 1:
        check_giving(giver.id, receivers[0], now, with_points=said.points > 0)
    values = _values(giver, said, message, to_team, now)
    thanks_id = insert_for_id(db.session(), Thanks, **values, request_key=key)
    if thanks_id is None:
        return _same(queries.thanks_by_key(str(key)), message, said)
    transfers = _give_points(receivers, giver, said.points, now)
    tell(thanks_id, receivers, now=now)
    _name(receivers, transfers, values | {"thanks_id": thanks_id, "points": said.points})
    return int(thanks_id)


def receivers_in(team: Team, giver: Identified, now: datetime) -> list[Colleague]:
    """Return who is thanked with a team and those below it, by name. Raises `Refused`."""
    today = clock.local_day(now, get_company().zone)
    there = queries.colleagues_in(team_ids_below([team.id]), today)
    members = [each for each in there if each.id != giver.id]
    if not members:
        raise Refused("Nobody else is in %(team)s at the moment.", team=team.name)
    return members


def check_receivers(receivers: Sequence[Colleague], giver: Identified, now: datetime) -> None:
    """Raise `Refused` where one of these cannot be thanked by somebody, or not all together."""
    if not receivers:
        raise Refused("Say whom you want to thank.")
    if len(receivers) > MOST_THANKED:
        raise Refused("Thank up to %(most)d people at once.", most=MOST_THANKED)
    if len({each.id for each in receivers}) < len(receivers):
        raise Refused("Name everybody once.")
    today = clock.local_day(now, get_company().zone)
    for each in receivers:
        if each.id == giver.id:
            raise Refused("Thank somebody else: one’s own thanks would mean little.")
        if not each.works_here(today):
            raise Refused("%(name)s no longer works here.", name=each.name)
        if each.team_id is None:
            raise Refused(
                "%(name)s is in no team at the moment. Ask HR to put that right.", name=each.name
            )


def withdraw(thanks: Thanks, actor: Identified, *, now: datetime) -> None:
    """Take a thanks back, and the points that went with it, soon after giving it.

    Raises `Refused` later on, and where somebody has used what they got with it.
    """
    if not policy.may_withdraw(actor.id, thanks, now):
        raise Refused("A thanks can be taken back for 15 minutes, by the one who gave it.")
    for each in thanks.receivers:
        if each.transfer_id is not None:
            _take_points_back(each.transfer_id, actor, now)
    db.session.delete(thanks)
    db.session.flush()


def _given_before(
    receivers: Sequence[Colleague], giver: Identified, message: str, now: datetime
) -> ThanksBefore | None:
    """Return a thanks in the same words to the same people a moment ago."""
    to_whom, since = [each.id for each in receivers], now - policy.SECOND_THOUGHTS
    return queries.find_same_thanks(giver.id, to_whom, message, since)


def _same(before: ThanksBefore, message: str, said: ThanksWords) -> int:
    """Return a thanks that was given before; what says something else now is not it."""
    if before.message != message:
        raise Refused("You have sent this form before. Open it anew to thank once more.")
    if before.points != said.points:
        raise Refused("You gave this thanks a moment ago. Take it back first to change its points.")
    return before.id


def _values(
    giver: Identified, said: ThanksWords, message: str, to_team: Team | None, now: datetime
) -> dict[str, Any]:
    return {
        "giver_id": giver.id,
        "to_team_id": to_team.id if to_team else None,
        "measure_id": said.measure.id if said.measure else None,
        "value_id": said.value.id if said.value else None,
        "interaction_id": said.interaction.id if said.interaction else None,
        "message": message,
        "picture": said.picture.value if said.picture else None,
        "audience": said.audience.value,
        "given_at": now,
    }


def _give_points(
    receivers: Sequence[Colleague], giver: Identified, each: int, now: datetime
) -> Mapping[int, int]:
    """Give points with a thanks; return the transfers by person, none where it is without."""
    if not each:
        return {}
    if not is_on():
        raise Refused("The company has switched points off. Send your thanks without any.")
    key = f"{policy.KEYS_OF_POINTS}{secrets.token_urlsafe(TOKEN_BYTES)}"
    return points.give_to_each(receivers, giver, each, key=key, now=now)


def _take_points_back(transfer_id: int, actor: Identified, now: datetime) -> None:
    original = db.session.get_one(Transfer, transfer_id)
    try:
        points.reverse(original, actor, key=f"back of {original.key}", now=now)
    except Refused:  # how much the other one has left is nobody's business
        raise Refused(
            "The points that went with it are in use already, so it stays as it is."
        ) from None


def _name(
    receivers: Sequence[Colleague], transfers: Mapping[int, int], values: Mapping[str, Any]
) -> None:
    """Add who is thanked, all in one statement."""
    shared = {name: values[name] for name in ("thanks_id", "giver_id", "given_at", "points")}
    rows = [
        shared
        | {
            "person_id": each.id,
            "team_id": each.team_id,
            "place": place,
            "transfer_id": transfers.get(each.id),
        }
        for place, each in enumerate(receivers)
    ]
    db.session.connection().execute(_RECEIVER, rows)


def _check_words(receivers: Sequence[Colleague], message: str, said: ThanksWords) -> None:
    if not 1 <= len(message) <= policy.LONGEST_MESSAGE:
        raise Refused("Write between 1 and %(most)d characters.", most=policy.LONGEST_MESSAGE)
    if said.measure is None and said.value is None:
        raise Refused("Choose what this celebrates: a measure or a company value.")
    if said.points < 0:
        raise Refused("Give points, or none: nobody’s are taken away.")
    spoken_of = said.interaction.handler_id if said.interaction else None
    if said.interaction is not None and spoken_of not in {each.id for each in receivers}:
        raise Refused(
            "The customer spoke of somebody else, not of %(name)s.", name=receivers[0].name
        )
