"""Several moments in one file: which of them is the beginning, and whose a response is."""

from cxstaff.customers.reading import fields

SAID = ["5|Nice", "4|", "|Slow", "2|", "1|Never again"]


def guessed(headings: str, rows: list[str]) -> dict[str, str]:
    """Return what the columns of a file are taken for; a | parts them."""
    return fields.guess(headings.split("|"), [row.split("|") for row in rows])


def test_a_ticket_begins_when_it_was_created_and_not_its_rating() -> None:
    headings = "id|ticket|user|created|ticket created|score|comment"

    def begun(rating: int, ticket: int) -> tuple[str | None, str | None]:
        days = [(n, f"2026-{rating + n}-10 12:00|2026-{ticket + n}-10 09:00") for n in range(1, 5)]
        found = guessed(headings, [f"{n}|T{n}|Ben|{both}|{SAID[n]}" for n, both in days])
        return found.get("happened_at"), found.get("feedback_at")

    assert begun(rating=5, ticket=4) == ("ticket created", "created")
    assert begun(rating=4, ticket=5) == ("created", None)


def test_who_rates_answers_and_who_works_responds() -> None:
    headings = "Ticket ID|Ticket created at|Answered at|Agent|Rating|Comment"
    rows = [f"{n}|2026-03-0{n} 09:00|2026-03-0{n} 15:00|Ben|{SAID[n]}" for n in range(1, 5)]
    assert guessed(headings, rows)["feedback_at"] == "Answered at"

    unrated = [row[: -len(SAID[n])] + "|" for n, row in enumerate(rows, 1)]
    assert guessed(headings, [rows[0], *unrated])["responded_at"] == "Answered at"
    first = guessed(headings.replace("Answered", "First answered"), rows)
    assert first["responded_at"] == "First answered at"
    worked = guessed(f"{headings}|Closed at", [f"{row}|2026-03-09 10:00" for row in rows])
    assert worked["responded_at"] == "Answered at"
