"""What happens to findings that somebody knows of: acknowledged, and taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from cxstaff import clock, security_log
from cxstaff.alignment.audit.acknowledgements import queries
from cxstaff.alignment.audit.acknowledgements.models import Acknowledgement
from cxstaff.alignment.audit.facts import Finding
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.people.teams.actions import refuse_closed
from cxstaff.security_log import Act

LONGEST = timedelta(days=366)
"""For how long a finding can be left alone: what nobody looks at for a year is forgotten."""


def acknowledge(
    team: Team | None,
    finding: Finding,
    actor: Person,
    *,
    facts: str,
    sentence: str,
    reason: str,
    look_again_on: date,
    now: datetime,
) -> Acknowledgement:
    """Note that a finding of a team (None: of the company) is known and stays until a day.

    `facts` is the fingerprint of what proves it now, `sentence` what the actor read. Raises
    `Refused` for a day that is not from tomorrow to a year ahead, for a closed team, and where
    somebody was quicker.
    """
    lock(db.session(), f"acknowledging {team.id if team else 'company'}")
    today = clock.local_day(now, get_company().zone)
    if team is not None:
        refuse_closed(team)
    if not today < look_again_on <= today + LONGEST:
        raise Refused("Choose a day to look again from tomorrow on, within a year.")
    if (known := _newest(team).get(finding)) and known.holds(facts, today):
        raise Refused("Somebody has acknowledged this already. Take that back first.")
    about = {"team_id": team.id if team else None, "measure_id": finding.measure_id}
    when = {"acknowledged_on": today, "acknowledged_at": now, "look_again_on": look_again_on}
    made = Acknowledgement(
        **about,
        **when,
        kind=finding.kind.value,
        facts=facts,
        sentence=sentence,
        reason=reason,
        acknowledged_by_id=actor.id,
    )
    db.session.add(made)
    db.session.flush()
    _note(made, actor, "acknowledged", now)
    return made


def take_back(acknowledgement: Acknowledgement, actor: Person, *, now: datetime) -> None:
    """Let a finding stand open again. Raises `Refused` where that was done already."""
    lock(db.session(), f"acknowledging {acknowledgement.team_id or 'company'}")
    db.session.refresh(acknowledgement, ["taken_back_at"])
    if acknowledgement.taken_back_at is not None:
        raise Refused("This was taken back already.")
    acknowledgement.taken_back_at, acknowledgement.taken_back_by_id = now, actor.id
    db.session.flush()
    _note(acknowledgement, actor, "taken back", now)


def _newest(team: Team | None) -> queries.Newest:
    if team is None:
        return queries.newest_of_company()
    return queries.newest_of([team.id]).get(team.id, {})


def _note(each: Acknowledgement, actor: Person, what: str, now: datetime) -> None:
    security_log.record(
        Act.FINDING_ACKNOWLEDGED,
        by=actor,
        now=now,
        team_id=each.team_id,
        finding=each.kind,
        measure=each.measure_id,
        what=what,
    )
