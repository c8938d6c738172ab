"""The pages about customers: who may open them, and what people see and do there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cxstaff import clock
from cxstaff.customers.imports import jobs
from cxstaff.customers.models import ImportRun, ImportState, Interaction, QuarantinedRecord
from cxstaff.customers.reading.contact import Contact
from cxstaff.customers.records import loading
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.security_log import Act
from cxstaff.security_log.models import SecurityEvent
from cxstaff.work import schedule
from tests.cast import NOW
from tests.customers.files import CONTENT, get, posted, quarantine, upload
from tests.laced import hidden_in_database, laced

Make = Callable[..., Contact]
As = Callable[[Person | None], Any]


@pytest.fixture
def said(contact: Make, app: Any) -> None:
    loading.load(
        "desk",
        [
            contact("b", csat=5, remark="Blue skies"),
            contact("r", handler="Cleo Clay", csat=1, remark="Red <b>alert</b>", channel="Chat"),
        ],
        now=NOW,
    )
    db.session.commit()


def imported(visit: Any) -> int:
    run_id = int(upload(visit).location.split("/")[3])
    assert (
        visit.post(f"/customers/imports/{run_id}/mapping", posted(then="start")).status_code == 303
    )
    jobs.import_queued()
    return run_id


def test_a_handling_time_in_doubt_is_asked_about_and_previewed(
    as_: As, blue: Team, cyrus: Person
) -> None:
    visit = as_(cyrus)
    content = CONTENT.replace(",solved\n", ",solved,talk\n").replace("yes\n", "yes,184000\n")
    content = content.replace("no\n", "no,92000\n")
    run_id = int(upload(visit, content).location.split("/")[3])
    at = f"/customers/imports/{run_id}/mapping"
    told = posted(column_handling_seconds="talk", then="preview")
    assert visit.post(at, told).status_code == 422
    assert visit.post(at, told | {"decimal": "point", "unit": "ms"}).status_code == 303
    assert "184 s" in visit.get(at).text


@pytest.mark.both
def test_a_file_whose_letters_are_in_doubt_is_asked_about(
    as_: As, blue: Team, cyrus: Person
) -> None:
    visit = as_(cyrus)
    content = CONTENT.replace("Thank you Ben", "친절합니다").encode("cp949")
    run_id = int(upload(visit, content).location.split("/")[3])
    at = f"/customers/imports/{run_id}"
    assert "Which words are right?" in visit.get(f"{at}/mapping").text
    assert visit.post(f"{at}/mapping", posted(then="start")).status_code == 409
    assert visit.post(f"{at}/encoding", {"encoding": "utf-7"}).status_code == 422
    assert visit.post(f"{at}/encoding", {"encoding": "cp949"}).status_code == 303
    visit.post(f"{at}/mapping", posted(then="start"))
    jobs.import_queued()
    assert "친절합니다" in visit.get("/customers/remarks").text


@pytest.mark.parametrize("path", ["/customers", "/customers/remarks"])
def test_who_may_read_about_customers(
    said: None, as_: As, path: str, ana: Person, ben: Person, ines: Person, cyrus: Person,
    ada: Person, hugo: Person,
) -> None:  # fmt: skip
    for person in (ines, cyrus, hugo):
        page = as_(person).get(path).text
        assert "Blue skies" in page
        assert "Red &lt;b&gt;alert&lt;/b&gt;" in page
    page = as_(ana).get(path).text
    assert "Blue skies" in page
    assert "alert" not in page.replace('role="alert"', "")
    for person in (ben, ada):
        assert as_(person).get(path).status_code == 403
    assert as_(None).get(path).status_code == 303


def test_a_lead_cannot_ask_for_another_team(said: None, as_: As, ana: Person, red: Team) -> None:
    for path in ("/customers", "/customers/remarks"):
        answer = as_(ana).get(f"{path}?team={red.id}")
        assert answer.status_code == 422
        assert "Red" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/customers/imports", "/customers/imports/new", "/customers/imports/1",
     "/customers/imports/1/progress", "/customers/imports/1/mapping",
     "/customers/imports/1/taking-back",
     "/customers/imports/1/quarantine", "/customers/imports/1/quarantine.csv",
     "/customers/imports/1/quarantine/1", "/customers/imports/1/quarantine/records",
     "/customers/imports/1/quarantine/progress", "/customers/imports/1/quarantine/handler",
     "/customers/imports/1/quarantine/reading",
     "/customers/handlers"],
)  # fmt: skip
def test_only_cx_imports(
    as_: As, path: str, ana: Person, ines: Person, cyrus: Person, ada: Person
) -> None:
    for person in (ana, ines, ada):
        assert as_(person).get(path).status_code == 403
    assert as_(None).get(path).status_code == 303
    assert as_(cyrus).get(path).status_code == (404 if "/1" in path else 200)


@pytest.mark.parametrize(
    "path", ["", "/1/mapping", "/1/stop", "/1/resumption", "/1/removal", "/1/taking-back",
             "/1/quarantine",
             "/1/quarantine/1", "/1/quarantine/1/dismissal", "/1/quarantine/dismissal",
             "/1/quarantine/corrections", "/1/quarantine/several", "/1/quarantine/handler",
             "/1/quarantine/reading", "/1/quarantine/passes/1/stop",
             "/1/quarantine/passes/1/resumption"],
)  # fmt: skip
def test_only_cx_changes_imports(as_: As, path: str, ana: Person, cyrus: Person) -> None:
    assert as_(ana).post(f"/customers/imports{path}").status_code == 403
    assert as_(None).post(f"/customers/imports{path}").status_code == 303
    assert as_(cyrus).post(f"/customers/imports{path}").status_code == (404 if path else 422)


@pytest.mark.long
def test_from_a_file_to_what_customers_said(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    answer = upload(visit)
    assert answer.status_code == 303
    page = visit.get(answer.location).text
    assert '<option selected value="csat score">' in page
    preview = visit.post(answer.location, posted(then="preview"))
    assert preview.status_code == 303
    page = visit.get(preview.location).text
    assert "Thank you Ben" in page
    assert "Nobody called &#39;Nobody&#39; is on the roster" in page
    run_id = int(answer.location.split("/")[3])
    started = visit.post(
        f"/customers/imports/{run_id}/mapping", posted(then="start", preset="Desk")
    )
    assert started.location == f"/customers/imports/{run_id}"
    page = visit.get(started.location).text
    assert "Nothing is at work" in page
    assert 'hx-trigger="every 2s"' in page

    schedule.run_once("customers.import_queued")
    part = visit.get(f"/customers/imports/{run_id}/progress").text
    assert "every 2s" not in part
    assert "Finished" in part
    assert "<html" not in part
    assert "Thank you Ben" in visit.get("/customers").text
    assert "Desk" in visit.get(upload(visit).location).text
    assert "desk.csv" in visit.get("/customers/imports").text


def test_an_uploaded_file_is_forgotten_once_it_is_in(as_: As, cyrus: Person, app: Any) -> None:
    folder: Path = app.config["SETTINGS"].upload_dir
    run_id = int(upload(as_(cyrus)).location.split("/")[3])
    assert len(list(folder.iterdir())) == 1
    assert as_(cyrus).post(f"/customers/imports/{run_id}/removal").status_code == 303
    assert list(folder.iterdir()) == []
    imported(as_(cyrus))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"a,b\n", "no records"),
        (b"PK\x03\x04zip", "workbook is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_explained_and_not_kept(
    as_: As, cyrus: Person, app: Any, content: bytes, sentence: str
) -> None:
    answer = upload(as_(cyrus), content)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert list(app.config["SETTINGS"].upload_dir.iterdir()) == []
    assert db.session.scalar(db.select(db.func.count()).select_from(ImportRun)) == 0


@pytest.mark.both
def test_a_form_that_is_not_filled_is_explained(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    assert "choose a file" in visit.post("/customers/imports").text
    path = upload(visit).location
    answer = visit.post(path, posted(order="", column_reference="", source=" ", then="start"))
    assert answer.status_code == 422
    for sentence in ("Please say which column", "Please name the system", "Please choose."):
        assert sentence in answer.text


@pytest.mark.both
def test_an_import_is_stopped_and_goes_on(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    run_id = int(upload(visit).location.split("/")[3])
    visit.post(f"/customers/imports/{run_id}/mapping", posted(then="start"))
    assert visit.post(f"/customers/imports/{run_id}/stop").status_code == 303
    assert get(run_id).state == ImportState.STOPPED
    assert "Go on" in visit.get(f"/customers/imports/{run_id}").text
    assert visit.post(f"/customers/imports/{run_id}/stop").status_code == 409
    visit.post(f"/customers/imports/{run_id}/resumption")
    jobs.import_queued()
    assert get(run_id).state == ImportState.FINISHED


def test_values_left_empty_are_told_on_the_page_and_by_the_command(
    as_: As, cyrus: Person, command: Any, file: Any
) -> None:
    visit = as_(cyrus)
    content = CONTENT.replace(",solved\n", ",solved,duration\n").replace("yes\n", "yes,a while\n")
    content = content.replace("no\n", "no,90\n")
    run_id = int(upload(visit, content).location.split("/")[3])
    told = {"column_handling_seconds": "duration", "decimal": "point", "unit": "s"}
    visit.post(f"/customers/imports/{run_id}/mapping", posted(told, then="start"))
    jobs.import_queued()
    assert "a while</span> (1)" in visit.get(f"/customers/imports/{run_id}").text
    assert (get(run_id).accepted, get(run_id).quarantined) == (1, 2)

    said = ("--map", "handling_seconds=duration", "--decimal", "point", "--unit", "s", "--dry-run")
    tried = command("customers", "import", str(file(*content.splitlines())), *said)
    assert "a while (1)" in tried.output, tried.output


def test_a_record_is_corrected_on_the_page(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    run_id = imported(visit)
    first, second = quarantine(run_id)
    page = visit.get(f"/customers/imports/{run_id}/quarantine").text
    assert "is not a date and time we can read" in page
    path = f"/customers/imports/{run_id}/quarantine/{first.id}"
    assert "Nobody called" in visit.get(path).text
    wrong = visit.post(path, {"raw": "2,13/02/2026"})
    assert wrong.status_code == 422
    assert "2 fields" in wrong.text
    right = visit.post(path, {"raw": "2,13/02/2026 11:00,Ben Berg,Chat,1,Terrible,no"})
    assert right.status_code == 303
    assert (get(run_id).accepted, get(run_id).quarantined) == (2, 1)
    assert visit.get(path).status_code == 404
    assert visit.get(f"/customers/imports/999/quarantine/{second.id}").status_code == 404


@pytest.mark.both
def test_two_who_correct_one_record_do_not_undo_each_other(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    run_id = imported(visit)
    first, second = quarantine(run_id)
    other = imported(visit)
    path = f"/customers/imports/{run_id}/quarantine/{first.id}"
    [seen] = set(re.findall(r'name="seen" value="(\w+)"', visit.get(path).text))
    corrected = "2,13/02/2026 11:00,Bernd Berg,Chat,1,Terrible,no"
    assert visit.post(path, {"raw": corrected, "seen": seen}).status_code == 422, "still held back"
    late = visit.post(path, {"raw": "2,13/02/2026 11:00,Ben Berg,Chat,1,Great,no", "seen": seen})
    assert late.status_code == 409
    assert "Somebody corrected this record meanwhile" in late.text
    assert "Ben Berg,Chat,1,Great" in late.text, "what was typed is not lost"
    typed = {"column_2": "Ben Berg", "column_5": "Great", "column_3": "Chat", "seen": seen}
    late = visit.post(path, typed)
    assert late.status_code == 409
    assert re.search(r'name="column_2"[^>]*value="Ben Berg"', late.text)
    assert "It says “Bernd Berg” now." in late.text
    assert "It says “Chat” now." not in late.text
    assert first.raw == corrected
    [seen] = set(re.findall(r'name="seen" value="(\w+)"', visit.get(path).text))
    right = {"raw": corrected.replace("Bernd", "Ben"), "seen": seen}
    assert visit.post(path, right).status_code == 303
    for address in (path, f"{path}/dismissal"):
        gone = visit.post(address, right, follow_redirects=True)
        assert gone.request.path == f"/customers/imports/{run_id}/quarantine"
        assert "no longer held back" in gone.text
    elsewhere = f"/customers/imports/{other}/quarantine/{second.id}"
    for address in (elsewhere, f"{elsewhere}/dismissal"):
        assert visit.post(address, right).status_code == 404, "of another import"
    assert get(run_id).quarantined == 1


def test_the_quarantine_is_downloaded_corrected_and_imported(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    run_id = imported(visit)
    text = visit.get(f"/customers/imports/{run_id}/quarantine.csv").text
    assert "'-3,31/02/2026 12:00" in text
    assert "'=1+1" in text
    corrected = text.replace("Nobody,", "Bea Bach,").replace("31/02", "13/02")
    again = int(upload(visit, corrected).location.split("/")[3])
    visit.post(f"/customers/imports/{again}/mapping", posted(then="start"))
    jobs.import_queued()

    assert (get(again).accepted, get(again).quarantined) == (2, 0)
    known = db.session.scalars(db.select(Interaction.reference)).all()
    assert sorted(known) == ["-3", "1", "2"]
    assert "'" not in visit.get("/customers/remarks?words=1%2B1").text.split("1+1")[0][-3:]


@pytest.mark.both
def test_records_are_tried_again_on_the_page(as_: As, cyrus: Person, bea: Person) -> None:
    visit = as_(cyrus)
    run_id = imported(visit)
    bea.name = "Nobody"
    answer = visit.post(f"/customers/imports/{run_id}/quarantine")
    assert "1 came in, 0 left out, 1 still held back." in visit.get(answer.location).text
    assert len(quarantine(run_id)) == 1


def test_the_worker_that_is_alive_is_not_complained_about(as_: As, cyrus: Person) -> None:
    visit = as_(cyrus)
    run_id = int(upload(visit).location.split("/")[3])
    schedule._note("customers.import_queued", started_at=clock.now())
    visit.post(f"/customers/imports/{run_id}/mapping", posted(then="start"))
    assert "Nothing is at work" not in visit.get(f"/customers/imports/{run_id}").text


def test_a_period_that_ends_before_it_begins_is_explained(
    said: None, as_: As, cyrus: Person
) -> None:
    for path in ("/customers", "/customers/remarks"):
        answer = as_(cyrus).get(f"{path}?since=2026-03-02&until=2026-03-01")
        assert answer.status_code == 422
        assert "before the first" in answer.text


def test_outcomes_come_with_n_and_interval(said: None, as_: As, cyrus: Person, red: Team) -> None:
    page = as_(cyrus).get(f"/customers?team={red.id}&outcome=csat").text
    assert "1.00–4.40, from 1" in page
    assert "Net promoter score" not in page.split("Interactions", 2)[2].split("trend", 1)[0]
    assert "Office" not in page.split('id="teams"')[1]
    empty = as_(cyrus).get("/customers?since=2025-01-01&until=2025-02-01").text
    assert "Nobody left a remark in this period" in empty


@pytest.mark.parametrize("path", ["/customers", "/customers/remarks", "/customers/imports"])
def test_pages_ask_the_database_a_bounded_number_of_times(
    said: None, as_: As, cyrus: Person, contact: Make, counting: Any, path: str
) -> None:
    visit = as_(cyrus)
    visit.get(path)
    with counting() as few:
        visit.get(path)
    loading.load("d", [contact(f"m{n}", csat=3, remark=f"no {n}") for n in range(60)], now=NOW)
    db.session.add_all(
        ImportRun(file_name=f"{n}", stored_as="x", layout={}, created_at=clock.now())
        for n in range(30)
    )
    db.session.commit()
    with counting() as many:
        visit.get(path)
    assert len(many) <= len(few) + 3
    assert len(many) < 25


@pytest.mark.both
def test_a_quarantine_of_many_records_comes_in_pages(as_: As, cyrus: Person, counting: Any) -> None:
    visit = as_(cyrus)
    run_id = imported(visit)
    db.session.add_all(
        QuarantinedRecord(run_id=run_id, line=n, raw="x", problem="Why %(value)s", value="100%")
        for n in range(100, 160)
    )
    db.session.commit()
    at = f"/customers/imports/{run_id}/quarantine"
    with counting() as sent:
        page = visit.get(at).text
    assert "Why 100%" in page
    assert page.index("60 records") < page.index("1 record")
    assert len(sent) < 18
    kind = page.split(f"{at}/records?kind=")[1].split('"')[0]
    with counting() as sent:
        page = visit.get(f"{at}/records?kind={kind}&page=3").text
    assert "Page 3 of 3" in page
    assert "Nobody called" not in page
    assert len(sent) < 15


def test_why_records_were_held_back_is_told_by_the_first_of_each_kind(
    as_: As, cyrus: Person
) -> None:
    visit = as_(cyrus)
    run_id = imported(visit)
    db.session.add_all(
        QuarantinedRecord(
            run_id=run_id, line=n, raw="x", problem="Odd %(value)s in %(column)s", value=f"v{n}"
        )
        for n in range(100, 103)
    )
    db.session.commit()
    page = visit.get(f"/customers/imports/{run_id}").text
    assert "Odd v100 in" in page
    assert "Odd v101 in" not in page
    assert "%(value)s" not in page


@pytest.mark.both
def test_what_nobody_sees_is_kept_of_no_file(as_: Any, cyrus: Person, ben: Person) -> None:
    """Headings, cells, words of the form, held-back records and the file's name: all are read."""
    head = laced("ticket id") + ",created at,agent,channel,csat score,customer remarks,solved\n"
    good = (
        f"{laced('7')},13/02/2026 10:00,{laced('Ben Berg')},{laced('Chat')},5,{laced('Hi')},yes\n"
    )
    held = f"{laced('8')},13/02/2026 10:00,{laced('Nobody')},{laced('Chat')},5,\\u202eHi,yes\n"
    run_id = int(
        upload(as_(cyrus), head + good + held, f"{laced('desk')}.csv").location.split("/")[3]
    )
    words = {"source": laced("desk"), "channel": laced("Phone"), "preset": laced("Desk")}
    asked = posted(words, column_reference=laced("ticket id"), then="start")
    assert as_(cyrus).post(f"/customers/imports/{run_id}/mapping", asked).status_code == 303
    jobs.import_queued()
    run = get(run_id)
    assert (run.accepted, run.quarantined) == (1, 1)
    record = quarantine(run_id)[0]
    raw = laced(record.raw.replace("Nobody", "No Body"))
    edit = f"/customers/imports/{run_id}/quarantine/{record.id}"
    assert as_(cyrus).post(edit, {"raw": raw}).status_code == 422
    one = db.session.scalars(db.select(Interaction)).one()
    assert (one.source, one.reference, one.channel.name, one.handler) == ("desk", "7", "Chat", ben)
    assert upload(as_(cyrus), head + good).status_code == 303
    assert not hidden_in_database()


