"""Awards of the made-up company: one open, one before its jury, one decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cxstaff import clock
from cxstaff.awards import actions
from cxstaff.awards.actions import AwardDays, AwardTerms
from cxstaff.awards.models import Award, Ballot, NamesFor, Nominators
from cxstaff.demo import names
from cxstaff.demo.accounts import SHOWN_TEAM
from cxstaff.demo.roster import DemoRoster
from cxstaff.people.models import Person, Role
from cxstaff.recognition.models import CompanyValue

EMPLOYEE, HR = frozenset({Role.EMPLOYEE}), frozenset({Role.EMPLOYEE, Role.HR})
REASONS = (
    "Stayed with a customer for three calls until the refund was there, and told the next shift.",
    "Wrote down how returns from abroad work. Two of us have not had to ask since.",
    "Noticed that a parcel was lost before the customer did, and called first.",
    "Takes the calls nobody wants, and never makes a show of it.",
)
ANNOUNCED = (
    "The jury put them first: three customers wrote that somebody finally listened, and all three "
    "named the same person."
)


def give(roster: DemoRoster, values: Sequence[CompanyValue], now: datetime) -> None:
    """Make three awards and let each come as far as it has."""
    shown = next((n for n, team in enumerate(roster.teams) if team.name == SHOWN_TEAM), 0)
    team = roster.members[shown]
    leads = [roster.leads[(shown + ahead) % len(roster.leads)] for ahead in range(3)]
    _open(roster.hr, [leads[1], leads[2], roster.hr], team, values[0], now)
    _before_the_jury([leads[0], leads[1], roster.hr], team, values[1], now)
    _decided(roster.hr, [leads[1], leads[2]], team, values[2], now)


def _open(
    hr: Person, jury: list[Person], team: list[Person], value: CompanyValue, now: datetime
) -> None:
    """Let people nominate for eight more days; the one we are shown has nominated somebody."""
    award = _made(
        hr, jury, value, now, (-6, 8, 18), name="Customers’ champion",
        purpose="Stays with a customer’s matter until it is solved, and lets others learn from it.",
    )  # fmt: skip
    for place, (nominee, by) in enumerate(((1, 0), (2, 3), (1, 4))):
        _nominate(
            award, team[nominee], team[by % len(team)], place, now - timedelta(days=3 - place)
        )


def _before_the_jury(
    jury: list[Person], team: list[Person], value: CompanyValue, now: datetime
) -> None:
    """Let a jury read and vote; one of three has."""
    award = _made(
        jury[2], jury, value, now, (-20, -2, 6), name="Quiet helper",
        purpose="Helps colleagues without being asked, where few people see it.",
        ballot=Ballot.POINTS, criteria=("Helps others", "Lasts"), names_for=NamesFor.HR,
    )  # fmt: skip
    for place, (nominee, by) in enumerate(((3, 1), (4, 2), (2, 1))):
        _nominate(award, team[nominee], team[by], place, now - timedelta(days=9 - place))
    actions.begin_voting(award, now=award.closes_at)
    said = {
        (part.person_id, each.number): (3 + place + each.number) % 6
        for place, part in enumerate(award.nominees)
        for each in award.criteria
    }
    actions.vote(award, jury[1], said, now=now - timedelta(hours=20))


def _decided(
    hr: Person, jury: list[Person], team: list[Person], value: CompanyValue, now: datetime
) -> None:
    """Let an award be announced three weeks ago; the one we are shown was nominated as well."""
    award = _made(
        hr, jury, value, now, (-50, -30, -22), name="Best listener",
        purpose="Lets people finish, and asks back before answering.",
    )  # fmt: skip
    for place, (nominee, by) in enumerate(((2, 1), (0, 3))):
        _nominate(award, team[nominee], team[by], place, now - timedelta(days=40 - place))
    actions.begin_voting(award, now=award.closes_at)
    ballot = {(team[2].id, 0): 1, (team[0].id, 0): 2}
    for juror in jury:
        actions.vote(award, juror, ballot, now=award.closes_at + timedelta(days=2))
    decided_at = now - timedelta(days=21)
    actions.decide(award, [team[2]], ANNOUNCED, hr, HR, now=decided_at)


def _made(
    hr: Person,
    jury: list[Person],
    value: CompanyValue,
    now: datetime,
    days: tuple[int, int, int],
    *,
    name: str,
    purpose: str,
    ballot: Ballot = Ballot.PLACES,
    criteria: Sequence[str] = (),
    names_for: NamesFor = NamesFor.JURY,
) -> Award:
    """Make an award the day before it opens; `days` are days from today."""
    today = clock.local_day(now, names.ZONE)
    terms = AwardTerms(
        name=name,
        purpose=purpose,
        measure=None,
        value=value,
        nominators=Nominators.EVERYBODY,
        team=None,
        days=AwardDays(*(today + timedelta(days=each) for each in days)),
        ballot=ballot,
        criteria=criteria,
        quorum=2,
        tells_nominee=False,
        names_for=names_for,
    )
    return actions.make_award(terms, jury, hr, now=now + timedelta(days=days[0] - 1))


def _nominate(award: Award, nominee: Person, by: Person, place: int, at: datetime) -> None:
    actions.nominate(
        award, nominee, by, EMPLOYEE,
        reason=REASONS[place % len(REASONS)], may_be_told=place != 2, now=at,
    )  # fmt: skip
