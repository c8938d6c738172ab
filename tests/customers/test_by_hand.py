"""Interactions corrected, moved and left out by hand, and how their pages tell it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from cxstaff.customers.models import ImportRun, Interaction
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import actions, loading, queries, rebuild
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person, Team
from cxstaff.security_log import Act
from cxstaff.security_log.models import SecurityEvent, SecurityNote
from tests.cast import NOW
from tests.customers.conftest import recount, stored

Make = Callable[..., Contact]
As = Callable[[Person | None], Any]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PATH = "/customers/interactions"
REFERENCE = r">([ABN]-\d+)</a>"


@pytest.fixture
def known(contact: Make, app: Any) -> int:
    """An interaction of Ben's, satisfied, and another one of Cleo's."""
    told = {"csat": 5, "is_resolved": True, "segment": "Home", "handling_seconds": 90}
    zoe = {"handler": "Cleo Clay", "customer": "Zoë Żak"}
    both = [contact("A-1", AT, **told), contact("B-1", AT, csat=3, **zoe)]
    loading.load("desk", both, now=NOW)
    db.session.commit()
    return one().id


def one(reference: str = "A-1") -> Interaction:
    db.session.expire_all()
    return db.session.scalars(db.select(Interaction).filter_by(reference=reference)).one()


def test_a_correction_changes_results_and_stays_whatever_imports_tell(
    known: int, contact: Make, cyrus: Person
) -> None:
    actions.correct(known, {"csat": 1, "reason": "Bill"}, cyrus, " a typo ", now=NOW)
    db.session.commit()
    assert one().feedback.csat == 1
    assert stored() == recount()

    loaded = loading.load("desk", [contact("A-1", AT, csat=4, is_resolved=False)], now=NOW)
    assert loaded.updated == 1
    assert (one().feedback.csat, one().is_resolved, one().reason.name) == (1, False, "Bill")
    assert stored() == recount()
    newest, first = queries.shown(known).steps
    assert (first.cause, first.by, first.reason) == ("corrected", "Cyrus Cox", "a typo")
    assert {(part.name, part.was, part.became) for part in first.parts} == {
        ("csat", 5, 1), ("reason", "", "Bill"),
    }  # fmt: skip
    assert [(part.name, part.was, part.became) for part in newest.parts] == [
        ("is_resolved", True, False)
    ]
    assert rebuild.company_differences() == 0


def test_a_move_takes_the_results_along(
    known: int, contact: Make, cyrus: Person, cleo: Person, blue: Team, red: Team
) -> None:
    actions.move([known], cleo.id, red.id, cyrus, "Cleo helped out", now=NOW)
    assert (one().handler_id, one().team_id) == (cleo.id, red.id)
    assert stored() == recount()
    assert loading.load("desk", [contact("A-1", AT)], now=NOW).duplicates == 1
    assert one().team_id == red.id
    (step,) = queries.shown(known).steps
    assert {(part.name, part.was, part.became) for part in step.parts} == {
        ("handler", "Ben Berg", "Cleo Clay"), ("team", "Blue", "Red"),
    }  # fmt: skip
    actions.move([known], None, blue.id, cyrus, "nobody in particular", now=NOW)
    assert (one().handler_id, one().team_id) == (None, blue.id)
    assert stored() == recount()


def test_what_is_left_out_counts_nowhere_until_it_is_counted_again(
    known: int, contact: Make, cyrus: Person
) -> None:
    before = stored()
    actions.leave_out(known, cyrus, "a test", now=NOW)
    assert stored() == recount() != before
    assert loading.load("desk", [contact("A-1", AT, csat=2)], now=NOW).updated == 1
    assert one().is_left_out
    assert stored() == recount()
    actions.count_again(known, cyrus, "no test after all", now=NOW)
    assert stored() == recount()
    assert not one().is_left_out


def test_without_a_reason_or_a_change_nothing_happens(known: int, cyrus: Person) -> None:
    with pytest.raises(Refused, match="Say why"):
        actions.leave_out(known, cyrus, "  ", now=NOW)
    with pytest.raises(Refused, match="Nothing was changed"):
        actions.correct(known, {"csat": 5}, cyrus, "sure", now=NOW)
    with pytest.raises(Refused, match="Nothing was changed"):
        actions.correct(10**6, {"csat": 5}, cyrus, "sure", now=NOW)


def test_the_log_tells_who_changed_how_many(known: int, cyrus: Person) -> None:
    actions.leave_out(known, cyrus, "a test", now=NOW)
    db.session.commit()
    query = db.select(SecurityNote.words).join(
        SecurityEvent, SecurityEvent.position == SecurityNote.position
    )
    told = db.session.scalars(query.where(SecurityEvent.act == Act.INTERACTIONS_CHANGED)).all()
    assert told == [{"what": "left_out", "interactions": 1}]


@pytest.mark.both
def test_cx_finds_reads_and_mends_an_interaction(known: int, cyrus: Person, as_: As) -> None:
    visit = as_(cyrus)

    def found(words: str) -> set[str]:
        return set(re.findall(REFERENCE, visit.get(f"{PATH}?words={words}").text))

    assert found("") == {"A-1", "B-1"}
    assert found("A-1") == {"A-1"}
    assert found("zak+ZOE") == {"B-1"}, "a name in the column of the customer"
    assert "Nothing is found" in visit.get(f"{PATH}?words=zz").text
    assert "It is as it came in" in visit.get(f"{PATH}/{known}").text

    page = visit.get(f"{PATH}/{known}/correction").text
    assert 'value="Home"' in page
    told = {"csat": "2", "is_resolved": "yes", "channel": "Phone", "segment": "Home",
            "handling_seconds": "90"}  # fmt: skip
    assert visit.post(f"{PATH}/{known}/correction", data=told).status_code == 422
    done = visit.post(f"{PATH}/{known}/correction", data=told | {"why": "They called"})
    assert done.status_code == 303
    shown = visit.get(f"{PATH}/{known}").text
    assert "They called" in shown
    listed = visit.get(PATH).text
    assert listed.count("Changed") == 1, "what has a history is seen from the list"
    assert one().feedback.csat == 2
    assert one().is_resolved is True

    lost = visit.post(f"{PATH}/{known}/place", data={"handler": "Nobody", "why": "x"})
    assert (lost.status_code, one().handler.name) == (409, "Ben Berg")
    moved = visit.post(f"{PATH}/{known}/place", data={"handler": "Clay, Cleo", "why": "x"})
    assert (moved.status_code, one().team.name) == (303, "Red")
    visit.post(f"{PATH}/{known}/exclusion", data={"because": "Test"})
    assert "counts in no result" in visit.get(f"{PATH}/{known}").text
    assert (
        visit.post(f"{PATH}/{known}/inclusion", data={"because": "Not a test"}).status_code == 303
    )
    assert stored() == recount()


def test_those_of_an_import_are_named_and_searched_alone(
    known: int, cyrus: Person, as_: As
) -> None:
    run = ImportRun(file_name="week.csv", stored_as="week.csv", created_at=NOW)
    db.session.add(run)
    db.session.flush()
    one().run_id = run.id
    db.session.commit()
    page = as_(cyrus).get(f"{PATH}?run={run.id}").text
    assert "Only those that week.csv brought in" in page
    assert f'name="run" value="{run.id}"' in page, "a search stays among them"
    assert re.findall(REFERENCE, page) == ["A-1"]
    assert "brought in" not in as_(cyrus).get(PATH).text


@pytest.mark.both
def test_what_an_import_updated_stands_apart_from_what_it_brought(
    known: int, contact: Make, cyrus: Person, as_: As
) -> None:
    run = ImportRun(file_name="week.csv", stored_as="week.csv", created_at=NOW)
    db.session.add(run)
    db.session.flush()
    news = [contact("A-1", csat=1), *(contact(f"N-{n}") for n in range(30))]
    loading.load("desk", news, run_id=run.id, now=NOW)
    run.accepted, run.updated, run.records = 30, 1, 31
    db.session.commit()
    visit, updated = as_(cyrus), f"{PATH}?run={run.id}&which=updated"
    brought = visit.get(f"{PATH}?run={run.id}").text
    assert set(re.findall(REFERENCE, brought)) == {f"N-{n}" for n in range(5, 30)}
    beyond = visit.get(f"{PATH}?run={run.id}&which=brought&page=2").text
    assert set(re.findall(REFERENCE, beyond)) == {f"N-{n}" for n in range(5)}
    page = visit.get(updated).text
    assert "week.csv told something newer" in page
    assert re.findall(REFERENCE, page) == ["A-1"]
    assert "Nothing is found" in visit.get(f"{updated}&words=N-1").text
    run.accepted, run.records = 0, 1
    db.session.commit()
    assert "told something newer" in visit.get(f"{PATH}?run={run.id}").text


def test_others_do_not_see_single_interactions(
    known: int, ana: Person, ines: Person, as_: As
) -> None:
    for person in (ana, ines):
        assert as_(person).get(PATH).status_code == 403
        assert as_(person).get(f"{PATH}/{known}").status_code == 403


@pytest.mark.parametrize("address", [f"{PATH}/999", f"{PATH}?run=0", f"{PATH}?run=9999999999"])
def test_what_is_not_there_is_not_found(address: str, cyrus: Person, as_: As) -> None:
    assert as_(cyrus).get(address).status_code == 404
