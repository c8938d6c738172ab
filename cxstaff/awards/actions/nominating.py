"""What happens to nominations: they are given, withdrawn, and people decline."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from cxstaff import clock
from cxstaff.awards import policy, queries
from cxstaff.awards.actions.making import lock_award
from cxstaff.awards.actions.telling import tell
from cxstaff.awards.models import (
    Award,
    AwardPart,
    AwardStage,
    AwardState,
    AwardVote,
    Nomination,
    PartKind,
)
from cxstaff.awards.words import AwardTidings
from cxstaff.db import db
from cxstaff.engine import insert_if_absent
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Role
from cxstaff.people.queries import get_company, team_id_of
from cxstaff.text import several_lines


def nominate(
    award: Award,
    nominee: Person,
    actor: Person,
    roles: Collection[Role],
    *,
    reason: str,
    may_be_told: bool,
    now: datetime,
) -> None:
    """Nominate somebody, once each; the same form sent again changes nothing. Raises `Refused`."""
    lock_award(award)
    _refuse_nominator(award, actor, roles, now)
    _refuse_nominee(award, nominee, actor, now)
    reason = several_lines(reason)
    if not 1 <= len(reason) <= policy.LONGEST_REASON:
        raise Refused("Write between 1 and %(most)d characters.", most=policy.LONGEST_REASON)
    is_new = award.part_of(nominee.id) is None
    if is_new:
        award.parts.append(
            AwardPart(person_id=nominee.id, part=PartKind.NOMINEE.value, has_won=False)
        )
        db.session.flush()
    insert_if_absent(
        db.session(),
        Nomination,
        award_id=award.id,
        nominee_id=nominee.id,
        part=PartKind.NOMINEE.value,
        nominator_id=actor.id,
        reason=reason,
        may_be_told=may_be_told,
        given_at=now,
    )
    if is_new and award.tells_nominee:
        tell(award, [nominee], AwardTidings.NOMINATED, now=now)


def withdraw_nomination(nomination: Nomination, actor: Person, *, now: datetime) -> None:
    """Take one's own nomination back while nominations are open. Raises `Refused`."""
    award = nomination.award
    lock_award(award)
    if nomination.nominator_id != actor.id:
        raise Refused("Who gave a nomination can take it back.")
    if award.state(now) != AwardState.OPEN:
        raise Refused("Nominations are over, so they stay.")
    nominee_id = nomination.nominee_id
    db.session.delete(nomination)
    db.session.flush()
    others = [each for each in queries.nominations_of(award.id) if each.nominee_id == nominee_id]
    part = award.part_of(nominee_id)
    if not others and part is not None and part.out_at is None:
        award.parts.remove(part)
        db.session.flush()


def take_out(award: Award, part: AwardPart, *, now: datetime) -> None:
    """Let a nominee decline, or be taken out by HR, before the award is decided.

    Votes for them go; those behind move up. Raises `Refused`.
    """
    lock_award(award)
    if award.is_over:
        raise Refused("This award has gone on meanwhile. Look at its page.")
    if part.part != PartKind.NOMINEE:
        raise Refused("Only who is nominated can decline.")
    part.out_at = part.out_at or now
    theirs = AwardVote.award_id == award.id, AwardVote.nominee_id == part.person_id
    db.session.execute(delete(AwardVote).where(*theirs))
    db.session.flush()


def begin_voting(award: Award, *, now: datetime) -> None:
    """Let the jury begin once nominations are over; where nobody is nominated, HR hears of it.

    What is done already is not done again.
    """
    lock_award(award)
    if award.state(now) != AwardState.CLOSED or award.stuck_told_at is not None:
        return
    today = clock.local_day(now, get_company().zone)
    if not queries.standing_nominees(award, today):
        award.stuck_told_at = now
        tell(award, queries.keepers_of(award, today), AwardTidings.NOBODY, now=now)
        return
    award.stage = AwardStage.VOTING.value
    db.session.flush()
    tell(award, [each.person for each in award.jury], AwardTidings.VOTE, now=now)


def _refuse_nominator(award: Award, actor: Person, roles: Collection[Role], now: datetime) -> None:
    if award.state(now) != AwardState.OPEN:
        raise Refused("This award takes no nominations at the moment.")
    above = queries.teams_above(team_id_of(actor, clock.local_day(now, get_company().zone)))
    if not policy.may_nominate(actor.id, roles, above, award):
        raise Refused("You cannot nominate for this award.")


def _refuse_nominee(award: Award, nominee: Person, actor: Person, now: datetime) -> None:
    today = clock.local_day(now, get_company().zone)
    part = award.part_of(nominee.id)
    if nominee.id == actor.id:
        raise Refused("Nominate somebody else: nobody nominates themselves.")
    if part is not None and part.part == PartKind.JUROR:
        raise Refused("%(name)s is on the jury, so they cannot be nominated.", name=nominee.name)
    if part is not None and part.out_at is not None:
        raise Refused("%(name)s cannot be nominated for this award.", name=nominee.name)
    if not nominee.works_here(today) or team_id_of(nominee, today) is None:
        raise Refused("%(name)s no longer works here.", name=nominee.name)
