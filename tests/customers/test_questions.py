"""What surveys ask for by a question of their own, in any words and many languages."""

import pytest

from cxstaff.customers.reading import fields, guesses, meanings
from cxstaff.customers.reading.headings.questions import asked_for
from cxstaff.customers.reading.likelihood import plain
from cxstaff.customers.reading.mapping import FileKind
from cxstaff.customers.reading.values import answer

ASKED: dict[str, str | None] = {
    "How content were you, all in all, with our service? Very satisfied?": "csat",
    "Quel est votre niveau de satisfaction ?": "csat",
    "Hur nöjd är du med hjälpen?": "csat",
    "対応の満足度はいかがでしたか": "csat",
    "Would you recommend us?": "nps",
    "Würden Sie uns weiterempfehlen?": "nps",
    "Порекомендуете ли вы нас друзьям?": "nps",
    "Votre demande est-elle résolue ?": "solved",
    "Sorununuz çözüldü mü?": "solved",
    "문제가 해결되었나요?": "solved",
    "¿Qué tan fácil fue resolver su consulta?": "ces",
    "How easy was it to get your problem solved?": "ces",
    "Why did you give this score?": "remark",
    "¿Algún comentario adicional?": "remark",
    "Please explain your score": "remark",
    "What should we do?": None,
    "Resolved": None,
    "Which product do you own?": None,
}


@pytest.mark.parametrize(("heading", "key"), ASKED.items())
def test_a_question_is_told_by_what_it_asks_for(heading: str, key: str | None) -> None:
    assert asked_for(heading, plain(heading)) == key


def guess(headings: str, *rows: str) -> dict[str, str]:
    return fields.guess(headings.split("|"), [row.split("|") for row in rows])


def test_scores_up_to_ten_are_recommendations_beside_the_group_of_each() -> None:
    answers = ["t1|10|Promoter|2026-11-03", "t2|7|Passive|2026-11-03", "t3|0|Detractor|2026-11-03"]
    found = guess("Ticket|Score|Category|Responded on", *answers)
    assert found["nps"] == "Score"
    assert "csat" not in found


def test_groups_that_contradict_the_scores_tell_nothing() -> None:
    answers = ["t1|3|Promoter|2026-11-03", "t2|7|Passive|2026-11-03", "t3|0|Detractor|2026-11-03"]
    assert "nps" not in guess("Ticket|Points|Category|Responded on", *answers)


def test_a_file_that_names_nobody_who_helped_tells_answers() -> None:
    headings = "Case number|Date Created|Date Modified|Duration (in seconds)|CSAT"
    rows = [
        "c1|2026-11-03 09:00|2026-11-03 09:04|240|5",
        "c2|2026-11-04 09:00|2026-11-04 09:02|120|2",
    ]
    how = guesses.guess(
        headings.split("|"), [row.split("|") for row in rows], "desk", "Europe/Berlin"
    )
    assert how.kind is FileKind.FEEDBACK
    assert how.columns == {
        "reference": "Case number", "feedback_at": "Date Modified", "csat": "CSAT"
    }  # fmt: skip


def test_a_subject_is_a_reason_only_where_nothing_else_is() -> None:
    rows = [f"{n}|2026-11-02 09:1{n}|Ana|Fatura errada|Fatura" for n in range(5)]
    assert guess("ID|Criado em|Agente|Assunto|Tipo", *rows)["reason"] == "Tipo"
    texts = [f"{n}|2026-11-02 09:1{n}|Ana|My order number {n} is late" for n in range(5)]
    assert "reason" not in guess("ID|Criado em|Agente|Тема", *texts)


def test_a_service_is_the_reason_only_where_nothing_else_is() -> None:
    rows = [f"{n}|2026-11-02 09:1{n}|Ana|Blue|Facture" for n in range(5)]
    assert guess("ID|Début|Agent|Service|Motif d'appel", *rows)["reason"] == "Motif d'appel"


def test_states_are_no_circumstance() -> None:
    rows = [f"{n}|2026-11-02 09:1{n}|Ana|{('Cerrado', 'En curso')[n % 2]}" for n in range(6)]
    found = guess("ID|Abierta el|Gestor|Situación", *rows)
    assert found["resolved"] == "Situación"
    assert "circumstance" not in found


