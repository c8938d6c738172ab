"""What alignment does by itself: looking for mixed messages in all teams."""

from __future__ import annotations

from datetime import timedelta

from cxstaff import clock
from cxstaff.alignment.audit.gathering import TeamAudit
from cxstaff.alignment.overview import actions, looking
from cxstaff.alignment.overview.actions import FoundMessage
from cxstaff.alignment.page.finding_words import names_in
from cxstaff.db import db, reading
from cxstaff.people.queries import find_company, today
from cxstaff.work.schedule import job


@job(every=timedelta(minutes=1))
def look_for_mixed_messages() -> None:
    """Look for mixed messages in the levers of every team, once something they hang on changed.

    Lists of all teams, and what is new in them, are read from what is kept here; the page of one
    team looks for itself.
    """
    with reading():
        if find_company() is None:
            return
        day = today()
        state, last = looking.state_now(day), looking.last_look()
        if last is not None and last.state == state:
            return
        found = {team_id: messages_in(audit) for team_id, audit in looking.mixed_now(day)}
    actions.keep_found(found, state, day, now=clock.now())
    db.session.commit()


def messages_in(audit: TeamAudit) -> list[FoundMessage]:
    """Return what was found of a team with its words, the most telling first."""
    return [
        FoundMessage(each, proof.fingerprint, names_in(each, proof, audit.facts, audit.measures))
        for each, proof in audit.proofs.items()
    ]
