"""The home page shows everybody what waits for them, and nobody what does not concern them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cxstaff.clock import frozen
from cxstaff.customers.models import (
    Channel,
    Circumstance,
    ContactReason,
    Feedback,
    Grain,
    ImportRun,
    ImportState,
    Interaction,
    Segment,
    Total,
)
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import Invitation, PulseRound, RoundResult
from cxstaff.recognition.models import CompanyValue, Thanks
from tests.cast import NOW, TODAY
from tests.levers import a_measure
from tests.plans import a_budget, february_of, waiting_proposal
from tests.rounds import built_round, invite
from tests.thanks import to

As = Callable[[Person | None], Any]
Ask = Callable[..., PulseRound]


@pytest.fixture
def ask(app: Any) -> Ask:
    """Open a round for some people; with a result it has already closed."""

    def open_round(team: Team, people: list[Person], *, days: int = -1) -> PulseRound:
        round_ = built_round(NOW + timedelta(days=days))
        invite(round_, people, team)
        db.session.commit()
        return round_

    return open_round


def say(
    remark: str, csat: int, handler: Person, team: Team, *, happened_at: datetime = NOW
) -> Interaction:
    """Have a customer say something about what somebody did."""
    number = db.session.scalar(db.select(db.func.count()).select_from(Interaction)) or 0
    channel = db.session.scalar(db.select(Channel)) or Channel(name="Phone")
    reason = db.session.scalar(db.select(ContactReason)) or ContactReason(name="Returns")
    segment = db.session.scalar(db.select(Segment)) or Segment(name="")
    circumstance = db.session.scalar(db.select(Circumstance)) or Circumstance(name="")
    db.session.add_all([channel, reason, segment, circumstance])
    db.session.flush()
    interaction = Interaction(
        source="test",
        reference=str(number),
        team_id=team.id,
        handler_id=handler.id,
        channel_id=channel.id,
        reason_id=reason.id,
        segment_id=segment.id,
        circumstance_id=circumstance.id,
        happened_at=happened_at,
        day=happened_at.date(),
    )
    interaction.feedback = Feedback(csat=csat, remark=remark)
    db.session.add(interaction)
    db.session.commit()
    return interaction


def test_everybody_gets_a_page_of_their_own(
    ben: Person, ana: Person, ines: Person, cyrus: Person, ada: Person, hugo: Person, as_: As
) -> None:
    for person in (ben, ana, ines, cyrus, ada, hugo):
        page = as_(person).get("/")
        assert page.status_code == 200, person.name
        assert f"Hello {person.name.split()[0]}" in page.text
    assert as_(None).get("/").status_code == 303


def test_an_open_pulse_is_the_first_thing_to_do(
    ben: Person, cleo: Person, blue: Team, as_: As, ask: Ask
) -> None:
    round_ = ask(blue, [ben])
    page = as_(ben).get("/").text
    assert "Weekly pulse" in page
    assert f"/pulses/rounds/{round_.id}" in page or f"/{round_.id}" in page
    assert "Weekly pulse" not in as_(cleo).get("/").text

    db.session.get_one(Invitation, (round_.id, ben.id)).has_answered = True
    db.session.commit()
    page = as_(ben).get("/").text
    assert "Answer now" not in page
    assert "answered every open pulse" in page


def test_thanks_of_the_last_days_are_shown_to_whom_they_are_for(
    ana: Person, ben: Person, bea: Person, blue: Team, as_: As
) -> None:
    value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
    old, new = NOW - timedelta(days=8), NOW - timedelta(hours=1)
    for message, given_at in (("Long ago", old), ("Just now", new)):
        db.session.add(
            Thanks(
                giver=ana,
                receivers=to(ben, blue),
                value=value,
                message=message,
                audience="private",
                given_at=given_at,
            )
        )
    page = as_(ben).get("/").text
    assert "Just now" in page
    assert "Long ago" not in page
    assert "Just now" not in as_(bea).get("/").text


def test_customers_words_about_the_own_team_are_shown_and_no_others(
    ben: Person, bea: Person, cleo: Person, blue: Team, red: Team, as_: As
) -> None:
    mine = say("Ben was patient", 5, ben, blue)
    hers = say("Bea was quick", 4, bea, blue)
    say("Cleo was kind", 5, cleo, red)
    page = as_(ben).get("/").text
    assert "Ben was patient" in page
    assert "Bea was quick" in page
    assert "Cleo was kind" not in page
    assert f"interaction={hers.id}" in page
    assert f"interaction={mine.id}" not in page, "nobody is asked to thank themselves"


def test_a_lead_sees_the_teams_last_pulse_and_whom_to_thank(
    ana: Person, ben: Person, rolf: Person, blue: Team, as_: As, ask: Ask
) -> None:
    round_ = ask(blue, [ben], days=-10)
    result = RoundResult(
        round_id=round_.id,
        team_id=blue.id,
        subject="index",
        invited=9,
        n=7,
        mean=71.6,
        variance=400.0,
    )
    db.session.add(result)
    happy = say("Ben saved my holiday", 5, ben, blue, happened_at=NOW - timedelta(days=2))

    page = as_(ana).get("/").text
    assert "How your teams feel" in page
    assert "(63–80)" in page, "t interval of 7 out of 9: no score without how sure it is"
    assert "7 of 9" in page
    assert "A customer gave 5 of 5" in page
    assert f"interaction={happy.id}" in page
    assert "A customer gave 5 of 5" not in as_(rolf).get("/").text
    assert "How your teams feel" not in as_(ben).get("/").text


def test_cx_sees_what_unhappy_customers_said_lately(
    cyrus: Person, ines: Person, ben: Person, blue: Team, as_: As
) -> None:
    say("Nobody could help me", 1, ben, blue, happened_at=NOW - timedelta(days=1))
    say("It broke again", 2, ben, blue, happened_at=NOW - timedelta(days=20))
    db.session.commit()
    unhappy = as_(cyrus).get("/").text.partition("Unhappy customers")[2].partition("</section>")[0]
    assert "Nobody could help me" in unhappy
    assert "It broke again" not in unhappy
    assert "Unhappy customers" not in as_(ines).get("/").text


def test_a_score_without_an_interval_is_not_shown(
    ana: Person, ben: Person, blue: Team, as_: As, ask: Ask
) -> None:
    round_ = ask(blue, [ben], days=-10)
    told = {"round_id": round_.id, "team_id": blue.id, "subject": "index"}
    db.session.add(RoundResult(invited=9, n=7, mean=71.6, variance=None, **told))
    page = as_(ana).get("/").text
    assert "Cannot tell" in page
    assert "72" not in page.split("How your teams feel")[1].split("</table>")[0]


def test_a_lead_is_not_asked_to_thank_themselves(ana: Person, blue: Team, as_: As) -> None:
    say("Ana was splendid", 5, ana, blue)
    page = as_(ana).get("/").text
    assert "Ana was splendid" in page
    assert "interaction=" not in page


def test_hidden_and_missing_results_do_not_look_alike(
    ana: Person, ben: Person, blue: Team, as_: As, ask: Ask
) -> None:
    assert "No data yet" in as_(ana).get("/").text
    ask(blue, [ben], days=-10).opened_box_at = NOW
    db.session.commit()
    page = as_(ana).get("/").text
    assert "Hidden to protect people" in page
    assert "No data yet" not in page


def test_hr_sees_how_many_took_part_but_of_no_fewer_than_five(
    ines: Person, blue: Team, as_: As, ask: Ask
) -> None:
    everybody = list(db.session.scalars(db.select(Person)))
    ask(blue, everybody[:6])
    assert "0 of 6" in as_(ines).get("/").text
    ask(blue, everybody[:4])
    page = as_(ines).get("/").text
    assert "0 of 4" not in page
    assert "Fewer than five people were asked" in page


def test_cx_sees_the_last_month_with_its_interval_and_what_needs_care(
    cyrus: Person, blue: Team, as_: As
) -> None:
    assert "No interactions yet" in as_(cyrus).get("/").text
    for day, answers in (
        (date(2026, 1, 31), [1] * 40),  # two months ago: in neither
        (date(2026, 2, 1), [3] * 20),
        (date(2026, 2, 28), [4] * 20),
        (TODAY, [4] * 20 + [5] * 20),
    ):
        db.session.add(
            Total(
                grain=Grain.DAY,
                team_id=blue.id,
                starts_on=day,
                interactions=len(answers),
                csat_n=len(answers),
                csat_sum=sum(answers),
                csat_squares=sum(a * a for a in answers),
            )
        )
    run = {"file_name": "a.csv", "stored_as": "a", "created_at": NOW}
    db.session.add(ImportRun(state=ImportState.RUNNING, **run))
    db.session.add(
        ImportRun(state=ImportState.FINISHED, records=4, accepted=1, quarantined=3, **run)
    )

    page = as_(cyrus).get("/").text

    assert "March 2026" in page
    assert "4.50" in page
    assert "from 40 answers" in page
    assert "before: 3.50" in page
    assert "1 import is on its way" in page
    assert "3 records could not be taken in" in page


def test_the_page_asks_a_bounded_number_of_questions(
    hugo: Person, ana: Person, ben: Person, blue: Team, as_: As, counting: Any
) -> None:
    value = CompanyValue(name="Own it", sentence="Stay until it is solved.")
    for n in range(30):
        say(f"Fine {n}", 5, ben, blue, happened_at=NOW - timedelta(hours=n))
        given = {"giver": ben, "value": value, "given_at": NOW}
        db.session.add(Thanks(message=f"Thanks {n}", receivers=to(ana, blue), **given))
    db.session.commit()
    with counting() as sent:
        assert "Thanks 29" in as_(ana).get("/").text
    assert len(sent) <= 34


def test_somebody_on_no_team_is_told_who_can_help(app: Any, as_: As) -> None:
    lonely = Person(name="Lou Lone", email="lou@bright.example")
    db.session.add(lonely)
    db.session.commit()
    assert "You are on no team yet" in as_(lonely).get("/").text


def test_anybody_may_ask_whether_all_is_well(app: Any, as_: As) -> None:
    answer = as_(None).get("/health")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_hr_hears_the_customers_of_every_team_and_bad_remarks_name_nobody(
    ines: Person, ben: Person, blue: Team, cleo: Person, red: Team, as_: As
) -> None:
    say("Kind and quick, thank you.", 5, ben, blue)
    say("Nobody called me back.", 1, cleo, red)
    db.session.commit()
    page = as_(ines).get("/").text
    assert "Kind and quick, thank you." in page
    assert "Nobody called me back." in page
    assert "Thank Ben Berg for this" in page
    assert "Cleo Clay" not in page


def test_who_acts_and_who_is_concerned_hear_of_plans_that_pay(
    as_: As, ana: Person, ben: Person, ines: Person, blue: Team
) -> None:
    assert "Plans to decide about" not in as_(ines).get("/").text
    measure, budget = a_measure(ines), a_budget(ines)
    february_of(blue, measure, ana, ines, budget, "Solved")
    waiting_proposal(blue, measure, ana, budget, "Solved")
    db.session.commit()
    page = as_(ines).get("/").text
    assert "Plans to decide about" in page
    assert "Statements to approve" in page
    own = as_(ben).get("/").text
    assert "New statements of yours" in own
    assert "Plans to decide about" not in own


def test_who_wrote_a_plan_hears_of_its_decision_and_of_no_approval_they_cannot_give(
    as_: As, ana: Person, cyrus: Person, ines: Person, blue: Team
) -> None:
    february_of(blue, a_measure(ines), cyrus, ines, a_budget(ines), "Solved")
    db.session.commit()
    with frozen(NOW - timedelta(days=59)):
        assert "Your plans that were decided about" in as_(cyrus).get("/").text
    assert "Statements to approve" not in as_(cyrus).get("/").text
    assert "Statements to approve" in as_(ines).get("/").text