@pytest.mark.both
def test_an_import_is_taken_back_on_its_page(as_: As, cyrus: Person, app: Any) -> None:
    visit = as_(cyrus)
    run_id = imported(visit)
    at = f"/customers/imports/{run_id}"
    assert f"{at}/taking-back" in visit.get(at).text
    asked = visit.get(f"{at}/taking-back").text
    assert "Interactions removed" in asked
    assert visit.post(f"{at}/taking-back").location == at
    going = visit.get(f"{at}/progress").text
    assert 'hx-trigger="every 2s"' in going
    assert "Being taken back" in going
    assert "Taken back so far" in going
    kept = app.config["SETTINGS"].upload_dir
    (kept / get(run_id).stored_as).write_text("of a file that was stopped half way")
    jobs.take_back_queued()
    done = visit.get(at).text
    assert "Nothing of this file counts any more" in done
    assert f"{at}/quarantine" not in done + visit.get("/customers/imports").text
    assert f"{at}/taking-back" not in done
    assert "See its interactions" not in done, "there are none any more"
    assert not list(kept.iterdir())
    assert visit.get(f"{at}/taking-back").status_code == 404
    for verb in ("taking-back", "resumption", "stop"):
        assert visit.post(f"{at}/{verb}").status_code == 409
    query = db.select(SecurityEvent.by_id).where(SecurityEvent.act == Act.IMPORT_TAKEN_BACK)
    assert list(db.session.scalars(query)) == [cyrus.id]
    assert db.session.scalar(db.select(Interaction.id)) is None


@pytest.mark.both
def test_the_command_takes_an_import_back(as_: As, cyrus: Person, command: Any) -> None:
    run_id = imported(as_(cyrus))
    asked = command("customers", "take-back", str(run_id))
    assert (asked.exit_code, get(run_id).state) == (1, ImportState.FINISHED)
    assert "1 interactions would be removed" in asked.output
    done = command("customers", "take-back", str(run_id), "--yes")
    assert (done.exit_code, get(run_id).state) == (0, ImportState.TAKEN_BACK)
    again = command("customers", "take-back", str(run_id), "--yes")
    assert (again.exit_code, "only once" in again.output) == (1, True)
