"""What an edition says: each part where it has something, and each for those it concerns."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from cxstaff import clock, mail
from cxstaff.action_plans.models import Action, ActionStage
from cxstaff.alignment.audit.facts import FindingKind
from cxstaff.alignment.overview.models import MixedMessage
from cxstaff.customers.models import Channel, ChannelTotal
from cxstaff.db import db
from cxstaff.digests import jobs, queries
from cxstaff.digests.contents import Contents, contents_of
from cxstaff.digests.models import DigestPlan, Edition, EditionState
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.measures import actions as measures
from cxstaff.people.models import Person, RoleGrant, Team
from cxstaff.recognition.models import ThanksReceiver
from tests.cast import NOW, TODAY, ZONE
from tests.digests.conftest import Thank, edition_of
from tests.levers import PlanKind, TargetKind, a_measure
from tests.pulses.rounds import a_round, answer
from tests.said import say

DAY = timedelta(days=1)


def now_for(person: Person) -> Contents:
    """Return what somebody's digest would say of the last seven days."""
    return contents_of(queries.draft_of(person, NOW), now=NOW)


def edition_for(person: Person, ends_on: date, days: int = 7) -> Edition:
    since = clock.start_of(ends_on - days * DAY, ZONE)
    until = clock.start_of(ends_on, ZONE)
    return Edition(person=person, ends_on=ends_on, since=since, until=until)


def told(contents: Contents) -> str:
    """Return all that stands in the sections, in one line."""
    parts = [*contents.waiting, *contents.sections]
    whole = ([each.title, each.note, *map(_line, each.lines), each.below] for each in parts)
    return " | ".join(" ".join(filter(None, each)) for each in whole)


def _line(line: Any) -> str:
    return " ".join(filter(None, [line.strong, line.label, line.text, line.quoted, line.note]))


def test_what_was_celebrated_stands_beside_what_is_measured_and_paid(
    thank: Thank, ana: Person, ben: Person, cleo: Person, hugo: Person, blue: Team
) -> None:
    solved, calls = a_measure(ana, "Solved contacts"), a_measure(ana, "Short calls")
    PlanKind.begin(blue, calls, ana)
    for n in range(4):
        thank(ana, ben, f"Solved {n}", value=None, measure=solved, given_at=NOW - DAY)
    thank(ana, ben, "Held to what we said.", given_at=NOW - DAY)
    (levers,) = now_for(ben).parts.levers
    assert levers.sentence == (
        "4 thanks for “Solved contacts”, 1 for “Own it”; you are paid for “Short calls”."
    )
    TargetKind.begin(blue, solved, ana)
    (levers,) = now_for(ana).parts.levers
    assert "you are paid for “Short calls” and measured on “Solved contacts”." in levers.sentence
    assert now_for(cleo).parts.levers == (), "nobody on Red was thanked"
    assert now_for(hugo).parts.levers == (), "nobody thanked the people right below Service"


def test_a_happy_customer_is_quoted_once_and_can_be_thanked_for(
    thank: Thank, ben: Person, ana: Person, cleo: Person, cyrus: Person, blue: Team
) -> None:
    happy = say(ben, blue, "She stayed on the line until it worked.")
    say(ben, blue, "It took far too long to get anyone.", csat=1)
    say(ben, blue, "Fine, thank you", csat=5)
    remark = now_for(ben).parts.remark
    assert remark is not None
    assert (remark.text, remark.interaction_id) == (happy.feedback.remark, happy.id)
    assert now_for(cyrus).parts.remark == remark, "CX hears every team's customers"
    assert now_for(cleo).parts.remark is None
    thank(ana, ben, interaction=happy, given_at=NOW)
    assert now_for(ben).parts.remark is None, "it stands in the thanks already"


def test_an_action_that_was_delivered_is_told_once(
    ana: Person, ben: Person, cleo: Person, service: Team
) -> None:
    action = Action(
        team=service, heard="Too few headsets", will_do="Buy some", owner=ana, due_on=TODAY,
        did="Twelve came on Monday", stage=ActionStage.DONE.value, ended_on=TODAY - DAY,
        created_by_id=ana.id, created_at=NOW,
    )  # fmt: skip
    db.session.add(action)
    db.session.commit()
    for person in (ben, cleo):
        assert "Said and done Service Heard: Too few headsets Done: Twelve came on Monday" in told(
            now_for(person)
        )
    later = contents_of(edition_for(ben, TODAY + 8 * DAY))
    assert later.parts.action is None