def test_an_empty_column_leaves_its_field_to_another() -> None:
    rows = [f"{n}|2026-11-02 09:1{n}||Ana" for n in range(5)]
    assert guess("Ticket ID|Date|Start date|Technician", *rows)["happened_at"] == "Date"


def test_the_table_that_every_heading_names_says_nothing() -> None:
    rows = [f"{n}|2026-11-02 09:1{n}|Ana" for n in range(5)]
    found = guess("tickets.ticket_id|tickets.created_ts|tickets.assigned_agent", *rows)
    assert found["happened_at"] == "tickets.created_ts"
    assert found["handler"] == "tickets.assigned_agent"


def test_a_code_that_records_share_is_no_reference() -> None:
    rows = [f"{code}|2026-11-02 09:1{n}|Ana" for n, code in enumerate("aabbc")]
    assert "reference" not in guess("Código|Abierto el|Agente", *rows)
    apart = [f"x{code}|2026-11-02 09:1{n}|Ana" for n, code in enumerate("73519")]
    assert guess("Identificador|Abierto el|Agente", *apart)["reference"] == "Identificador"


def test_a_note_of_an_agent_is_no_score() -> None:
    rows = [f"{n}|2026-11-02 09:1{n}|Ana|Sent a replacement" for n in range(5)]
    assert "csat" not in guess("Call ID|Started at|Agent|Note", *rows)


def test_what_waits_in_a_queue_is_no_work_in_scripts_that_part_no_words() -> None:
    headings = [
        "通话ID",
        "开始时间",
        "坐席姓名",
        "通话时长(秒)",
        "话后处理时长(秒)",
        "排队时长(秒)",
    ]
    rows = [[f"c{n}", f"2026-11-02 09:1{n}", "Ana", "200", "20", "7"] for n in range(5)]
    assert fields.doubts(headings, rows) == {}


def test_how_well_a_record_ended_does_not_change_that_it_did() -> None:
    assert answer("Закрыта успешно") is True
    assert answer("Closed successfully") is True


def test_words_of_a_scale_are_no_remark() -> None:
    said = ("Good", "Bad")
    rows = [f"{n}|2026-11-02 09:1{n}|Ana|{said[n % 2]}|Not nice {n}" for n in range(6)]
    found = guess("Ticket|Created|Operator|Feedback|Feedback Comment", *rows)
    assert (found["csat"], found["remark"]) == ("Feedback", "Feedback Comment")


@pytest.mark.parametrize("heading", ["Tiempo en espera", "Tempo em espera", "Temps en attente"])
def test_what_may_be_on_hold_or_in_a_queue_is_asked_beside_talking(heading: str) -> None:
    headings = [
        "ID",
        "Fecha y hora",
        "Agente",
        "Tiempo de conversación",
        "Trabajo posterior",
        heading,
    ]
    rows = [
        [f"a{n}", f"2026-11-02 09:1{n}", "Ana", "0:03:20", "0:00:20", "0:00:07"] for n in range(5)
    ]
    assert fields.doubts(headings, rows) == {"hold_seconds": [heading]}


def test_the_length_of_a_call_in_czech_is_talking_alone() -> None:
    headings = ["ID hovoru", "Zahájení", "Operátor", "Čekání", "Délka hovoru", "Dokončení"]
    rows = [
        [f"a{n}", f"2026-11-02 09:1{n}", "Ana", "0:00:07", "0:03:20", "0:00:20"] for n in range(5)
    ]
    assert fields.doubts(headings, rows) == {"wrap_seconds": ["Dokončení"]}


def test_a_scale_that_begins_at_nought_is_not_out_of_nought() -> None:
    answers = {str(number): 1 for number in (0, 3, 6, 9, 10)}
    assert not meanings.seen("nps", answers, {}, "De 0 a 10, quanto você nos recomendaria?")
    assert meanings.seen("nps", answers, {}, "De 0 a 5, quanto você nos recomendaria?")


def test_neutral_answers_are_of_any_scale() -> None:
    rows = [f"{n}|2026-11-02 09:1{n}|Ana|{'Neutral' if n else 'Satisfecho'}" for n in range(5)]
    assert guess("ID|Creado el|Agente|Satisfacción", *rows)["csat"] == "Satisfacción"
