"""What happens to an award itself: it is made, its jury and its days change, it is withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cxstaff import clock
from cxstaff.awards import policy, queries
from cxstaff.awards.actions.telling import tell
from cxstaff.awards.models import (
    Award,
    AwardCriterion,
    AwardPart,
    AwardStage,
    Ballot,
    NamesFor,
    Nominators,
    PartKind,
)
from cxstaff.awards.words import AwardTidings
from cxstaff.db import db
from cxstaff.engine import lock
from cxstaff.errors import Refused
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.people.queries import get_company
from cxstaff.recognition.models import CompanyValue
from cxstaff.text import several_lines

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AwardDays:
    """First and last day of nominations, and the last day of votes, where the company is."""

    opens_on: date
    last_day: date
    votes_last_day: date

    def moments(self, zone: str) -> tuple[datetime, datetime, datetime]:
        """Return when nominations begin and end, and when votes end. Raises `Refused`."""
        if not self.opens_on <= self.last_day < self.votes_last_day:
            raise Refused("Nominations open, then they end, then the jury votes: in this order.")
        days = self.opens_on, self.last_day + DAY, self.votes_last_day + DAY
        opens, closes, until = (clock.start_of(day, zone) for day in days)
        return opens, closes, until


@dataclass(frozen=True, slots=True)
class AwardTerms:
    """What an award is for, who may nominate, how its jury votes, and what of it is told."""

    name: str
    purpose: str
    measure: Measure | None
    value: CompanyValue | None
    nominators: Nominators
    team: Team | None
    days: AwardDays
    ballot: Ballot
    criteria: Sequence[str]
    quorum: int
    tells_nominee: bool
    names_for: NamesFor


def make_award(
    terms: AwardTerms, jury: Collection[Person], actor: Person, *, now: datetime
) -> Award:
    """Make an award. Raises `Refused` where its days, jury or criteria do not fit together."""
    _refuse_terms(terms)
    zone = get_company().zone
    if terms.days.last_day < clock.local_day(now, zone):
        raise Refused("Let nominations end on a day that is not over yet.")
    _refuse_jury(jury, terms.quorum, clock.local_day(now, zone))
    opens_at, closes_at, votes_until = terms.days.moments(zone)
    award = Award(
        name=terms.name,
        purpose=several_lines(terms.purpose),
        measure=terms.measure,
        value=terms.value,
        nominators=terms.nominators.value,
        team=terms.team,
        opens_at=opens_at,
        closes_at=closes_at,
        votes_until=votes_until,
        ballot=terms.ballot.value,
        quorum=terms.quorum,
        tells_nominee=terms.tells_nominee,
        names_for=terms.names_for.value,
        stage=AwardStage.NOMINATING.value,
        made_by_id=actor.id,
        made_at=now,
        criteria=[
            AwardCriterion(number=number, name=name)
            for number, name in enumerate(terms.criteria, 1)
        ],
        parts=[_juror(each) for each in jury],
    )
    db.session.add(award)
    db.session.flush()
    return award


def change_jury(award: Award, jury: Collection[Person], *, now: datetime) -> None:
    """Put others on the jury; who has voted stays. Raises `Refused`, also for who is nominated."""
    lock_award(award)
    _refuse_unless(award, AwardStage.NOMINATING, AwardStage.VOTING)
    _refuse_jury(jury, award.quorum, clock.local_day(now, get_company().zone))
    wanted = {each.id: each for each in jury}
    for part in award.nominees:
        if part.person_id in wanted:
            raise Refused("%(name)s is nominated, so they cannot judge.", name=part.person.name)
    for part in award.jury:
        if part.person_id not in wanted:
            if part.voted_at is not None:
                raise Refused("%(name)s has voted, so they stay.", name=part.person.name)
            award.parts.remove(part)
    known = {part.person_id for part in award.jury}
    added = [each for key, each in wanted.items() if key not in known]
    award.parts.extend(_juror(each) for each in added)
    award.stuck_told_at = None
    db.session.flush()
    if award.stage == AwardStage.VOTING:
        tell(award, added, AwardTidings.VOTE, now=now)


def change_days(award: Award, days: AwardDays, *, now: datetime) -> None:
    """Give nominations or votes another end, which is not over yet. Raises `Refused`."""
    lock_award(award)
    _refuse_unless(award, AwardStage.NOMINATING, AwardStage.VOTING)
    zone = get_company().zone
    opens_at, closes_at, votes_until = days.moments(zone)
    if award.stage == AwardStage.NOMINATING and closes_at <= now:
        raise Refused("Let nominations end on a day that is not over yet.")
    if votes_until <= now:
        raise Refused("Let votes end on a day that is not over yet.")
    if award.stage == AwardStage.NOMINATING:
        if award.opens_at > now:
            award.opens_at = opens_at
        award.closes_at = closes_at
    award.votes_until = votes_until
    award.stuck_told_at = None
    db.session.flush()


def withdraw_award(award: Award, why: str, *, now: datetime) -> None:
    """Give an award up before it is decided; jury and nominators hear of it. Raises `Refused`."""
    lock_award(award)
    _refuse_unless(award, AwardStage.NOMINATING, AwardStage.VOTING, AwardStage.COUNTED)
    why = several_lines(why)
    if not 1 <= len(why) <= policy.LONGEST_WORDS:
        raise Refused("Write between 1 and %(most)d characters.", most=policy.LONGEST_WORDS)
    award.stage, award.words, award.ended_at = AwardStage.WITHDRAWN.value, why, now
    db.session.flush()
    concerned = {part.person_id: part.person for part in award.jury}
    concerned |= {each.nominator_id: each.nominator for each in queries.nominations_of(award.id)}
    tell(award, list(concerned.values()), AwardTidings.WITHDRAWN, now=now)


def lock_award(award: Award) -> None:
    """Let nobody else change any award until this is committed, and read this one anew."""
    lock(db.session(), "awards")
    db.session.refresh(award)


def _juror(person: Person) -> AwardPart:
    return AwardPart(person_id=person.id, part=PartKind.JUROR.value, has_won=False)


def _refuse_unless(award: Award, *stages: AwardStage) -> None:
    if award.stage not in stages:
        raise Refused("This award has gone on meanwhile. Look at its page.")


def _refuse_jury(jury: Collection[Person], quorum: int, today: date) -> None:
    if len({each.id for each in jury}) < len(jury):
        raise Refused("Name everybody once.")
    if not policy.FEWEST_JURORS <= len(jury) <= policy.MOST_JURORS:
        raise Refused(
            "A jury has %(least)d to %(most)d people.",
            least=policy.FEWEST_JURORS,
            most=policy.MOST_JURORS,
        )
    for each in jury:
        if not each.works_here(today):
            raise Refused("%(name)s no longer works here.", name=each.name)
    if not policy.FEWEST_JURORS <= quorum <= len(jury):
        raise Refused("Of the jury between two and all have to vote.")


def _refuse_terms(terms: AwardTerms) -> None:
    if terms.measure is None and terms.value is None:
        raise Refused("Choose what this celebrates: a measure or a company value.")
    if not 1 <= len(several_lines(terms.purpose)) <= policy.LONGEST_PURPOSE:
        raise Refused("Write between 1 and %(most)d characters.", most=policy.LONGEST_PURPOSE)
    if (terms.nominators == Nominators.TEAM) != (terms.team is not None):
        raise Refused("Choose the team whose people may nominate, or let others nominate.")
    if terms.ballot == Ballot.POINTS and not 1 <= len(terms.criteria) <= policy.MOST_CRITERIA:
        raise Refused("Name one to %(most)d criteria.", most=policy.MOST_CRITERIA)
    if terms.ballot == Ballot.PLACES and terms.criteria:
        raise Refused("Criteria are for points. Leave them out where places are given.")
    if len({each.casefold() for each in terms.criteria}) < len(terms.criteria):
        raise Refused("Name each criterion once.")
