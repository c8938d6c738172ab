"""What is held back and corrected, the command, and sums counted anew."""

from pathlib import Path
from typing import Any

import pytest

from cxstaff.customers.imports import jobs, previews
from cxstaff.customers.reading.guesses import guess
from cxstaff.db import db
from cxstaff.tables import examine
from cxstaff.tables.times.dates import DateOrder
from tests.cast import ZONE
from tests.customers.conftest import stored
from tests.customers.files import HEAD, Write, get, known, lines, quarantine, queue


def test_the_quarantine_keeps_the_record_its_line_and_the_reason(app: Any, file: Write) -> None:
    run_id = queue(
        file(
            HEAD,
            "1,2026-02-01,Ben Berg,Chat,5,fine",
            "2,2026-02-01,Nobody,Chat,5,fine",
            "3,2027-02-01,Ben Berg,Chat,5,fine",
            "4,2026-02-01,Ben Berg",
            "5,2024-02-01,Ben Berg,Chat,5,before his time",
        )
    )
    jobs.import_queued()
    assert [(q.line, q.raw, q.column, q.value) for q in quarantine(run_id)] == [
        (3, "2,2026-02-01,Nobody,Chat,5,fine", "who", "Nobody"),
        (4, "3,2027-02-01,Ben Berg,Chat,5,fine", "when", "2027-02-01"),
        (5, "4,2026-02-01,Ben Berg", None, "3"),
        (6, "5,2024-02-01,Ben Berg,Chat,5,before his time", "who", "Ben Berg"),
    ]
    assert get(run_id).accepted == 1


def test_sums_that_went_wrong_are_counted_anew(app: Any, file: Write, command: Any) -> None:
    queue(file(*lines(80)))
    jobs.import_queued()
    right = stored()
    db.session.execute(db.text("UPDATE cell SET csat_sum = csat_sum + 7"))
    db.session.execute(db.text("DELETE FROM total WHERE grain = 'week'"))
    db.session.commit()
    assert stored() != right

    wrong = command("customers", "verify")
    assert wrong.exit_code == 1
    assert "sums differ" in wrong.output
    assert "The company:" in wrong.output
    result = command("customers", "rebuild")
    assert result.exit_code == 0, result.output
    assert stored() == right
    assert command("customers", "verify").exit_code == 0


def test_the_command_imports_shows_and_tries(app: Any, file: Write, command: Any) -> None:
    path = file("ticket id,created at,agent,channel,csat score",
                "1,13/02/2026 10:00,Ben Berg,Chat,5", "1,13/02/2026 10:00,Ben Berg,Chat,5",
                "2,13/02/2026 10:00,Nobody,Chat,5")  # fmt: skip
    tried = command("customers", "import", str(path), "--dry-run")
    assert (
        "1 would be accepted, 0 updated, 1 are known already, 0 would be left out, "
        "1 would be quarantined" in " ".join(tried.output.split())
    )
    assert known() == []
    done = command("customers", "import", str(path))
    assert done.exit_code == 0, done.output
    told = "3 records: 1 accepted, 0 updated, 1 known already, 0 left out, 1 quarantined."
    assert told in " ".join(done.output.split())
    assert path.exists()


def test_the_command_takes_json_and_leaves_no_copy_behind(
    app: Any, tmp_path: Path, command: Any
) -> None:
    path = tmp_path / "desk.ndjson"
    entry = '{"ticket_id": %d, "created_at": "2026-02-13T10:00:00Z", "agent": "Ben Berg"}\n'
    path.write_text(entry % 1 + entry % 2)
    kept = app.config["SETTINGS"].upload_dir
    for options in (["--dry-run"], ["--map", "csat=nothing"], []):
        done = command("customers", "import", str(path), *options)
        assert list(kept.glob("*")) == []
    assert "2 records: 2 accepted" in done.output
    assert [reference for reference, _ in known()] == ["1", "2"]
    assert path.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ([], "day or the month"),
        (["--dates", "dmy", "--map", "csat"], "not FIELD=COLUMN"),
        (["--dates", "dmy", "--map", "csat=nothing"], "no column 'nothing'"),
        (["--zone", "Mars/Base"], "no time zone"),
        (["--preset", "none"], "no preset"),
    ],
)
def test_the_command_says_what_it_needs(
    app: Any, file: Write, command: Any, options: list[str], sentence: str
) -> None:
    path = file("ticket id,created at,agent", "1,03/02/2026 10:00,Ben Berg")
    result = command("customers", "import", str(path), *options)
    assert result.exit_code == 1
    assert sentence in result.output


def test_a_file_sorted_by_time_does_not_hide_how_it_writes_dates(app: Any, file: Write) -> None:
    days = [f"{n},{1 + n // 2000:02}/01/2026 10:00,Ben Berg" for n in range(40_000)]
    path = file("id,date,agent", *days)
    layout = examine(path)
    rows = previews.rows_of(path, layout)
    assert guess(layout.headings, rows, "desk", ZONE).order is DateOrder.DAY_FIRST
