"""Details older than the company keeps them are never taken in, in whatever way a record comes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.customers.imports import jobs
from cxstaff.customers.models import Customer, Feedback, Interaction, KnownHandler
from cxstaff.customers.quarantine import actions as quarantined
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.reading.mapping import FileKind, Mapping
from cxstaff.customers.records import actions, loading
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.keeping import actions as keeping
from cxstaff.keeping.jobs import forget_old
from cxstaff.people.models import Person
from cxstaff.tables.times.dates import DateOrder
from tests.cast import NOW, TODAY, ZONE
from tests.customers.conftest import recount, stored
from tests.customers.files import Write, changes, get, quarantine, queue

Make = Callable[..., Contact]
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=800)
HEAD = "id,when,who,channel,csat,remark,customer,address,name"
PARTS = {"reference": "id", "happened_at": "when", "handler": "who", "channel": "channel",
         "csat": "csat", "remark": "remark", "customer": "customer",
         "customer_address": "address", "customer_name": "name"}  # fmt: skip
HOW = Mapping(PARTS, "desk", ZONE, DateOrder.YEAR_FIRST)
SAID = {"reference": "id", "remark": "remark", "csat": "csat", "customer_name": "name"}
HEARD = Mapping(SAID, "desk", ZONE, DateOrder.YEAR_FIRST, kind=FileKind.FEEDBACK)
OLD = "A-1,2026-03-02,Ben Berg,Chat,4,Kind,C-1,kim@home.example,Kim Kay"
YOUNG = "A-2,2028-05-02,Ben Berg,Chat,5,Quick,C-2,lee@home.example,Lee Lim"


@pytest.fixture
def later(app: Any) -> Iterator[None]:
    """More than two years later: what is kept for two years is over for what happened now."""
    keeping.ensure_start(TODAY)
    db.session.commit()
    with clock.frozen(LATER):
        yield


def details(reference: str = "A-1") -> Any:
    db.session.expire_all()
    query = db.select(Interaction.customer, Feedback.remark).outerjoin(Feedback)
    return db.session.execute(query.where(Interaction.reference == reference)).one()


def customers() -> list[str]:
    return sorted(db.session.scalars(db.select(Customer.reference)))


def bring_in(path: Any, how: Mapping = HOW) -> int:
    run_id = queue(path, how)
    jobs.import_queued()
    return run_id


def test_an_old_file_comes_in_without_them_first_and_again_and_tells_so(
    later: None, file: Write, as_: Any, cyrus: Person, command: Any
) -> None:
    run = get(bring_in(file(HEAD, OLD, YOUNG)))
    assert (run.records, run.accepted, run.too_old) == (2, 2, 1)
    assert details("A-1") == (None, None)
    assert details("A-2") == ("C-2", "Quick")
    assert customers() == ["C-2"]
    page = as_(cyrus).get(f"/customers/imports/{run.id}").text
    assert "The details of 1 record are older than your company keeps them" in page

    again = get(bring_in(file(HEAD, OLD.replace(",4,", ",1,"), YOUNG, name="again.csv")))
    assert (again.updated, again.duplicates, again.too_old) == (1, 1, 1)
    assert details("A-1") == (None, None)
    assert [before for _, _, before in changes()] == [{"csat": 4}]
    assert customers() == ["C-2"]
    assert stored() == recount()

    given = [f"--map={key}={name}" for key, name in PARTS.items()]
    tried = command("customers", "import", str(file(HEAD, OLD)), "--source=desk", "--dry-run",
                    f"--zone={ZONE}", *given)  # fmt: skip
    assert "Of 1 records who the customer is and what they wrote is older" in tried.output


def test_what_is_said_of_an_old_interaction_keeps_its_score_alone(later: None, file: Write) -> None:
    bring_in(file(HEAD, OLD.replace(",4,Kind,", ",,,"), YOUNG))
    said = ("id,remark,csat,name", "A-1,Kind,4,Kim Kay", "A-2,Slow,2,Lee Lom")
    run = get(bring_in(file(*said, name="said.csv"), HEARD))
    assert (run.updated, run.too_old) == (2, 1)
    named = db.session.execute(db.select(Customer.reference, Customer.name)).all()
    assert [tuple(one) for one in named] == [("C-2", "Lee Lom")]
    assert details("A-1") == (None, None)
    assert details("A-2") == ("C-2", "Slow")


def test_what_is_mended_in_the_quarantine_comes_in_without_them(later: None, file: Write) -> None:
    run_id = bring_in(file(HEAD, OLD.replace("Ben Berg", "Nobody"), YOUNG.replace("Ben", "Hen")))
    assert get(run_id).too_old == 0
    held = quarantine(run_id)
    for record, raw in ((held[0], OLD), (held[1], YOUNG)):
        assert quarantined.correct(run_id, record.id, raw, now=LATER) is None
        db.session.commit()
    assert (get(run_id).accepted, get(run_id).too_old) == (2, 1)
    assert details("A-1") == (None, None)
    assert details("A-2") == ("C-2", "Quick")


def test_nothing_is_left_out_before_the_month_of_notice_is_over(app: Any, file: Write) -> None:
    keeping.ensure_start(LATER.date())
    db.session.commit()
    with clock.frozen(LATER):
        run = get(bring_in(file(HEAD, OLD)))
    assert run.too_old == 0
    assert details() == ("C-1", "Kind")


def test_what_was_forgotten_stays_so_and_what_was_decided_stays_decided(
    app: Any, file: Write, cyrus: Person
) -> None:
    bring_in(file(HEAD, OLD))
    known = db.session.scalars(db.select(Interaction.id)).one()
    actions.correct(known, {"csat": 1, "remark": "Unkind"}, cyrus, "Kim rang", now=NOW)
    keeping.ensure_start(TODAY)
    db.session.commit()
    with clock.frozen(LATER):
        forget_old()
        assert details() == (None, None)
        told = db.session.execute(db.text("SELECT before, reason FROM interaction_change")).one()
        assert "Kind" not in str(told)
        assert "Kim" not in str(told)
        run = get(bring_in(file(HEAD, OLD, name="again.csv")))
        assert (run.duplicates, run.too_old) == (1, 1)
        assert details() == (None, None)
        assert db.session.scalars(db.select(Feedback.csat)).one() == 1
        with pytest.raises(Refused, match="not kept any more"):
            actions.correct(known, {"remark": "Unkind"}, cyrus, "Kim rang", now=LATER)
        actions.correct(known, {"csat": 2, "remark": None}, cyrus, "Again", now=LATER)
        db.session.commit()
        assert db.session.scalars(db.select(Feedback.csat)).one() == 2


def test_a_customer_whose_name_was_taken_out_of_an_interaction_does_not_come_back(
    contact: Make, app: Any
) -> None:
    told = contact("a", AT, customer="Zed Quill", customer_address="zed@home.example")
    loading.load("desk", [told], now=NOW)
    db.session.scalars(db.select(Interaction)).one().customer = "[name removed]"
    db.session.execute(db.delete(Customer))
    db.session.commit()
    loading.load("desk", [told._replace(csat=3)], now=NOW)
    db.session.commit()
    assert details("a") == ("[name removed]", None)
    assert customers() == []
    assert db.session.scalars(db.select(KnownHandler)).all() == []
