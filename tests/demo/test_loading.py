"""The demonstration company loads whole, once, and never where real people are."""

import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import func, select

from cxstaff.customers.models import Change, Feedback, ImportRun, ImportState, Interaction, Total
from cxstaff.db import db
from cxstaff.demo import unfinished
from cxstaff.demo.world import imagine
from cxstaff.incentives.models import Statement
from cxstaff.people import queries as people
from cxstaff.people.models import Person, Role
from cxstaff.pulses.models import PulseRound, SealedAnswer
from cxstaff.recognition.models import Thanks
from tests.cast import TODAY

SMALL = ("--teams", "4", "--contacts", "600")


@pytest.fixture
def empty(app: Flask) -> None:
    """Remove the cast, so that there is no company."""
    unfinished.clear()
    db.session.commit()


@pytest.fixture
def loaded(empty: None, command: Callable[..., Any], tell: Callable[..., str]) -> str:
    """Load the demonstration; return what the command said."""

    def story() -> str:
        result = command("demo", "load", *SMALL)
        assert result.exit_code == 0, result.output
        return str(result.output)

    return tell("demonstration", story)


@pytest.mark.both
def test_an_import_waits_to_be_mended_and_an_interaction_has_a_history(
    loaded: str, as_: Callable[..., Any]
) -> None:
    survey, run = db.session.scalars(select(ImportRun).order_by(ImportRun.id))
    assert (survey.records, survey.updated, survey.quarantined) == (47, 47, 0)
    assert (survey.joined, run.awaited) == (7, 7)
    assert (run.state, run.records) == (ImportState.FINISHED, 64)
    assert (run.accepted, run.updated, run.quarantined) == (19, 40, 5)
    assert run.unread["csat"]["words"] == {"9": 3}
    visit = as_(people.find_by_email("cx@larkfield.example"))
    assert "Chatbot" in visit.get(f"/customers/imports/{run.id}/quarantine").text
    changes = select(Change.interaction_id).group_by(Change.interaction_id)
    number = db.session.scalars(changes.having(func.count() == 2)).one()
    page = visit.get(f"/customers/interactions/{number}").text
    assert "meant for another shop" in page
    assert "service-desk-week.csv" in page


@pytest.mark.both
def test_a_year_is_there_after_loading(loaded: str, as_: Callable[..., Any]) -> None:
    assert "lead@larkfield.example" in loaded
    lines = loaded.splitlines()  # no terminal: what goes on is told line by line
    assert lines[0].startswith("Making a company up")
    assert "Pulses: 17 of 17" in lines
    assert sum(line.startswith("Pulses: ") for line in lines) > 5

    company = people.get_company()
    assert company.is_demonstration
    assert company.name == "Larkfield Home"
    assert db.session.scalar(select(func.count()).select_from(Interaction)) == 600 + 19
    counted = select(func.sum(Total.interactions)).where(Total.grain == "month")
    assert db.session.scalar(counted) == 600 + 19
    assert db.session.scalar(select(func.count()).select_from(Thanks)) > 100

    lead = people.find_by_email("lead@larkfield.example")
    archive = as_(lead).get("/digests").text
    assert archive.count("/digests/") > 4, "editions of the weeks before"
    assert "Waiting for you" in as_(lead).get("/digests/preview").text

    rounds = db.session.scalars(select(PulseRound).order_by(PulseRound.opens_at)).all()
    assert [bool(each.closed_at) for each in rounds] == [True] * 15 + [False] * 2
    assert db.session.scalar(select(func.sum(PulseRound.answers))) > 200
    opened = [each.id for each in rounds[-2:]]
    waiting = select(func.count()).where(SealedAnswer.round_id.not_in(opened))
    assert db.session.scalar(waiting) == 0

    lead = people.find_by_email("lead@larkfield.example")
    assert lead is not None
    assert Role.LEAD in people.roles_of(lead, TODAY)
    assert "Demonstration company" in as_(lead).get("/").text


def test_loading_twice_is_refused_and_changes_nothing(
    loaded: str, command: Callable[..., Any]
) -> None:
    before = db.session.scalar(select(func.count()).select_from(Person))
    again = command("demo", "load", *SMALL)
    assert again.exit_code != 0
    assert "There is a company already" in again.output
    assert db.session.scalar(select(func.count()).select_from(Person)) == before


