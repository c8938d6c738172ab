"""What was wrong of files that nobody had tried before: each cause by a file of its kind."""

import pytest

from cxstaff.customers.reading import guesses
from cxstaff.customers.reading.mapping import FileKind
from cxstaff.people.roster.reading import headings as roster
from tests.cast import ZONE

RIGHT = {
    "assigned is who handled it": (
        "Number|Created|Assigned|Rating|Rating Comments",
        "1|2026-11-02 09:15|Ben Berg|5|Fine",
        "reference Number|happened_at Created|handler Assigned|csat Rating|remark Rating Comments",
    ),
    "words in brackets, and signs before headings": (
        "Incident ID*+|Reported Date+|Assignee+|Re-Opened",
        "INC1|2026-11-02 09:15|Ben Berg|1",
        "reference Incident ID*+|happened_at Reported Date+|handler Assignee+|reopened Re-Opened",
    ),
    "the end of a talk is no survey's": (
        "ID conversation|Début|Fin|Conseiller|Note /5|Verbatim client|Résolue ?",
        "w1|2026-11-02 09:15|2026-11-02 09:35|Ben|5|Parfait|Oui",
        "reference ID conversation|happened_at Début|handler Conseiller|closed_at Fin"
        "|resolved Résolue ?|csat Note /5|remark Verbatim client",
    ),
    "on hold in French": (
        "N° appel|Date et heure|Téléconseiller|Durée de conversation (s)"
        "|Durée de mise en attente (s)|Durée de post-traitement (s)",
        "1|2026-11-02 09:15|Ben|100|10|20",
        "reference N° appel|happened_at Date et heure|handler Téléconseiller"
        "|handling_seconds Durée de conversation (s)|hold_seconds Durée de mise en attente (s)"
        "|wrap_seconds Durée de post-traitement (s)",
    ),
    "Slovak": (
        "Číslo požiadavky|Vytvorené|Riešiteľ|Stav|Uzavreté|Hodnotenie",
        "1|2026-11-02 09:15|Ben|Uzavreté|2026-11-03 09:15|5",
        "reference Číslo požiadavky|happened_at Vytvorené|handler Riešiteľ|closed_at Uzavreté"
        "|resolved Stav|csat Hodnotenie",
    ),
    "Greek": (
        "Αριθμός αιτήματος|Ημερομηνία δημιουργίας|Χειριστής|Κατάσταση|Ικανοποίηση|Σχόλιο πελάτη",
        "1|2026-11-02 09:15|Ben|Κλειστό|5|Ευχαριστώ",
        "reference Αριθμός αιτήματος|happened_at Ημερομηνία δημιουργίας|handler Χειριστής"
        "|resolved Κατάσταση|csat Ικανοποίηση|remark Σχόλιο πελάτη",
    ),
    "Vietnamese": (
        "Mã yêu cầu|Ngày tạo|Người xử lý|Trạng thái|Đánh giá",
        "1|2026-11-02 09:15|Ben|Đã đóng|5",
        "reference Mã yêu cầu|happened_at Ngày tạo|handler Người xử lý|resolved Trạng thái"
        "|csat Đánh giá",
    ),
    "Finnish calls": (
        "Puhelun tunnus|Aloitusaika|Lopetusaika|Asiakaspalvelija|Puheaika|Jälkityö",
        "1|2026-11-02 09:15|2026-11-02 09:20|Ben|0:04:00|0:00:40",
        "reference Puhelun tunnus|happened_at Aloitusaika|handler Asiakaspalvelija"
        "|closed_at Lopetusaika|handling_seconds Puheaika|wrap_seconds Jälkityö",
    ),
}
ANSWERS = {
    "a survey by short messages": (
        "case_number|sent_at|replied_at|q1_resolved|q2_csat|q3_text",
        "T-1|2026-11-05 10:00|2026-11-05 10:30|Y|5|ty",
        "reference case_number|csat q2_csat|solved q1_resolved|remark q3_text"
        "|feedback_at replied_at",
    ),
    "a state of answers beside it": (
        "Ticket|Answered at|Response status|Resolved (customer)|CSAT",
        "T-1|2026-11-05 11:00|Complete|Yes|5",
        "reference Ticket|csat CSAT|solved Resolved (customer)|feedback_at Answered at",
    ),
    "one answer and nothing else": (
        "ticket|solved?", "T-1|yes", "reference ticket|solved solved?",
    ),
    "the day of an answer in Polish": (
        "Numer zgłoszenia|Data odpowiedzi|Czy Twój problem został rozwiązany?|Uwagi",
        "T-1|2026-11-05 11:00|Tak|Super",
        "reference Numer zgłoszenia|solved Czy Twój problem został rozwiązany?|remark Uwagi"
        "|feedback_at Data odpowiedzi",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FileKind)
def test_files_of_kinds_that_nobody_had_tried(kind: FileKind) -> None:
    cases = ANSWERS if kind is FileKind.FEEDBACK else RIGHT
    for name, (headings, row, told) in cases.items():
        how = guesses.guess(headings.split("|"), [row.split("|")] * 2, "desk", ZONE)
        found = [f"{key} {heading}" for key, heading in how.columns.items()]
        assert sorted(found) == sorted(told.split("|")), name
        assert how.kind is kind, name


def test_a_state_that_all_records_share_gives_way_to_one_that_tells_them_apart() -> None:
    headings = ["Case Number", "Created On", "Owner", "Status", "Status Reason"]
    rows = [
        ["1", "2026-11-02 09:15", "Ben", "Active", "Problem Solved"],
        ["2", "2026-11-03 09:15", "Ben", "Active", "In Progress"],
    ]
    assert guesses.guess(headings, rows, "desk", ZONE).columns["resolved"] == "Status Reason"
    alike = [
        [*row[:3], state, "Closed"] for row, state in zip(rows, ("Open", "Closed"), strict=True)
    ]
    assert guesses.guess(headings, alike, "desk", ZONE).columns["resolved"] == "Status"


def test_a_yes_that_it_is_spam_leaves_a_ticket_out() -> None:
    headings = ["Ticket id", "Created at", "Agent", "Ticket spam"]
    rows = [["1", "2026-11-02 09:15", "Ben", "true"], ["2", "2026-11-02 09:15", "Ben", "false"]]
    assert guesses.guess(headings, rows, "desk", ZONE).left_out == {"Ticket spam": ("true",)}


def test_the_end_of_an_employment_is_no_end_of_a_time_in_a_team() -> None:
    found = roster.guess(["Employee", "Team", "Start date", "End date"])
    assert (found.get("hired_on"), found.get("left_on")) == ("Start date", "End date")
    found = roster.guess(["Name", "Team", "Since", "Until"])
    assert (found.get("since"), found.get("until")) == ("Since", "Until")
