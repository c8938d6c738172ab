"""What happens to action plans: an action is planned, changed, noted on, and ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from cxstaff.action_plans import queries
from cxstaff.action_plans.models import Action, ActionNote, ActionStage
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.people.teams.actions import refuse_closed
from cxstaff.text import several_lines

LONGEST = 1000
ENDED = {ActionStage.DONE, ActionStage.DROPPED}


@dataclass(frozen=True, slots=True)
class Intention:
    """What was heard, what will be done about it, who sees to it, and by when."""

    heard: str
    will_do: str
    owner: Person
    due_on: date


def plan(team: Team, what: Intention, actor: Person, *, today: date, now: datetime) -> Action:
    """Add an action to a team's plan. Raises `Refused` for a day gone by or an owner elsewhere."""
    refuse_closed(team)
    if what.due_on < today:
        raise Refused("Choose a day that is not over yet.")
    _refuse_stranger(team, what.owner, today)
    action = Action(
        team=team,
        heard=several_lines(what.heard),
        will_do=several_lines(what.will_do),
        owner=what.owner,
        due_on=what.due_on,
        stage=ActionStage.PLANNED.value,
        created_by_id=actor.id,
        created_at=now,
    )
    db.session.add(action)
    db.session.flush()
    return action


def change(action: Action, what: Intention, *, today: date) -> None:
    """Put an open action in other words or other hands, or give it another day."""
    _refuse_ended(action)
    if what.owner.id != action.owner_id:
        _refuse_stranger(action.team, what.owner, today)
    if what.due_on != action.due_on and what.due_on < today:
        raise Refused("Choose a day that is not over yet.")
    action.heard, action.will_do = several_lines(what.heard), several_lines(what.will_do)
    action.owner, action.due_on = what.owner, what.due_on


def note(action: Action, text: str, actor: Person, *, now: datetime) -> None:
    """Keep a step on the way; what was planned is under way from the first one on."""
    _refuse_ended(action)
    action.notes.append(
        ActionNote(written_by_id=actor.id, written_at=now, text=several_lines(text))
    )
    action.stage = ActionStage.UNDER_WAY.value


def move(action: Action, stage: ActionStage, did: str, *, today: date) -> None:
    """Say how far an action is; once it ends, `did` says what was done or why it was dropped."""
    did = several_lines(did)
    if stage in ENDED and not did:
        raise Refused("Say in a sentence what was done, or why it was dropped.")
    ended_on = (action.ended_on or today) if stage in ENDED else None
    action.stage, action.ended_on = stage.value, ended_on
    action.did = did if stage in ENDED else None


def _refuse_stranger(team: Team, owner: Person, today: date) -> None:
    if owner.id not in {each.id for each in queries.owners_for(team, today)}:
        raise Refused("Choose somebody of the team, or one of its leads.")


def _refuse_ended(action: Action) -> None:
    if action.ended_on is not None:
        raise Refused("This action has ended. Open it again first.")
