"""The page and the command that say how a file is to be read: words, kinds, feedback, customers."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from cxstaff.customers.imports import jobs
from cxstaff.customers.models import Feedback, ImportRun, Interaction
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.tables.mapping import presets
from cxstaff.tables.mapping.presets import TablePreset
from tests.customers.conftest import recount, stored
from tests.customers.files import get, posted, upload

As = Callable[[Person | None], Any]
FILE = (
    "ticket id,created at,agent,channel,status,csat,customer email,language\n"
    "1,2026-02-13 10:00,Ben Berg,Chat,Closed,Good,A@x.example,German\n"
    "2,2026-02-13 11:00,Ben Berg,Chat,Merged,Bad,b@x.example,\n"
    "3,2026-02-13 12:00,Cleo Clay,Chat,Parked,Good,A@x.example,\n"
    "4,2026-02-13 12:00,Cleo Clay,Chat,Closed,Good,,\n"
)
COLUMNS = {
    "column_reference": "ticket id",
    "column_happened_at": "created at",
    "column_handler": "agent",
    "column_channel": "channel",
    "column_resolved": "status",
    "column_csat": "csat",
    "column_customer_address": "customer email",
    "column_customer_language": "language",
    "column_remark": "",
    "order": "ymd",
}


def questions(page: str) -> dict[str, str]:
    """Return the name of the question about each word on the page."""
    asked = re.findall(r'<label[^>]* for="(word_\w+)">“([^”]+)”', page)
    return {word: name for name, word in asked}


def box(page: str, value: str) -> str:
    """Return the name of the box that leaves a value out."""
    found = re.search(rf'name="(leave_\w+)" type="checkbox" value="{value}"', page)
    assert found, page
    return found[1]


def kept(page: str) -> str:
    """Return what the page keeps of words and values that it was opened with."""
    found = re.search(r'name="kept" type="hidden" value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def known() -> dict[str, Interaction]:
    db.session.expire_all()
    return {one.reference: one for one in db.session.scalars(db.select(Interaction))}


@pytest.mark.long
def test_words_and_records_that_do_not_count_are_asked_and_kept(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    at = upload(visit, FILE).location
    page = visit.get(at).text
    words = questions(page)
    assert list(words) == ["good", "bad", "merged", "parked", "closed"]
    told = posted(COLUMNS, then="start")
    refused = visit.post(at, told)
    assert refused.status_code == 422
    assert "choose what this word means" in refused.text

    told |= {words["merged"]: "nothing", words["parked"]: "no", box(page, "merged"): "merged"}
    told["preset"] = "Desk"
    assert visit.post(at, told | {"then": "preview"}).status_code == 303
    page = visit.get(at).text
    preview = page.split('id="preview"')[1]
    assert "Not satisfied" not in preview
    assert "Satisfied" in preview
    assert "Left out" in preview
    assert visit.post(at, told).status_code == 303
    jobs.import_queued()
    run = db.session.scalars(db.select(ImportRun)).one()
    assert (run.records, run.accepted, run.left_out) == (4, 3, 1)
    assert "Left out" in visit.get(f"/customers/imports/{run.id}").text
    assert [one.is_resolved for one in known().values()] == [True, False, True]
    assert all(one.feedback and one.feedback.is_satisfied for one in known().values())
    assert stored() == recount()

    again = upload(visit, FILE.replace("Good", "ok")).location
    preset = db.session.scalars(db.select(TablePreset)).one()
    other = presets.keep_preset("roster", "Our HR", {"columns": {}})
    db.session.commit()
    page = visit.get(f"{again}?preset={other.id}").text
    assert ("Desk" in page, "Our HR" in page) == (True, False)
    assert not re.search(r'<option selected value="no">No</option>', page)
    page = visit.get(f"{again}?preset={preset.id}").text
    assert re.search(r'<option selected value="no">No</option>', page)
    assert re.search(rf'checked[^>]* name="{box(page, "merged")}"', page)


def test_a_word_of_records_that_count_after_all_is_asked_about(as_: As, cyrus: Person) -> None:
    rows = [f"{n},2026-03-0{n} 09:00,Ben Berg,{'Spam' if n > 4 else 'Closed'}" for n in range(1, 8)]
    visit = as_(cyrus)
    at = upload(visit, "\n".join(["ticket,created,agent,status", *rows])).location
    page = visit.get(at).text
    told = {
        "column_reference": "ticket", "column_happened_at": "created", "column_handler": "agent",
        "column_resolved": "status", "order": "ymd", "source": "desk", "zone": "UTC",
        "kind": "interactions", "kept": kept(page), "then": "start",
    }  # fmt: skip
    refused = visit.post(at, told)
    assert refused.status_code == 422
    assert "choose what this word means" in refused.text
    assert visit.post(at, told | {box(page, "spam"): "spam"}).status_code == 303


def test_the_command_takes_words_and_kinds(app: Any, file: Any, command: Any) -> None:
    path = str(file(*FILE.splitlines()))
    asked = command("customers", "import", path)
    assert asked.exit_code == 1
    assert "Say what 'parked' in the column 'status' means" in asked.output
    assert "as in --word 'resolved:parked=yes'" in asked.output
    wrong = command("customers", "import", path, "--word", "resolved:parked=maybe")
    assert "can mean yes, no, nothing, not 'maybe'" in wrong.output
    words = ("--word", "resolved:Parked=no", "--word", "resolved:merged=nothing")
    done = command("customers", "import", path, *words, "--leave-out", "status=Merged")
    assert done.exit_code == 0, done.output
    assert "3 accepted" in done.output
    assert "1 left out" in done.output


def test_the_zone_in_the_heading_of_a_column_that_was_chosen_is_heeded(
    app: Any, file: Any, command: Any, as_: As, cyrus: Person
) -> None:
    lines = "ticket,Review made (UTC),agent", "1,2026-02-13 09:00,Ben Berg"
    told = command(
        "customers", "import", str(file(*lines)), "--map", "happened_at=Review made (UTC)"
    )
    assert told.exit_code == 0, told.output
    assert "Not read" not in told.output
    assert known()["1"].happened_at.hour == 9
    visit = as_(cyrus)
    at = upload(visit, "\n".join(lines)).location
    chosen = {"column_reference": "ticket", "column_handler": "agent", "source": "Other",
              "column_happened_at": "Review made (UTC)", "kind": "interactions",
              "zone": "Europe/Berlin", "order": "ymd"}  # fmt: skip
    assert visit.post(at, chosen | {"zone": ""}).status_code == 422
    assert visit.post(at, chosen).status_code == 303
    page = visit.get(at).text
    assert '<option selected value="UTC">' in page
    assert "Not read" not in page
    assert visit.post(at, chosen | {"column_handler": ""}).status_code == 422
    assert "Not read: agent." in visit.post(at, chosen | {"column_handler": ""}).text


@pytest.mark.long
def test_feedback_of_its_own_is_taken_for_known_interactions(
    as_: As, cyrus: Person, command: Any, file: Any
) -> None:
    path = file(*FILE.replace("Merged", "Open").replace("Parked", "Open").splitlines())
    assert command("customers", "import", str(path)).exit_code == 0
    visit = as_(cyrus)
    answers = (
        "id,submitdate,seed,ticket,agent,csat,remark\n"
        "1,1980-01-01 00:00:00,7,1,Ben Berg,5,Fine\n"
        "2,2026-02-14 10:00:00,8,2,Cleo Clay,,\n"
        "3,,9,3,Cleo Clay,4,\n"
        "4,2026-02-14 10:00:00,10,99,Cleo Clay,4,\n"
    )
    at = upload(visit, answers).location
    page = visit.get(at).text
    assert re.search(r'<option selected value="feedback">', page)
    assert re.search(r"Not read: .*\bagent\b", page)  # who handled it is known already
    told = {"column_reference": "ticket", "column_csat": "csat", "column_remark": "remark",
            "column_feedback_at": "submitdate", "kind": "feedback", "source": "Service desk",
            "zone": "Europe/Berlin", "order": "ymd", "then": "start"}  # fmt: skip
    told |= {box(page, ""): "", "kept": kept(page)}
    answer = visit.post(at, told)
    assert answer.status_code == 303, re.findall(r"field-error.*", answer.text)
    jobs.import_queued()
    run = get(int(at.split("/")[3]))
    counts = (run.records, run.updated, run.duplicates, run.left_out, run.quarantined)
    assert counts == (4, 1, 1, 1, 1)
    said = known()["1"].feedback
    assert said is not None
    assert (said.csat, said.remark, said.given_at, said.is_satisfied) == (5, "Fine", None, True)
    assert stored() == recount()


def test_of_two_ratings_nobody_takes_the_first_without_a_word(
    as_: As, cyrus: Person, command: Any, file: Any
) -> None:
    lines = (
        "ticket,created at,agent,CSAT (shop),CSAT (product)\n",
        "1,2026-02-13 10:00,Ben Berg,5,4\n",
    )
    visit = as_(cyrus)
    page = visit.get(upload(visit, "".join(lines)).location).text
    assert "More than one may be meant: CSAT (shop), CSAT (product)." in unescape(page)

    path = str(file(*lines))
    asked = command("customers", "import", path)
    assert "--map 'csat=CSAT (shop)'" in asked.output
    assert not known()
    done = command("customers", "import", path, "--map", "csat=CSAT (product)")
    assert done.exit_code == 0
    assert [one.reference for one in known().values()] == ["1"]
    assert db.session.scalar(db.select(Feedback.csat)) == 4