@pytest.mark.only("sqlite")  # a load comes in on both, and what it left goes table by table
def test_a_load_stopped_half_way_begins_again_and_its_scores_follow_the_calibration(
    empty: None, command: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from cxstaff.demo import thanks

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(thanks, "give", stopped)
        assert command("demo", "load", *SMALL).exit_code != 0
    db.session.rollback()
    assert unfinished.is_there()

    result = command("demo", "load", "--teams", "4", "--contacts", "4000")
    assert result.exit_code == 0, result.output
    assert not unfinished.is_there()
    assert db.session.scalar(select(func.count()).select_from(Interaction)) == 4000 + 19
    scores = np.array(db.session.scalars(select(Feedback.csat).where(Feedback.csat > 0)).all())
    assert 1400 < scores.size < 1960
    assert 4.0 < scores.mean() < 4.4
    assert 0.62 < (scores == 5).mean() < 0.76


def test_a_real_company_is_never_touched(app: Flask, command: Callable[..., Any]) -> None:
    result = command("demo", "load", *SMALL)
    assert result.exit_code != 0
    assert people.get_company().name == "Bright Broadband"


def test_production_has_no_accounts_with_known_passwords(
    empty: None, app: Flask, command: Callable[..., Any]
) -> None:
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(before, environment="production")
    try:
        result = command("demo", "load", *SMALL)
    finally:
        app.config["SETTINGS"] = before
    assert "not for production" in result.output
    assert people.find_company() is None


def test_the_same_day_gives_the_same_company() -> None:
    one, other = imagine(TODAY), imagine(TODAY)
    assert one.teams == other.teams
    assert np.array_equal(one.csat_shift, other.csat_shift)
    assert one.months[-1] == TODAY.replace(day=1)
    assert one.months[0] < one.first_day.replace(day=1)


def test_what_was_heard_is_told_answered_and_acted_on(loaded: str, as_: Callable[..., Any]) -> None:
    hr = people.find_by_email("hr@larkfield.example")
    closed = select(PulseRound).where(PulseRound.heard.is_not(None))
    last = db.session.scalars(closed.order_by(PulseRound.opens_at.desc())).first()
    assert last is not None
    assert "one screen for returns" in as_(hr).get(f"/pulses/rounds/{last.id}/results").text
    assert "messages" in as_(hr).get(f"/pulses/rounds/{last.id}/comments").text
    lead = people.find_by_email("lead@larkfield.example")
    assert lead is not None
    [team_id] = people.led_team_ids(lead, TODAY)
    plan = as_(lead).get(f"/teams/{team_id}/action-plan").text
    assert "Let everybody choose two late shifts" in plan
    assert "It is a habit by now" in as_(lead).get(f"/teams/{team_id}").text


def test_plans_paid_one_was_stopped_and_statements_wait(
    loaded: str, as_: Callable[..., Any]
) -> None:
    visit = as_(people.find_by_email("hr@larkfield.example"))
    page = visit.get("/settlements").text
    assert "All paid" in page
    assert "disputed" in page
    assert "to approve" in page
    assert "Rated well" in visit.get("/proposals").text
    own = as_(people.find_by_email("employee@larkfield.example")).get("/statements").text
    assert "Solved bonus" in own
    assert "€0.00" in own  # what a guard stopped
    assert (
        db.session.scalar(select(func.sum(Statement.amount)).where(Statement.paid_at.isnot(None)))
        > 0
    )


def test_what_is_fair_about_thanks_is_there_to_look_at(
    loaded: str, as_: Callable[..., Any]
) -> None:
    hr, lead = (as_(people.find_by_email(f"{role}@larkfield.example")) for role in ("hr", "lead"))
    assert "thanked" in hr.get("/thanks/patterns").text
    assert "1 pattern in thanks to look at" in hr.get("/").text
    assert "Night" in hr.get("/thanks/fairness?by=shift").text
    assert "Kudos (" in hr.get("/thanks/rules").text
    assert "Not thanked in the last 4 weeks" in lead.get("/").text
