"""What happens to votes: they are cast, counted, and HR announces to whom the award goes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import delete

from cxstaff import clock
from cxstaff.awards import policy, queries, tally
from cxstaff.awards.actions.making import lock_award
from cxstaff.awards.actions.telling import tell
from cxstaff.awards.models import Award, AwardStage, AwardState, AwardVote, Ballot, PartKind
from cxstaff.awards.words import AwardTidings
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Role
from cxstaff.people.queries import get_company
from cxstaff.recognition.actions import ThanksWords, thank
from cxstaff.recognition.models import ThanksAudience
from cxstaff.recognition.queries import colleagues
from cxstaff.text import several_lines

Ballots = Mapping[tuple[int, int], int]
"""What a juror says: a value by nominee and criterion (0: a place)."""


def vote(award: Award, actor: Person, said: Ballots, *, now: datetime) -> None:
    """Cast a juror's whole ballot, in place of an earlier one. Raises `Refused`.

    Once every juror who is here has voted, and enough of them, votes are counted.
    """
    lock_award(award)
    part = award.part_of(actor.id)
    if part is None or part.part != PartKind.JUROR:
        raise Refused("Only the jury votes.")
    if award.state(now) != AwardState.VOTING:
        raise Refused("This award takes no votes at the moment.")
    today = clock.local_day(now, get_company().zone)
    _refuse_ballot(award, said, today)
    mine = AwardVote.award_id == award.id, AwardVote.juror_id == actor.id
    db.session.execute(delete(AwardVote).where(*mine))
    db.session.add_all(
        AwardVote(
            award_id=award.id,
            juror_id=actor.id,
            nominee_id=nominee_id,
            criterion=criterion,
            value=value,
        )
        for (nominee_id, criterion), value in said.items()
    )
    part.voted_at = now
    db.session.flush()
    if all(each.voted_at is not None for each in queries.jurors_here(award, today)):
        _count_if_enough(award, today, now)


def end_voting(award: Award, *, now: datetime) -> None:
    """Count the votes once their time is over; where they are too few, HR hears of it.

    What is done already is not done again.
    """
    lock_award(award)
    if award.state(now) != AwardState.SHORT or award.stuck_told_at is not None:
        return
    today = clock.local_day(now, get_company().zone)
    if not _count_if_enough(award, today, now):
        award.stuck_told_at = now
        tell(award, queries.keepers_of(award, today), AwardTidings.SHORT, now=now)


def decide(
    award: Award,
    winners: Collection[Person],
    words: str,
    actor: Person,
    roles: Collection[Role],
    *,
    now: datetime,
) -> None:
    """Announce to whom an award goes: on the wall, to them, and kind words to all nominated.

    Of those who are equal in the first place HR chooses one or several. Raises `Refused`.
    """
    lock_award(award)
    if award.stage != AwardStage.COUNTED:
        raise Refused("This award has gone on meanwhile. Look at its page.")
    if not policy.may_decide(actor.id, roles, award):
        raise Refused("Somebody of HR who is not nominated decides this award.")
    _refuse_winners(award, winners, now)
    words = several_lines(words)
    if not 1 <= len(words) <= policy.LONGEST_WORDS:
        raise Refused("Write between 1 and %(most)d characters.", most=policy.LONGEST_WORDS)
    for part in award.nominees:
        part.has_won = part.person_id in {each.id for each in winners}
    award.stage, award.words, award.ended_at = AwardStage.DECIDED.value, words, now
    award.decided_by_id = actor.id
    award.thanks_id = _announced(award, winners, words, actor, now)
    db.session.flush()
    tell(award, winners, AwardTidings.WON, now=now)
    others = {
        each.nominee_id: each.nominee
        for each in queries.nominations_of(award.id)
        if each.may_be_told and each.nominee_id not in {winner.id for winner in winners}
    }
    tell(award, list(others.values()), AwardTidings.KIND_WORDS, now=now)


def _announced(
    award: Award, winners: Collection[Person], words: str, actor: Person, now: datetime
) -> int:
    """Put the award on the wall as a thanks to those who get it; return its number."""
    said = ThanksWords(
        f"{award.name}: {words}",
        measure=award.measure,
        value=award.value,
        audience=ThanksAudience.COMPANY,
    )
    today = clock.local_day(now, get_company().zone)
    receivers = colleagues([each.id for each in winners], today)
    return thank(receivers, actor, said, request_key=f"award {award.id}", now=now)


def _refuse_winners(award: Award, winners: Collection[Person], now: datetime) -> None:
    today = clock.local_day(now, get_company().zone)
    first = tally.first_of(queries.standings(award, today))
    if not winners:
        raise Refused("Choose to whom the award goes.")
    if not {each.id for each in winners} <= set(first):
        raise Refused("The award goes to whom the jury put first.")


def _count_if_enough(award: Award, today: date, now: datetime) -> bool:
    """Let HR decide if enough of the jury have voted; say whether they have."""
    if queries.ballots(award) < award.quorum:
        return False
    award.stage = AwardStage.COUNTED.value
    db.session.flush()
    tell(award, queries.keepers_of(award, today), AwardTidings.COUNTED, now=now)
    return True


def _refuse_ballot(award: Award, said: Ballots, today: date) -> None:
    """Refuse what is not a whole ballot: places from the first on, or points for everybody."""
    ids = {each.person_id for each in queries.standing_nominees(award, today)}
    if award.ballot == Ballot.PLACES:
        places = sorted(value for (_nominee, criterion), value in said.items() if criterion == 0)
        wanted = list(range(1, min(tally.PLACES, len(ids)) + 1))
        named = {nominee for nominee, _criterion in said}
        if places != wanted or len(said) != len(wanted) or not named <= ids:
            raise Refused("Give each place to somebody else.")
        return
    every = {(nominee, each.number) for nominee in ids for each in award.criteria}
    if said.keys() != every or not all(0 <= value <= 5 for value in said.values()):
        raise Refused("Give everybody 0 to 5 points on every criterion.")
