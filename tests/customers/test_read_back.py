"""What a file says of each record, read back from the database after the command brought it in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

from cxstaff.customers.models import ImportRun, Interaction
from cxstaff.db import db

Command = Callable[..., Result]
Write = Callable[..., Path]


def stored(*names: str) -> dict[str, tuple[Any, ...]]:
    """Return some of what is stored of each interaction, by its reference."""
    return {
        one.reference: tuple(getattr(one, name) for name in names)
        for one in db.session.scalars(db.select(Interaction))
    }


def counts() -> tuple[int, int, int]:
    """Return how many records came in, were left out, and are held back."""
    run = db.session.scalars(db.select(ImportRun)).one()
    return run.accepted, run.left_out, run.quarantined


def test_headings_that_a_report_prints_on_every_page_are_no_records(
    app: Any, file: Write, command: Command
) -> None:
    heads = "Ticket,Opened,Agent,Status"
    first, second = (f"{n},2026-02-1{n} 09:00,Ben Berg,Solved" for n in (3, 4))
    done = command("customers", "import", str(file(heads, first, heads, second, heads)))
    assert done.exit_code == 0, done.output
    assert (counts(), stored("is_resolved")) == ((2, 2, 0), {"3": (True,), "4": (True,)})


def test_records_that_were_merged_or_are_spam_are_left_out_and_it_is_said(
    app: Any, file: Write, command: Command
) -> None:
    states = ["Solved", "Spam", "Open", "Zusammengeführt", "Solved"]
    rows = [f"{n},2026-02-1{n} 09:00,Ben Berg,{state}" for n, state in enumerate(states, 1)]
    done = command("customers", "import", str(file("Ticket,Opened,Agent,Status", *rows)))
    assert done.exit_code == 0, done.output
    assert "Left out where Status is: spam, zusammengeführt" in done.output
    assert counts() == (3, 2, 0)
    assert stored("is_resolved") == {"1": (True,), "3": (False,), "5": (True,)}


def test_answers_to_a_survey_move_no_interaction_to_the_day_of_the_answer(
    app: Any, file: Write, command: Command
) -> None:
    rows = [f"{n},2026-02-1{n} 09:00,Ben Berg" for n in range(1, 7)]
    assert command("customers", "import", str(file("Ticket,Opened,Agent", *rows))).exit_code == 0
    before = stored("happened_at", "handler_id")
    heads = "Start time,Ticket,Agent,How satisfied are you? (1-5),Was your issue resolved?"
    answers = [f"2026-02-1{n + 2} 15:0{n},{n},Cleo Clay,5,Yes" for n in range(1, 7)]
    done = command("customers", "import", str(file(heads, *answers)))
    assert (done.exit_code, "6 updated" in done.output) == (0, True), done.output
    assert stored("happened_at", "handler_id") == before
    given = [one.feedback for one in db.session.scalars(db.select(Interaction))]
    assert [(each.csat, each.given_at.minute) for each in given if each] == [
        (5, n) for n in range(1, 7)
    ]

    news = [f"{n},2026-02-1{n} 09:00,Cleo Clay,4" for n in range(1, 7)]
    done = command("customers", "import", str(file("Ticket,Opened,Agent,CSAT", *news)))
    assert "6 updated" in done.output
    assert stored("happened_at") == {name: told[:1] for name, told in before.items()}
    assert stored("handler_id") != {name: told[1:] for name, told in before.items()}
