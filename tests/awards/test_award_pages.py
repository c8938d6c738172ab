"""Pages of awards: who opens which, what they read there, and what they can do next."""

from collections.abc import Callable
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.awards import actions, queries
from cxstaff.awards.models import Award, AwardState, Ballot, NamesFor, Nominators
from cxstaff.db import db
from cxstaff.people.models import Person, Role
from cxstaff.recognition.models import CompanyValue, Thanks
from tests.cast import NOW
from tests.juries import CLOSED, an_award, nominate, places

As = Callable[[Person | None], Any]
HR = frozenset({Role.EMPLOYEE, Role.HR})


@pytest.fixture
def award(ines: Person, ana: Person, rolf: Person, ben: Person, cleo: Person) -> Award:
    """An open award; Cleo nominated Ben."""
    made = an_award(ines, [ana, rolf])
    nominate(made, ben, cleo, "An hour on the line.", may_be_told=True)
    db.session.commit()
    return made


def test_hr_makes_an_award_and_is_told_what_is_wrong(as_: As, ines: Person, ben: Person) -> None:
    db.session.add(CompanyValue(name="Own it", sentence="Stay until it is solved."))
    db.session.commit()
    value = db.session.scalars(db.select(CompanyValue.id)).one()
    form = {
        "name": "Solved at once", "purpose": "Stays until it is solved.",
        "celebrates": f"value:{value}", "nominators": "everybody", "team": "",
        "opens_on": "2026-03-18", "last_day": "2026-03-20", "votes_last_day": "2026-03-27",
        "jury": "ana@bright.example\nrolf@bright.example", "quorum": "2", "ballot": "points",
        "criteria": "Helps\nLasts", "names_for": "hr", "tells_nominee": "y",
    }  # fmt: skip
    visit = as_(ines)
    nobody = visit.post("/awards/new", form | {"jury": "ana@bright.example\nnobody@x.example"})
    assert nobody.status_code == 409
    assert "Nobody on the roster has “nobody@x.example”" in nobody.text
    assert visit.post("/awards/new", form | {"name": ""}).status_code == 422
    answer = visit.post("/awards/new", form)
    page = visit.get(answer.location).text
    for told in ("Solved at once", "Open for nominations", "Helps, Lasts", "Ana Alba, Rolf Roth"):
        assert told in page
    made = db.session.scalars(db.select(Award)).one()
    assert (made.ballot, made.names_for, made.tells_nominee) == (Ballot.POINTS, NamesFor.HR, True)
    assert as_(ben).get("/awards/new").status_code == 403


def test_somebody_is_found_nominated_and_taken_back(
    as_: As, award: Award, bea: Person, ben: Person
) -> None:
    visit = as_(bea)
    assert "Nominate somebody" in visit.get(f"/awards/{award.id}").text
    choose = visit.get(f"/awards/{award.id}/nominations/new?q=ben").text
    assert f"to={ben.id}" in choose
    address = f"/awards/{award.id}/nominations/new?to={ben.id}"
    assert visit.post(address, {"reason": ""}).status_code == 422
    assert visit.post(address, {"reason": "He listens."}).status_code == 303
    page = visit.get(f"/awards/{award.id}").text
    assert "He listens." in page
    assert "An hour on the line." not in page, "others' nominations are not hers to read"
    (given,) = queries.own_nominations(award.id, bea.id)
    back = f"/awards/{award.id}/nominations/{given.id}/withdrawal"
    assert as_(ben).post(back).status_code == 404
    assert visit.post(back).status_code == 303
    assert "He listens." not in visit.get(f"/awards/{award.id}").text


