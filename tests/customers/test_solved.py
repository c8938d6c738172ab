"""Whether it was solved, as the customer says it: another thing than what the company calls so."""

from pathlib import Path
from typing import Any

import pytest

from cxstaff import tables
from cxstaff.customers.imports import jobs, previews
from cxstaff.customers.models import Change, Feedback, Interaction, Total
from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.customers.reading import guesses
from cxstaff.customers.reading.mapping import FileKind
from cxstaff.customers.records import actions as by_hand
from cxstaff.db import db
from cxstaff.errors import Refused
from cxstaff.people.models import Person
from tests.cast import NOW, ZONE
from tests.customers.conftest import recount, stored
from tests.customers.files import Write, get, queue

QUESTIONS = (
    "Was your issue resolved?", "Did we solve your problem?", "Were we able to help you today?",
    "Konnten wir Ihr Anliegen lösen?", "Wurde Ihr Problem gelöst?",
    "Votre problème a-t-il été résolu ?", "¿Se resolvió su consulta?",
    "Il suo problema è stato risolto?", "O seu problema foi resolvido?",
    "Czy udało się rozwiązać problem?", "Is uw probleem opgelost?", "Blev ditt ärende löst?",
    "Fik du løst dit problem?", "Fikk du hjelp?", "Sorununuz çözüldü mü?",
    "Была ли решена ваша проблема?", "問題は解決しましたか？", "您的问题是否得到解决？",
    "문제가 해결되었나요?", "Ratkesiko ongelmasi?", "Byl váš problém vyřešen?",
)  # fmt: skip
YES_AND_NO = (
    ("Yes", "No"), ("Yes, completely", "Not yet"), ("ja", "nein"), ("Oui", "Non"), ("Sí", "No"),
    ("Sì", "No"), ("Sim", "Não"), ("Tak", "Nie"), ("Ja", "Nee"), ("Ja", "Nej"), ("Evet", "Hayır"),
    ("Да", "Нет"), ("はい", "いいえ"), ("解決した", "解決しなかった"), ("是", "否"),
    ("예", "아니요"),
    ("Kyllä", "Ei"), ("Ano", "Ne"), ("TRUE", "FALSE"), ("1", "0"), ("Resolved", "Not resolved"),
)  # fmt: skip


def guess(*table: str) -> Any:
    headings, *rows = ([cell.strip() for cell in line.split("|")] for line in table)
    return guesses.guess(headings, rows, "desk", ZONE), headings, rows


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_question_is_known_in_many_languages(question: str) -> None:
    how, *_ = guess(f"Ticket ID|Status|{question}", "T1|Closed|1", "T2|Open|0")
    assert (how.columns.get("resolved"), how.columns.get("solved")) == ("Status", question)
    alone, *_ = guess(f"Ticket ID|{question}", "T1|1", "T2|0")
    assert (alone.kind, alone.columns.get("solved")) == (FileKind.FEEDBACK, question)


@pytest.mark.parametrize(("yes", "no"), YES_AND_NO)
def test_its_words_are_known_in_many_languages(yes: str, no: str) -> None:
    how, *told = guess("Ticket ID|Was your issue resolved?", f"T1|{yes}", f"T2|{no}", "T3|")
    guesses.check_words(how, *told)
    words = {word.text: word.meaning for word in guesses.seen_words(how, *told)["solved"]}
    assert list(words.values()) in (["yes", "no"], ["no", "yes"]), words


def test_a_part_is_neither_and_is_asked() -> None:
    how, *told = guess("Ticket ID|Was your issue resolved?", "T1|Yes", "T2|Partly", "T3|No")
    assert how.columns["solved"] == "Was your issue resolved?"
    with pytest.raises(Refused, match="partly"):
        guesses.check_words(how, *told)


