"""An award goes from nominations by a blind jury to an announcement; what cannot be is refused."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from cxstaff import clock, mail
from cxstaff.awards import actions, jobs, queries
from cxstaff.awards.actions import AwardDays
from cxstaff.awards.models import (
    Award,
    AwardPart,
    AwardState,
    AwardVote,
    Ballot,
    Nomination,
    Nominators,
)
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people import jobs as letters
from cxstaff.people.models import Person, Role, Team, WaitingLetter
from cxstaff.recognition.models import Thanks
from tests.cast import NOW, TODAY
from tests.juries import CLOSED, DAYS, VOTED, an_award, nominate, places

TICK = timedelta(microseconds=1)
HR = frozenset({Role.EMPLOYEE, Role.HR})


@pytest.fixture
def award(ines: Person, ana: Person, rolf: Person) -> Award:
    """An award that is open, with Ana and Rolf on its jury."""
    made = an_award(ines, [ana, rolf])
    db.session.commit()
    return made


def voting(award: Award, *nominees: Person, by: Person) -> None:
    """Have people nominated, and the jury begin."""
    for each in nominees:
        nominate(award, each, by)
    actions.begin_voting(award, now=CLOSED)
    db.session.commit()


def _insert(row: Any) -> None:
    db.session.add(row)
    db.session.flush()


def tidings() -> list[tuple[str, str]]:
    """Return what waits in the outbox: to whom, telling what."""
    rows = db.session.scalars(db.select(WaitingLetter).order_by(WaitingLetter.id))
    told = [each for each in rows if "tidings" in each.words]
    return sorted((each.person.name.split()[0], each.words["tidings"]) for each in told)


@pytest.mark.both
def test_the_whole_way(
    award: Award, ines: Person, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    nominate(award, ben, cleo, "He stayed on the line for an hour.", may_be_told=True)
    nominate(award, bea, cleo, "She calmed a customer.", may_be_told=True)
    nominate(award, bea, ben, "Quietly helps.")
    db.session.commit()
    with clock.frozen(CLOSED - TICK):
        jobs.move_on()
        assert award.state(clock.now()) == AwardState.OPEN
    for _ in range(2):
        with clock.frozen(CLOSED):
            jobs.move_on()
    assert award.state(CLOSED) == AwardState.VOTING
    assert tidings() == [("Ana", "vote"), ("Rolf", "vote")]

    actions.vote(award, ana, places(bea, ben), now=CLOSED)
    assert award.state(CLOSED) == AwardState.VOTING
    actions.vote(award, rolf, places(bea, ben), now=CLOSED)
    assert award.state(CLOSED) == AwardState.COUNTED, "all have voted: nobody waits for the day"

    actions.decide(award, [bea], "She stays calm.", ines, HR, now=CLOSED)
    db.session.commit()
    thanks = db.session.get_one(Thanks, award.thanks_id)
    assert thanks.message == "Solved at once: She stays calm."
    assert ([each.person for each in thanks.receivers], thanks.giver) == ([bea], ines)
    assert thanks.audience == "company"
    told = tidings()
    assert ("Bea", "won") in told
    assert ("Ben", "kind words") in told
    assert [each.reason for each in queries.kind_words_page(bea.id, 1).items] == [
        "She calmed a customer."
    ]


def test_letters_lead_to_what_is_next(award: Award, ben: Person, cleo: Person) -> None:
    voting(award, ben, by=cleo)
    with clock.frozen(CLOSED):
        letters.send_letters()
    (to_ana,) = [each for each in mail.kept_letters(1).items if each.to == "ana@bright.example"]
    assert "by 27 Mar 2026" in to_ana.text
    assert re.search(rf"/awards/{award.id}/vote\s", to_ana.text)


@pytest.mark.parametrize("who", ["oneself", "juror", "leaver"])
def test_whom_one_cannot_nominate(
    award: Award, ben: Person, ana: Person, bea: Person, who: str
) -> None:
    bea.left_on = TODAY
    nominee = {"oneself": ben, "juror": ana, "leaver": bea}[who]
    with pytest.raises(Refused):
        nominate(award, nominee, ben)


def test_a_juror_nominates_nobody(award: Award, ana: Person, ben: Person) -> None:
    with pytest.raises(Refused, match="cannot nominate"):
        nominate(award, ben, ana)


@pytest.mark.parametrize("moment", [NOW - timedelta(days=4), CLOSED])
def test_nominations_have_their_time(award: Award, ben: Person, cleo: Person, moment: Any) -> None:
    with pytest.raises(Refused, match="no nominations"):
        nominate(award, ben, cleo, now=moment)


def test_who_may_nominate_is_as_the_award_says(
    ines: Person, ana: Person, rolf: Person, ben: Person, cleo: Person, hugo: Person, blue: Team
) -> None:
    of_leads = an_award(ines, [ana, rolf], nominators=Nominators.LEADS)
    of_team = an_award(ines, [hugo, rolf], nominators=Nominators.TEAM, team=blue.parent)
    nominate(of_leads, ben, hugo)
    nominate(of_team, ben, cleo)
    nominate(of_team, cleo, ben)
    for award, by in ((of_leads, cleo), (of_team, ines)):
        with pytest.raises(Refused, match="cannot nominate"):
            nominate(award, ben if by is not ben else cleo, by)


@pytest.mark.both
def test_the_database_keeps_apart_who_judges_and_who_is_nominated(
    award: Award, ana: Person, ben: Person, cleo: Person
) -> None:
    nominate(award, ben, cleo)
    db.session.commit()
    at = {"award_id": award.id}
    vote = at | {"juror_id": ana.id, "nominee_id": ben.id}
    wrong: list[Any] = [
        AwardPart(**at, person_id=ana.id, part="nominee", has_won=False),
        Nomination(
            **at, nominee_id=ana.id, nominator_id=cleo.id, part="nominee", reason="x",
            may_be_told=False, given_at=NOW,
        ),
        Nomination(
            **at, nominee_id=ben.id, nominator_id=ben.id, part="nominee", reason="x",
            may_be_told=False, given_at=NOW,
        ),
        AwardVote(**vote | {"juror_id": cleo.id}, criterion=0, value=1),
        AwardVote(**vote, criterion=0, value=4),
        AwardVote(**vote, criterion=1, value=6),
    ]  # fmt: skip
    for row in wrong:
        with pytest.raises(IntegrityError):
            _insert(row)
        db.session.rollback()


@pytest.mark.both
def test_a_juror_has_one_vote_for_each_nominee(award: Award, ana: Person, ben: Person) -> None:
    db.session.add(AwardPart(award_id=award.id, person_id=ben.id, part="nominee", has_won=False))
    db.session.flush()
    key = {"award_id": award.id, "juror_id": ana.id, "nominee_id": ben.id, "criterion": 0}
    db.session.execute(
        db.insert(AwardVote).values(**key, value=1, by_part="juror", of_part="nominee")
    )
    with pytest.raises(IntegrityError):
        db.session.execute(
            db.insert(AwardVote).values(**key, value=2, by_part="juror", of_part="nominee")
        )
    db.session.rollback()


def test_the_same_nomination_twice_is_one_and_can_be_taken_back(
    award: Award, ben: Person, cleo: Person, bea: Person
) -> None:
    nominate(award, ben, cleo)
    nominate(award, ben, cleo, "Once more.")
    (given,) = queries.own_nominations(award.id, cleo.id)
    with pytest.raises(Refused, match="Who gave"):
        actions.withdraw_nomination(given, bea, now=NOW)
    with pytest.raises(Refused, match="over"):
        actions.withdraw_nomination(given, cleo, now=CLOSED)
    actions.withdraw_nomination(given, cleo, now=NOW)
    assert queries.nominations_of(award.id) == []
    assert award.nominees == [], "nobody else nominated him"


def test_the_nominee_hears_only_if_the_award_says_so(
    ines: Person, ana: Person, rolf: Person, ben: Person, cleo: Person, bea: Person
) -> None:
    telling = an_award(ines, [ana, rolf], tells_nominee=True)
    silent = an_award(ines, [ana, rolf])
    for award in (telling, silent):
        nominate(award, ben, cleo)
        nominate(award, ben, bea)
    db.session.flush()
    assert tidings() == [("Ben", "nominated")]
    assert [award for _, award in queries.nominated_for(ben.id)] == [telling]


def test_without_nominations_hr_hears_once_and_gives_more_time(
    award: Award, ben: Person, cleo: Person
) -> None:
    for _ in range(3):
        with clock.frozen(CLOSED):
            jobs.move_on()
    assert tidings() == [("Ines", "nobody")]
    later = AwardDays(DAYS.opens_on, date(2026, 3, 24), DAYS.votes_last_day)
    actions.change_days(award, later, now=CLOSED)
    nominate(award, ben, cleo, now=CLOSED + timedelta(days=1))
    actions.begin_voting(award, now=CLOSED + timedelta(days=4))
    assert award.state(CLOSED + timedelta(days=4)) == AwardState.VOTING


def test_too_few_votes_wait_for_hr(
    award: Award, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    voting(award, ben, by=cleo)
    actions.vote(award, ana, places(ben), now=CLOSED)
    db.session.commit()
    for _ in range(3):
        with clock.frozen(VOTED):
            jobs.move_on()
    assert award.state(VOTED) == AwardState.SHORT
    assert tidings().count(("Ines", "short")) == 1
    with pytest.raises(Refused, match="no votes"):
        actions.vote(award, rolf, places(ben), now=VOTED)
    actions.change_jury(award, [ana, bea], now=VOTED)
    actions.change_days(
        award, AwardDays(DAYS.opens_on, DAYS.last_day, date(2026, 3, 31)), now=VOTED
    )
    actions.vote(award, bea, places(ben), now=VOTED)
    assert award.state(VOTED) == AwardState.COUNTED


def test_a_juror_who_has_left_is_not_waited_for_but_counts_if_they_voted(
    ines: Person, ana: Person, rolf: Person, hugo: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    award = an_award(ines, [ana, rolf, hugo])
    voting(award, ben, bea, by=cleo)
    actions.vote(award, hugo, places(bea, ben), now=CLOSED)
    rolf.left_on = hugo.left_on = date(2026, 3, 20)
    actions.vote(award, ana, places(bea, ben), now=CLOSED)
    assert award.state(CLOSED) == AwardState.COUNTED
    assert queries.standings(award, TODAY + timedelta(days=9))[0].total == 4


def test_a_nominee_who_has_left_or_declined_is_passed_over(
    award: Award, ines: Person, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    voting(award, ben, bea, cleo, by=ines)
    part = award.part_of(ben.id)
    assert part is not None
    for juror in (ana, rolf):
        actions.vote(award, juror, places(ben, bea, cleo), now=CLOSED)
    actions.take_out(award, part, now=CLOSED)
    bea.left_on = date(2026, 3, 20)
    db.session.flush()
    with pytest.raises(Refused, match="jury put first"):
        actions.decide(award, [ben], "So.", ines, HR, now=CLOSED)
    with pytest.raises(Refused, match="jury put first"):
        actions.decide(award, [bea], "So.", ines, HR, now=CLOSED)
    actions.decide(award, [cleo], "So.", ines, HR, now=CLOSED)
    assert [each.person for each in award.winners] == [cleo]


def test_of_equals_hr_chooses_one_or_several(
    award: Award, ines: Person, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    voting(award, ben, bea, by=cleo)
    actions.vote(award, ana, places(ben, bea), now=CLOSED)
    actions.vote(award, rolf, places(bea, ben), now=CLOSED)
    actions.decide(award, [ben, bea], "Both.", ines, HR, now=CLOSED)
    assert {each.person for each in award.winners} == {ben, bea}
    with pytest.raises(Refused, match="gone on"):
        actions.decide(award, [ben], "Again.", ines, HR, now=CLOSED)


def test_who_is_nominated_does_not_decide(
    award: Award, ines: Person, ana: Person, rolf: Person, ben: Person
) -> None:
    voting(award, ines, by=ben)
    for juror in (ana, rolf):
        actions.vote(award, juror, places(ines), now=CLOSED)
    with pytest.raises(Refused, match="not nominated"):
        actions.decide(award, [ines], "Me.", ines, HR, now=CLOSED)


@pytest.mark.parametrize("ballot", ["one place", "the same twice", "a stranger", "points"])
def test_a_ballot_is_whole(
    award: Award, ana: Person, ben: Person, bea: Person, cleo: Person, ballot: str
) -> None:
    voting(award, ben, bea, by=cleo)
    said = {
        "one place": places(ben),
        "the same twice": {(ben.id, 0): 2},
        "a stranger": places(ben, cleo),
        "points": {(ben.id, 1): 1, (bea.id, 1): 2},
    }[ballot]
    with pytest.raises(Refused, match="Give each place"):
        actions.vote(award, ana, said, now=CLOSED)


def test_points_are_given_to_everybody_on_every_criterion(
    ines: Person, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    award = an_award(ines, [ana, rolf], ballot=Ballot.POINTS, criteria=("Helps", "Lasts"))
    voting(award, ben, bea, by=cleo)
    whole = {(each.id, of): value for each, value in ((ben, 2), (bea, 5)) for of in (1, 2)}
    with pytest.raises(Refused, match="every criterion"):
        actions.vote(award, ana, dict(list(whole.items())[:3]), now=CLOSED)
    for juror in (ana, rolf, ana):
        if award.state(CLOSED) == AwardState.VOTING:
            actions.vote(award, juror, whole, now=CLOSED)
    assert [each.total for each in queries.standings(award, TODAY)] == [20, 8]


def test_a_withdrawn_award_is_told_to_jury_and_nominators_alone(
    award: Award, ben: Person, cleo: Person
) -> None:
    nominate(award, ben, cleo)
    actions.withdraw_award(award, "No budget.", now=NOW)
    assert tidings() == [("Ana", "withdrawn"), ("Cleo", "withdrawn"), ("Rolf", "withdrawn")]
    with pytest.raises(Refused):
        nominate(award, ben, cleo)
    with pytest.raises(Refused, match="gone on"):
        actions.withdraw_award(award, "Twice.", now=NOW)


@pytest.mark.parametrize(
    ("other", "jury", "said"),
    [
        ({"quorum": 3}, 2, "between two and all"),
        ({}, 1, "2 to 9 people"),
        ({"ballot": Ballot.POINTS}, 2, "criteria"),
        ({"criteria": ("One",)}, 2, "for points"),
        (
            {"days": AwardDays(date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 27))},
            2,
            "not over",
        ),
        ({"days": AwardDays(date(2026, 3, 20), date(2026, 3, 19), date(2026, 3, 27))}, 2, "order"),
        ({"value": None}, 2, "Choose what"),
        ({"nominators": Nominators.TEAM}, 2, "Choose the team"),
    ],
)
def test_terms_fit_together(
    ines: Person, ana: Person, rolf: Person, other: dict[str, Any], jury: int, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        an_award(ines, [ana, rolf][:jury], **other)


def test_who_voted_stays_on_the_jury_and_nobody_nominated_comes(
    award: Award, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    voting(award, ben, bea, by=cleo)
    actions.vote(award, ana, places(ben, bea), now=CLOSED)
    with pytest.raises(Refused, match="has voted"):
        actions.change_jury(award, [rolf, cleo], now=CLOSED)
    with pytest.raises(Refused, match="is nominated"):
        actions.change_jury(award, [ana, ben], now=CLOSED)


def test_a_worker_killed_half_way_leaves_the_award_to_the_next(
    award: Award, ben: Person, cleo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    nominate(award, ben, cleo)
    db.session.commit()

    def killed(*_: object, **_more: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, clock.frozen(CLOSED):
        patch.setattr(letters.outbox, "keep_all", killed)
        with pytest.raises(SystemExit):
            jobs.move_on()
    db.session.rollback()
    assert (award.state(CLOSED), tidings()) == (AwardState.CLOSED, [])
    with clock.frozen(CLOSED):
        jobs.move_on()
    assert award.state(CLOSED) == AwardState.VOTING
    assert tidings() == [("Ana", "vote"), ("Rolf", "vote")]