def test_days_ahead_are_those_of_others_in_ones_teams(
    ana: Person, ben: Person, cleo: Person, blue: Team
) -> None:
    ben.memberships[0].since = date(2022, 3, 25)
    db.session.commit()
    assert "Days ahead Ben Berg 4 years here · 25 Mar 2026" in told(now_for(ana))
    assert now_for(ben).parts.milestones == (), "one's own is no news"
    assert now_for(cleo).parts.milestones == ()


def test_what_waits_is_told_when_it_is_sent_and_not_later(
    ana: Person, ben: Person, bea: Person, ines: Person, blue: Team
) -> None:
    round_ = a_round(ines, blue)
    answer(round_, [bea])
    about = {"heard": "Noise", "will_do": "Put up screens", "due_on": TODAY + DAY}
    db.session.add(Action(team=blue, owner=ben, created_by_id=ana.id, created_at=NOW, **about))
    db.session.commit()
    edition = queries.draft_of(ben, NOW)
    waits = [each.text for each in contents_of(edition, now=NOW).waits]
    assert waits == [
        "The pulse “Monthly pulse” is open until 25 Mar 2026.",
        "Due on 19 Mar 2026: Put up screens",
    ]
    assert contents_of(edition).waits == ()
    assert now_for(bea).waits == (), "she has answered"


def test_a_lead_reads_who_was_not_thanked_by_name_lately(
    thank: Thank, ana: Person, ben: Person, bea: Person, hugo: Person
) -> None:
    thank(ana, ben, given_at=NOW - 6 * DAY)
    thank(ana, people("Bill Boot"), given_at=NOW - DAY, audience="private")
    edition = queries.draft_of(ana, NOW)
    late = contents_of(edition, now=NOW).parts.unthanked
    assert late is not None
    assert [each.somebody.name for each in late.rows] == ["Bea Bach", "Bibi Blum", "Bo Brand"]
    assert "Bea Bach Thank" in told(now_for(ana))
    assert contents_of(edition).parts.unthanked is None, "who reads it later may have thanked"
    for person in (ben, hugo):
        assert now_for(person).parts.unthanked is None, "those below have leads of their own"


def test_hr_and_cx_read_what_moved_beyond_noise_and_which_findings_are_new(
    app: Flask, ines: Person, cyrus: Person, ana: Person, blue: Team
) -> None:
    measures.define_outcome_measure("Satisfied", ines, outcome="csat_top2", now=NOW)
    measures.define_outcome_measure("Solved", ines, outcome="resolved", now=NOW)
    a_measure(ines, "Minutes")
    channel = Channel(name="Phone")
    db.session.add(channel)
    db.session.flush()
    for month, good in ((1, 360), (2, 280)):
        sums = {"csat_n": 400, "csat_top2": good, "interactions": 400}
        sums |= {"resolved_n": 400, "resolved_yes": 300 + month}
        place = {"grain": "month", "channel_id": channel.id, "starts_on": date(2026, month, 1)}
        db.session.add(ChannelTotal(**place, **sums))
    found(blue, date(2026, 2, 20))
    edition = edition_for(ines, date(2026, 3, 2), days=14)
    news = contents_of(edition).parts.news
    (move,) = news.moves
    assert (move.name, move.moved, move.value) == ("Satisfied", "Got worse", "70.0 %")
    assert "from 400" in move.how_sure
    assert "−20.0 (−25" in move.difference
    assert [each.team for each in news.findings] == ["Blue"]
    assert "Of 2 numbers compared" in told(contents_of(edition))
    after = contents_of(edition_for(cyrus, date(2026, 3, 9))).parts.news
    assert after.is_empty, "each is told in one edition"
    assert contents_of(edition_for(ana, date(2026, 3, 2), days=14)).parts.news.is_empty