@pytest.mark.parametrize(
    ("table", "key", "heading"),
    [
        # How far the company has come with a ticket is its own word.
        (("Id|Created|Agent|Solved|CSAT", "1|2026-02-01 10:00|Ben|yes|4"), "resolved", "Solved"),
        (("Id|Status|CSAT", "1|Closed|4", "2|Open|2"), "resolved", "Status"),
        # That it took one contact is not the same as that it was solved.
        (("Id|Resolved on first contact?|CSAT", "1|yes|4", "2|no|4"), "resolved",
         "Resolved on first contact?"),
        (("Id|Was your issue resolved on the first call?", "1|yes", "2|no"), "solved", None),
        # A file of answers tells what customers say.
        (("Ticket|Solved?|Customer comment", "1|yes|Good", "2|no|"), "solved", "Solved?"),
        (("Ticket|Rated at|Resolved|Rating", "1|2026-02-01 10:00|yes|4"), "solved", "Resolved"),
        # A score of how well, and a text, are no yes and no.
        (("Id|Did we solve your problem?|CSAT", "1|5|4", "2|3|4", "3|4|4"), "solved", None),
        (("Id|What was your issue about?", "1|The bill was wrong", "2|My router"), "solved", None),
    ],
)  # fmt: skip
def test_it_is_told_from_what_the_company_says(
    table: tuple[str, ...], key: str, heading: str | None
) -> None:
    how, *_ = guess(*table)
    assert how.columns.get(key) == heading
    other = {"resolved": "solved", "solved": "resolved"}[key]
    assert other not in how.columns or how.columns[other] != heading


def brought(path: Path) -> int:
    layout = tables.examine(path)
    run_id = queue(path, previews.guessed(path, layout))
    jobs.import_queued()
    return run_id


def one(reference: str) -> Interaction:
    db.session.expire_all()
    return db.session.scalars(
        db.select(Interaction).where(Interaction.reference == reference)
    ).one()


def share(key: str) -> tuple[int, float] | None:
    """Return how many said it and the percentage, over all teams."""
    db.session.expire_all()
    query = db.select(*(db.func.sum(getattr(Total, name)) for name in OUTCOMES[key].sums))
    n, yes = db.session.execute(query.where(Total.grain == "month")).one()
    return (n, 100 * yes / n) if n else None


@pytest.mark.both
def test_a_survey_of_its_own_tells_it_and_what_is_newer_changes_it(
    app: Any, file: Write, command: Any, cyrus: Person
) -> None:
    head = "Ticket ID,Created at,Agent,Channel,Status"
    brought(file(head, "A,2026-02-01 10:00,Ben Berg,Chat,Closed",
                 "B,2026-02-01 11:00,Ben Berg,Chat,Closed",
                 "C,2026-02-02 11:00,Cleo Clay,Chat,Open"))  # fmt: skip
    survey = "Ticket ID,Survey completed at,Did we solve your problem?,CSAT"
    first = brought(file(survey, "A,2026-02-03 10:00,Yes,", "B,2026-02-03 10:00,No,2",
                         "C,2026-02-03 10:00,,4", name="survey.csv"))  # fmt: skip
    assert (get(first).updated, get(first).quarantined) == (3, 0)
    assert [one(name).feedback.is_solved for name in "ABC"] == [True, False, None]
    assert [one(name).is_resolved for name in "ABC"] == [True, True, False]
    assert (share("solved"), share("resolved")) == ((2, 50.0), (3, pytest.approx(200 / 3)))
    assert stored() == recount()

    brought(file(survey, "B,2026-02-05 10:00,Yes,", "A,2026-02-05 10:00,,", name="later.csv"))
    assert [one(name).feedback.is_solved for name in "ABC"] == [True, True, None]
    last = db.session.scalars(db.select(Change).order_by(Change.id.desc())).first()
    assert last is not None
    assert last.before["is_solved"] is False
    assert share("solved") == (2, 100.0)

    by_hand.correct(one("B").id, {"is_solved": None}, cyrus, "Said of another one", now=NOW)
    db.session.commit()
    brought(file(survey, "B,2026-02-06 10:00,Yes,", name="again.csv"))
    assert one("B").feedback.is_solved is None
    assert share("solved") == (1, 100.0)
    assert stored() == recount()
    assert command("customers", "verify").exit_code == 0


def test_the_page_shows_both_and_what_was_said_before(as_: Any, cyrus: Person, file: Write) -> None:
    brought(file("Ticket ID,Created at,Agent,Channel,Status,Was your issue resolved?",
                 "A,2026-02-01 10:00,Ben Berg,Chat,Closed,No"))  # fmt: skip
    brought(file("Ticket ID,Was your issue resolved?", "A,Yes", name="survey.csv"))
    visit = as_(cyrus)
    shown = visit.get(f"/customers/interactions/{one('A').id}").text
    assert shown.count("Solved, the customer says") == 2  # what holds now, and the step
    assert "Resolved" in shown
    assert "Solved, customers say" in visit.get("/customers?outcome=solved").text
    assert db.session.scalars(db.select(Feedback)).one().is_solved is True