def test_who_reads_nominations_and_who_nominated(
    as_: As, ines: Person, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    for names_for, by_jury, by_hr in (
        (NamesFor.JURY, True, True),
        (NamesFor.HR, False, True),
        (NamesFor.NOBODY, False, False),
    ):
        award = an_award(ines, [ana, rolf], names_for=names_for)
        nominate(award, bea, cleo, "She calms people.")
        db.session.commit()
        for reader, reads in ((ana, by_jury), (ines, by_hr)):
            page = as_(reader).get(f"/awards/{award.id}").text
            assert "She calms people." in page
            assert ("Cleo Clay" in page) is reads, (names_for, reader.name)
        for reader in (ben, bea):
            assert "She calms people." not in as_(reader).get(f"/awards/{award.id}").text


def test_hr_who_is_nominated_reads_nothing_of_it(
    as_: As, ines: Person, ana: Person, rolf: Person, cleo: Person
) -> None:
    award = an_award(ines, [ana, rolf])
    nominate(award, ines, cleo, "She listens to us.")
    db.session.commit()
    page = as_(ines).get(f"/awards/{award.id}").text
    assert "She listens to us." not in page
    assert as_(ines).post(f"/awards/{award.id}/nominees/{ines.id}/removal").status_code == 403


def test_an_award_of_others_cannot_be_told_to_exist(
    as_: As, ines: Person, ana: Person, rolf: Person, ben: Person
) -> None:
    award = an_award(ines, [ana, rolf], nominators=Nominators.LEADS)
    db.session.commit()
    visit = as_(ben)
    assert visit.get(f"/awards/{award.id}").status_code == 404
    assert "Solved at once" not in visit.get("/awards").text
    assert visit.get(f"/awards/{award.id}/nominations/new").status_code == 404
    assert as_(None).get(f"/awards/{award.id}").status_code == 303


def test_a_jury_votes_blind_and_hr_announces(
    as_: As, award: Award, ines: Person, ana: Person, rolf: Person, ben: Person, bea: Person,
    cleo: Person,
) -> None:  # fmt: skip
    nominate(award, bea, cleo, "She stays calm.")
    actions.begin_voting(award, now=CLOSED)
    db.session.commit()
    ballot = f"/awards/{award.id}/vote"
    with clock.frozen(CLOSED):
        assert as_(ben).get(ballot).status_code == 404
        assert "Your vote is asked for" in as_(ana).get("/awards").text
        assert "An hour on the line." in as_(ana).get(ballot).text
        assert as_(ana).post(ballot, {"place_1": ben.id, "place_2": ben.id}).status_code == 409
        before = _main(as_(rolf), award)
        assert as_(ana).post(ballot, {"place_1": ben.id, "place_2": bea.id}).status_code == 303
        assert _main(as_(rolf), award) == before, "he has not voted yet"
        after = as_(ana).get(f"/awards/{award.id}").text
        assert "1 of 2 has voted" in after
        assert "Place 1" not in after
        assert as_(rolf).post(ballot, {"place_1": ben.id, "place_2": bea.id}).status_code == 303
        assert award.state(CLOSED) == AwardState.COUNTED
        counted = as_(rolf).get(f"/awards/{award.id}").text
        assert "Place 1" in counted
        assert "points" not in counted, "of two ballots each would work out the other"
        decision = f"/awards/{award.id}/decision"
        assert as_(ana).get(decision).status_code == 403
        assert as_(ines).post(decision, {"winners": bea.id, "words": "So."}).status_code == 422
        answer = as_(ines).post(decision, {"winners": ben.id, "words": "He never gave up."})
        assert answer.status_code == 303
        wall = as_(cleo).get("/thanks").text
        assert "Solved at once: He never gave up." in wall
        page = as_(cleo).get(f"/awards/{award.id}").text
        assert "It went to" in page
        assert "She stays calm." in page, "she wrote it"
        assert "She stays calm." not in as_(bea).get(f"/awards/{award.id}").text
        assert "An hour on the line." in as_(ben).get("/awards/mine").text
        assert "She stays calm." not in as_(bea).get("/awards/mine").text, "not to be told"


def _main(visit: Any, award: Award) -> str:
    """Return the page of an award without what differs each time it is asked for."""
    page = visit.get(f"/awards/{award.id}").text
    return str(page.partition("<main")[2].partition("</main>")[0])


def test_a_thanks_taken_back_leaves_the_award(
    as_: As, award: Award, ines: Person, ana: Person, rolf: Person, ben: Person
) -> None:
    actions.begin_voting(award, now=CLOSED)
    for juror in (ana, rolf):
        actions.vote(award, juror, places(ben), now=CLOSED)
    actions.decide(award, [ben], "He helped.", ines, HR, now=NOW)
    db.session.commit()
    thanks = award.thanks_id
    assert as_(ines).post(f"/thanks/{thanks}/withdrawal").status_code == 303
    db.session.expire_all()
    assert db.session.get(Thanks, thanks) is None
    assert "See it on Thanks" not in as_(ines).get(f"/awards/{award.id}").text


def test_hr_changes_days_and_jury_and_withdraws(
    as_: As, award: Award, ines: Person, ana: Person, rolf: Person, cleo: Person
) -> None:
    visit, here = as_(ines), f"/awards/{award.id}"
    days = {"last_day": "2026-03-25", "votes_last_day": "2026-03-31"}
    assert visit.post(f"{here}/days", days).status_code == 303
    assert "25 Mar 2026" in visit.get(here).text
    assert visit.post(f"{here}/days", days | {"last_day": "2026-03-17"}).status_code == 409
    jury = {"jury": "ana@bright.example\nhugo@bright.example"}
    assert visit.post(f"{here}/jury", jury).status_code == 303
    assert "Ana Alba, Hugo Head" in visit.get(here).text
    assert as_(rolf).get(here).status_code == 200, "everybody may nominate"
    assert visit.post(f"{here}/withdrawal", {"words": "No budget."}).status_code == 303
    assert "No budget." in as_(cleo).get(here).text, "she nominated"
    assert as_(rolf).get(here).status_code == 404
    for path in ("days", "jury", "withdrawal"):
        assert as_(ana).get(f"{here}/{path}").status_code == 403


def test_days_of_votes_change_alone_once_the_jury_votes(
    as_: As, award: Award, ines: Person
) -> None:
    actions.begin_voting(award, now=CLOSED)
    db.session.commit()
    with clock.frozen(CLOSED):
        visit, here = as_(ines), f"/awards/{award.id}/days"
        assert "Last day of nominations" not in visit.get(here).text
        assert visit.post(here, {"votes_last_day": "2026-04-02"}).status_code == 303
    assert "Votes until" in as_(ines).get(f"/awards/{award.id}").text
    assert "2 Apr 2026" in as_(ines).get(f"/awards/{award.id}").text


def test_who_is_told_can_decline(
    as_: As, ines: Person, ana: Person, rolf: Person, ben: Person, cleo: Person, bea: Person
) -> None:
    award = an_award(ines, [ana, rolf], tells_nominee=True)
    nominate(award, ben, cleo)
    db.session.commit()
    assert "I would rather not" in as_(ben).get("/awards/mine").text
    assert as_(bea).post(f"/awards/{award.id}/refusal").status_code == 404
    assert as_(ben).post(f"/awards/{award.id}/refusal").status_code == 303
    assert "I would rather not" not in as_(ben).get("/awards/mine").text
    assert "Out: declined" in as_(ana).get(f"/awards/{award.id}").text


def test_points_are_given_on_a_page(
    as_: As, ines: Person, ana: Person, rolf: Person, ben: Person, bea: Person, cleo: Person
) -> None:
    award = an_award(ines, [ana, rolf], ballot=Ballot.POINTS, criteria=("Helps",))
    for each in (ben, bea):
        nominate(award, each, cleo)
    actions.begin_voting(award, now=CLOSED)
    db.session.commit()
    with clock.frozen(CLOSED):
        said = {f"points_{ben.id}_1": "3", f"points_{bea.id}_1": "0"}
        visit = as_(ana)
        assert visit.post(f"/awards/{award.id}/vote", {}).status_code == 422
        assert visit.post(f"/awards/{award.id}/vote", said).status_code == 303
        page = visit.get(f"/awards/{award.id}/vote").text
    assert '<option selected value="3">' in page
    assert queries.own_votes(award.id, ana.id) == {(ben.id, 1): 3, (bea.id, 1): 0}
    assert Role.HR in HR