def test_a_lead_who_is_hr_gets_one_letter_with_all_parts(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, ines: Person, blue: Team, mailbox: Any
) -> None:
    db.session.add(RoleGrant(person=ana, role="hr"))
    found(blue, date(2026, 3, 11))
    thank(ben, ana, "You had my back.")
    jobs.send_due()
    letters = [each for each in mail.kept_letters(1).items if each.to == ana.email]
    assert len(letters) == 1
    for words in ("You had my back.", "Not thanked", "New mixed messages"):
        assert words in letters[0].html
        assert words.upper() in letters[0].text.upper()


@pytest.mark.parametrize(("tells_quiet", "state"), [(False, "empty"), (True, "sent")])
def test_after_a_quiet_time_the_company_chooses(
    plan: DigestPlan, ben: Person, cleo: Person, blue: Team, tells_quiet: bool, state: str
) -> None:
    plan.tells_quiet = tells_quiet
    happy = say(ben, blue, "She stayed on the line until it worked.")
    happy.day = date(2026, 3, 11)
    db.session.commit()
    jobs.send_due()
    assert edition_of(ben).state == state
    assert edition_of(cleo).state == EditionState.EMPTY, "without anything there is no letter"


def test_thanks_take_turns_and_who_is_not_told_of_in_full_is_named(
    thank: Thank, ana: Person, ben: Person, bea: Person, cleo: Person, hugo: Person
) -> None:
    for n in range(12):
        thank(ana, bea, f"Again {n}", given_at=NOW - timedelta(hours=n + 1))
    thank(ana, ben, "Once, long before those.", given_at=NOW - 5 * DAY)
    found = now_for(people("Bill Boot"))
    words = [each.message for each in found.others]
    assert len(words) == 10
    assert "Once, long before those." in words
    assert found.total == "13 in all"
    assert found.also == ""
    several = [people(name) for name in ("Bo Brand", "Bibi Blum", "Bill Boot", "Ben Berg")]
    together = thank(ana, bea, "All of you.", given_at=NOW - timedelta(minutes=1))
    for person in several:
        _also(together, person)
    assert now_for(hugo).also == "Thanked as well: Bibi Blum, Bill Boot."


def test_an_edition_says_the_same_whoever_asks_and_when(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, bea: Person
) -> None:
    for n in range(30):
        thank(ana, bea, f"Number {n}", given_at=NOW - n * DAY)
    jobs.send_due()
    first = contents_of(edition_of(ben)).others
    for n in range(9):
        thank(ben, ana, f"Later {n}", given_at=NOW + n * timedelta(hours=1))
    db.session.expire_all()
    assert contents_of(edition_of(ben)).others == first
    assert contents_of(edition_of(ben), EditionMaterial()).others == first


def test_a_letter_asks_the_same_few_times_however_much_there_is(
    plan: DigestPlan, thank: Thank, ana: Person, ben: Person, bea: Person, blue: Team, counting: Any
) -> None:
    db.session.add(RoleGrant(person=ana, role="hr"))
    thank(ben, ana)
    db.session.commit()
    asked = []
    for _ in range(2):
        db.session.expire_all()
        known = EditionMaterial()
        contents_of(queries.draft_of(bea, NOW), known, now=NOW)
        with counting() as alone:
            contents_of(queries.draft_of(ben, NOW), known, now=NOW)
        with counting() as all_parts:
            contents_of(queries.draft_of(ana, NOW), now=NOW)
        asked.append((len(alone), len(all_parts)))
        for n in range(20):
            thank(ben, bea, f"More {n}")
            thank(bea, ana, f"And {n}")
    assert asked[1][0] <= asked[0][0] + 1
    assert asked[1][1] <= asked[0][1] + 1
    assert asked[1][0] <= 14, "of a team that was read before"
    assert asked[1][1] <= 45, "a lead who is HR, read alone"


def found(team: Team, on: date) -> None:
    proof = {"facts": "0" * 64, "names": {}, "place": 0}
    message = MixedMessage(team=team, kind=FindingKind.ONLY_INTERNAL, found_on=on, **proof)
    db.session.add(message)
    db.session.commit()


def people(name: str) -> Person:
    return db.session.scalars(db.select(Person).where(Person.name == name)).one()


def _also(thanks: Any, person: Person) -> None:
    thanks.receivers.append(
        ThanksReceiver(
            person=person, team_id=person.memberships[0].team_id, place=len(thanks.receivers)
        )
    )
    db.session.commit()
