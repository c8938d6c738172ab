"""Pages about what is held back: a word is said once, kinds and records left out, a file back."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from cxstaff.customers.imports import jobs
from cxstaff.customers.models import Interaction, KnownHandler, QuarantinePass
from cxstaff.customers.quarantine import jobs as mending
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.security_log.models import SecurityEvent
from tests.customers.files import get, known, posted, quarantine, upload

As = Callable[[Person | None], Any]
CONTENT = (
    "ticket id,created at,agent,channel,csat score,customer remarks,solved\n"
    "1,13/02/2026 10:00,Answer Bot,Chat,5,,\n"
    "2,13/02/2026 11:00,Answer Bot,Chat,1,,\n"
    "3,13/02/2026 12:00,Ben Berg; Cleo Clay,Chat,3,,\n"
    "4,31/02/2026 12:00,Bob,Chat,4,=x,\n"
    "5,13/02/2026 12:00\n"
    "6,13/02/2026 12:00,Zoe,Chat,4,=1,\n"
)


@pytest.fixture
def at(as_: As, cyrus: Person) -> tuple[Any, str, int]:
    """CX, the address of a quarantine of six records, and its import."""
    visit = as_(cyrus)
    run_id = int(upload(visit, CONTENT).location.split("/")[3])
    visit.post(f"/customers/imports/{run_id}/mapping", posted(then="start"))
    jobs.import_queued()
    return visit, f"/customers/imports/{run_id}/quarantine", run_id


def acts() -> list[str]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(SecurityEvent.act)))


def kind_of(page: str, sentence: str) -> str:
    return page.split(sentence)[1].split('name="kind" value="')[1].split('"')[0]


def test_nothing_is_said_of_a_file_that_has_not_come_in(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    run_id = int(upload(visit, CONTENT).location.split("/")[3])
    visit.post(f"/customers/imports/{run_id}/mapping", posted(then="start"))
    page = visit.get(f"/customers/imports/{run_id}/quarantine").text
    assert "has not come to its end yet" in page
    assert "Every record of this file" not in page


@pytest.mark.both
def test_a_bot_is_left_out_for_good_and_forgotten_again(at: tuple[Any, str, int]) -> None:
    visit, path, run_id = at
    page = visit.get(path).text
    assert page.index("Nobody called &#39;Answer Bot&#39;, &#39;Zoe&#39;") < page.index(
        "are several people"
    )
    ask = f"{path}/handler?word=Answer+Bot"
    assert ask in page
    assert "leave these records out" in visit.get(ask).text
    assert visit.post(ask, {}).status_code == 422
    assert visit.post(ask, {"meaning": "team"}).status_code == 422
    assert visit.post(ask, {"meaning": "somebody", "who": "Nobody"}).status_code == 422
    assert "Please write who it is" in visit.post(ask, {"meaning": "somebody", "who": " "}).text
    assert visit.post(ask, {"meaning": "person-999"}).status_code == 422
    answer = visit.post(ask, {"meaning": "out"})
    assert "0 came in, 2 left out, 0 still held back" in visit.get(answer.location).text
    assert (get(run_id).left_out, len(quarantine(run_id))) == (2, 4)
    assert "answer bot" in visit.get("/customers/handlers").text
    assert visit.post("/customers/handlers/removal?word=Answer+Bot").status_code == 303
    assert visit.post("/customers/handlers/removal?word=Answer+Bot").status_code == 409
    assert db.session.scalars(db.select(KnownHandler)).all() == []
    assert acts().count("handler explained") == 2


def test_somebody_is_named_and_nobody_counts_for_a_team(
    at: tuple[Any, str, int], cleo: Person, blue: Team
) -> None:
    visit, path, _ = at
    visit.post(f"{path}/handler?word=Zoe", {"meaning": "somebody", "who": "Clay, Cleo"})
    visit.post(f"{path}/handler?word=Answer Bot", {"meaning": "team", "team": str(blue.id)})
    assert known() == [("1", None), ("2", None), ("6", cleo.id)]
    refused = visit.get(f"{path}/handler?word=Ben Berg").text
    assert "leave these records out" not in refused
    assert "Ben Berg, Blue" in refused


def test_who_of_several_counts_is_asked_on_the_page(at: tuple[Any, str, int], ben: Person) -> None:
    visit, path, _ = at
    assert visit.post(f"{path}/several", {"several": ""}).status_code == 422
    assert visit.post(f"{path}/several", {"several": "first"}).status_code == 303
    assert known() == [("3", ben.id)]


def test_kinds_and_single_records_are_left_out(at: tuple[Any, str, int]) -> None:
    visit, path, run_id = at
    kind = kind_of(visit.get(path).text, "Nobody called")
    assert visit.post(f"{path}/dismissal", {"kind": "00000000"}).status_code == 404
    visit.post(f"{path}/dismissal", {"kind": kind})
    assert sorted(held.line for held in quarantine(run_id)) == [4, 5, 6]
    visit.post(f"{path}/{quarantine(run_id)[0].id}/dismissal")
    assert (get(run_id).left_out, get(run_id).quarantined) == (4, 2)
    assert acts().count("records left out") == 2


def test_a_record_is_a_form_with_all_that_is_wrong_beside_its_columns(
    at: tuple[Any, str, int], ben: Person
) -> None:
    visit, path, run_id = at
    record = next(held for held in quarantine(run_id) if held.line == 5)
    page = visit.get(f"{path}/{record.id}").text
    assert "31/02/2026 12:00&#39; in the column &#39;created at&#39; is not a date" in page
    assert "Nobody called &#39;Bob&#39; is on the roster" in page
    assert 'name="raw"' not in page
    typed = {"column_0": "4", "column_1": "13/02/2026 12:00", "column_2": "Bob"}
    wrong = visit.post(f"{path}/{record.id}", typed | {"column_5": "=x"})
    assert wrong.status_code == 422
    assert "is not a date" not in wrong.text
    assert 'value="Bob"' in wrong.text
    typed["column_2"] = "Ben Berg"
    assert visit.post(f"{path}/{record.id}", typed).status_code == 303
    assert known() == [("4", ben.id)]


def test_a_record_that_is_not_split_is_mended_by_columns_or_by_its_line(
    at: tuple[Any, str, int],
) -> None:
    visit, path, run_id = at
    record = next(held for held in quarantine(run_id) if held.line == 6)
    page = visit.get(f"{path}/{record.id}").text
    assert "2 fields" in page
    assert 'name="raw"' in page
    typed = {"column_0": "5", "column_1": "13/02/2026 12:00", "column_2": "Ben Berg"}
    assert visit.post(f"{path}/{record.id}", typed).status_code == 303
    assert [reference for reference, _ in known()] == ["5"]


def test_the_corrected_file_is_handed_in_on_the_page(at: tuple[Any, str, int]) -> None:
    visit, path, run_id = at
    text = visit.get(f"{path}.csv").text
    assert "'=1" in text

    def hand_in(content: str) -> Any:
        data = {"file": (io.BytesIO(content.encode()), "mended.csv")}
        return visit.post(f"{path}/corrections", data=data, content_type="multipart/form-data")

    assert "no column" in hand_in("a,b\n1,2\n").text
    assert visit.post(f"{path}/corrections").status_code == 422
    mended = text.replace(",Zoe,", ",Ben Berg,").replace("31/02", "13/02")
    page = visit.get(hand_in(mended + f",,,,,,,{run_id},99,\n").location).text
    assert "names 6 records that are held back and changes 2 of them" in page
    assert "1 row of the file is of no record" in page
    assert "1 came in, 0 left out, 5 still held back" in page
    assert "=1" in visit.get("/customers/remarks").text


@pytest.mark.both
def test_many_records_are_left_to_the_job_which_is_stopped_and_goes_on(
    at: tuple[Any, str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    visit, path, run_id = at
    monkeypatch.setattr(mending, "AT_ONCE", 5)
    page = visit.get(visit.post(path).location).text
    assert "Nothing is at work" in page
    one = db.session.scalars(db.select(QuarantinePass)).one()
    assert visit.post(f"{path}/passes/{one.id}/stop").status_code == 303
    assert visit.post(f"{path}/passes/{one.id}/stop").status_code == 409
    mending.mend_quarantine()
    assert "Go on" in visit.get(f"{path}/progress").text
    assert visit.post(f"{path}/passes/{one.id}/resumption").status_code == 303
    mending.mend_quarantine()
    assert "0 came in, 0 left out, 6 still held back" in visit.get(path).text
    assert visit.post(f"{path}/passes/999/stop").status_code == 404
    assert len(quarantine(run_id)) == 6


@pytest.mark.both
def test_records_are_read_otherwise_and_what_came_in_stays(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    content = CONTENT.splitlines()[0] + "\n1,01/02/2026,Ben Berg,,5,,\n2,02/13/2026,Ben Berg,,5,,\n"
    run_id = int(upload(visit, content).location.split("/")[3])
    visit.post(f"/customers/imports/{run_id}/mapping", posted(then="start"))
    jobs.import_queued()
    path = f"/customers/imports/{run_id}/quarantine"
    assert f"{path}/reading" in visit.get(path).text
    assert 'value="desk"' in visit.get(f"{path}/reading").text
    assert visit.post(f"{path}/reading", posted(order="")).status_code == 422
    assert visit.post(f"{path}/reading", posted(order="mdy", source="other")).status_code == 303
    assert [reference for reference, _ in known()] == ["1", "2"]
    found = db.session.scalars(db.select(Interaction).order_by(Interaction.reference)).all()
    assert [(one.source, one.day.month) for one in found] == [("desk", 2), ("desk", 2)]


def test_no_word_is_lost_where_there_are_many(as_: As, cyrus: Person) -> None:
    """Of 40 unknown agents and 40 unknown states each can be explained on its page."""
    head, rest = CONTENT.splitlines()[0], "13/02/2026 10:00"
    made = [f"{n},{rest},Agent {n:02},Chat,,,parked {n:02}" for n in range(40)]
    made += [f"1{n},{rest},Ben Berg,Chat,,,parked {n:02}" for n in range(40)]
    made += [f"2{n},{rest},Ben Berg,Chat,,,yes" for n in range(100)]
    assert head.split(",")[-1] == "solved"
    visit = as_(cyrus)
    run_id = int(upload(visit, "\n".join((head, *made, ""))).location.split("/")[3])
    page = visit.get(f"/customers/imports/{run_id}/mapping").text
    assert all(f"parked {n:02}" in page for n in range(40))
    visit.post(f"/customers/imports/{run_id}/mapping", posted(then="start"))
    jobs.import_queued()
    page = visit.get(f"/customers/imports/{run_id}/quarantine").text
    assert "15 more words" in page
    assert all(f"word=Agent+{n:02}" in page for n in range(40))
