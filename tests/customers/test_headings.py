"""Files of the usual systems: each column is taken for what it is, or for nothing."""

import pytest

from cxstaff.customers.reading import fields, guesses, mapping
from cxstaff.customers.reading.headings.known import HEADINGS
from cxstaff.customers.reading.leaving_out import guess_left_out
from cxstaff.customers.reading.mapping import FileKind

FILES = {
    "a desk with words for scores": (
        "Id|Subject|Requester|Group|Assignee|Status|Satisfaction Score|Created at|Via",
        ["9|Late|c1|Blue|Ben|Solved|Good|2026-11-02 09:15|Mail",
         "8|Login|c2|Blue|Ida|On-hold|Offered|2026-11-02 10:15|Chat"],
        "reference Id|happened_at Created at|handler Assignee|channel Via|resolved Status"
        "|csat Satisfaction Score|team Group|customer Requester",
    ),
    "a report in German": (
        "Ticketnummer|Erstellt am|Bearbeiter|Kanal|Bewertung|Bearbeitungszeit (Sek.)|Kommentar",
        ["T-1|02.11.2026 09:15|Ben|Telefon|5|184|gut"],
        "reference Ticketnummer|happened_at Erstellt am|handler Bearbeiter|channel Kanal"
        "|csat Bewertung|handling_seconds Bearbeitungszeit (Sek.)|remark Kommentar",
    ),
    "a report in French": (
        "Numéro de ticket|Créé le|Agent|Canal|Statut|Note de satisfaction|Commentaire",
        ["1|02/11/2026 09:15|Ben|Chat|Résolu|4|bien"],
        "reference Numéro de ticket|happened_at Créé le|handler Agent|channel Canal"
        "|resolved Statut|csat Note de satisfaction|remark Commentaire",
    ),
    "a report in Spanish": (
        "Número de caso|Fecha de creación|Agente|Estado|Valoración|Comentario",
        ["1|02/11/2026 09:15|Ben|Cerrado|4|bien"],
        "reference Número de caso|happened_at Fecha de creación|handler Agente|resolved Estado"
        "|csat Valoración|remark Comentario",
    ),
    "cases with two dates": (
        "Case Number|Case Owner|Opened Date|Date/Time Opened|Status|Case Origin|Case Reason",
        ["0001|Ben|11/2/2026|11/2/2026, 3:15 PM|Closed|Phone|Billing"],
        "reference Case Number|happened_at Date/Time Opened|handler Case Owner|resolved Status"
        "|channel Case Origin|reason Case Reason",
    ),
    "issues whose comments are the agents'": (
        "Summary|Issue key|Issue Type|Status|Assignee|Created|Resolved|Comment",
        ["Printer|H-1|Request|Done|Ben|02/Nov/26 9:05 AM|03/Nov/26 4:30 PM"
         "|02/Nov/26 9:20 AM;u9;Looking"],
        "reference Issue key|happened_at Created|handler Assignee|reason Issue Type"
        "|resolved Status|closed_at Resolved",
    ),
    "a desk that tells a ticket's life": (
        "Ticket ID|Created time|Agent|Group|Status|Closed time|Last updated time|Last modified"
        "|Reopens|Escalated|Complaint|Order value|Email|Full name|Language|Time zone|Life event",
        ["1|2026-11-02 09:15|Ben|Blue|Closed|2026-11-03 09:15||2026-11-04 10:00|0|No|true"
         "|€ 1,234.50|c1@x.example|Ann|de-DE|Berlin|Moving"],
        "reference Ticket ID|happened_at Created time|handler Agent|team Group|resolved Status"
        "|closed_at Closed time|changed_at Last modified|reopened Reopens|escalated Escalated"
        "|complaint Complaint|value Order value|customer_address Email|customer_language Language"
        "|customer_zone Time zone|circumstance Life event|customer_name Full name",
    ),
    "the same in German": (
        "Ticketnummer|Erstellt am|Bearbeiter|Gruppe|Geschlossen am|Zuletzt geändert|Eskaliert"
        "|Beschwerde|Auftragswert|E-Mail des Kunden|Sprache|Anlass",
        ["1|02.11.2026 09:15|Ben|Blau|03.11.2026 09:15|04.11.2026 10:00|nein|ja|1.234,50 €"
         "|c1@x.example|Deutsch|Umzug"],
        "reference Ticketnummer|happened_at Erstellt am|handler Bearbeiter|team Gruppe"
        "|closed_at Geschlossen am|changed_at Zuletzt geändert|escalated Eskaliert"
        "|complaint Beschwerde|value Auftragswert|customer_address E-Mail des Kunden"
        "|customer_language Sprache|circumstance Anlass",
    ),
    "Freshdesk": (
        "Ticket ID|Status|Source|Type|Agent|Group|Created time|Resolved time|Closed time"
        "|Last update time|Initial response time|Survey results|Email|Time zone",
        ["1|Closed|Email|Question|Ben|Blue|2026-11-02 09:15|2026-11-02 12:00|2026-11-02 13:00"
         "|2026-11-02 13:00|2026-11-02 09:45|Happy|ann@x.example|Berlin"],
        "reference Ticket ID|happened_at Created time|handler Agent|channel Source|reason Type"
        "|team Group|customer_address Email|customer_zone Time zone|closed_at Closed time"
        "|responded_at Initial response time|changed_at Last update time|resolved Status"
        "|csat Survey results",
    ),
    "HubSpot": (
        "Ticket ID|Ticket status|Create date|Close date|Ticket owner|HubSpot Team|Contact email"
        "|Last modified date",
        ["11|Waiting on us|2026-11-02 09:15|2026-11-03 09:15|Ben|Blue|a@x.example|2026-11-04"],
        "reference Ticket ID|resolved Ticket status|happened_at Create date|closed_at Close date"
        "|handler Ticket owner|team HubSpot Team|customer_address Contact email"
        "|changed_at Last modified date",
    ),
    "Intercom": (
        "Conversation ID|Conversation started at|Teammate assigned|Team assigned"
        "|Conversation rating|Conversation rating remark|Conversation state|Reopened",
        ["c1|2026-11-02 09:15|Ben|Blue|🤩|Nice|closed|FALSE"],
        "reference Conversation ID|happened_at Conversation started at|handler Teammate assigned"
        "|team Team assigned|csat Conversation rating|remark Conversation rating remark"
        "|resolved Conversation state|reopened Reopened",
    ),
    "a desk that says last, and counts to five": (
        "Incident ID|Opened|Owner|Last Resolved Date|Score out of 5|Custom field (Request Type)",
        ["1|2026-11-02 09:15|Ben|2026-11-03 09:15|4|Billing"],
        "reference Incident ID|happened_at Opened|handler Owner|closed_at Last Resolved Date"
        "|csat Score out of 5|reason Custom field (Request Type)",
    ),
    "calls of which all, the talking and the rest are told": (
        "Call ID|Start Time|Agent|Conversation Duration|Handle Duration|Wrap-up Duration"
        "|Disposition",
        ["1|2026-11-02 09:15|Ben|0:03:00|0:03:40|0:00:30|Connected"],
        "reference Call ID|happened_at Start Time|handler Agent|handling_seconds Handle Duration",
    ),
    "calls that were held, nothing more": (
        "Interaction Id|Start Time|Agent|Talk Time|Holding Time|Wrap Code",
        ["1|2026-11-02 09:15|Ben|180|20|Billing"],
        "reference Interaction Id|happened_at Start Time|handler Agent|handling_seconds Talk Time"
        "|hold_seconds Holding Time|reason Wrap Code",
    ),
    "a list in German by day": (
        "Vorgang|Tag|Uhrzeit|Mitarbeiter|Bewerten Sie das Gespräch",
        ["1|02.11.2026|09:15|Ben|5"],
        "reference Vorgang|happened_at Tag|happened_time Uhrzeit|handler Mitarbeiter"
        "|csat Bewerten Sie das Gespräch",
    ),
    "calls in Norwegian, and what was done afterwards in one word": (
        "Samtale-ID|Starttidspunkt|Agent|Samtaletid|Etterarbeid|Løst",
        ["1|02.11.2026 09:15|Ben|0:03:00|0:00:30|Nei"],
        "reference Samtale-ID|happened_at Starttidspunkt|handler Agent|resolved Løst"
        "|handling_seconds Samtaletid|wrap_seconds Etterarbeid",
    ),
    "a desk in Finnish": (
        "Tapausnumero|Luotu|Käsittelijä|Kanava|Tila|Suljettu|Asiakastyytyväisyys",
        ["1|2.11.2026 klo 9.15|Ben|Puhelin|Kesken||4"],
        "reference Tapausnumero|happened_at Luotu|handler Käsittelijä|channel Kanava"
        "|resolved Tila|closed_at Suljettu|csat Asiakastyytyväisyys",
    ),
    "a desk in Hungarian": (
        "Jegyszám|Létrehozva|Ügyintéző|Csatorna|Kategória|Állapot|Lezárás dátuma|Elégedettség",
        ["1|2026.11.02. 9:15|Ben|Telefon|Login|Lezárva|2026.11.03. 10:00|4"],
        "reference Jegyszám|happened_at Létrehozva|handler Ügyintéző|channel Csatorna"
        "|reason Kategória|resolved Állapot|closed_at Lezárás dátuma|csat Elégedettség",
    ),
    "names of states, and entries that look like ways to come": (
        "Entry|contact_ts|Agent|Status Name|Category 1|Review text|Rating",
        [f"E{n}|2026-11-0{n} 09:15|Ben|Closed|Billing|Fine|4" for n in range(1, 8)],
        "happened_at contact_ts|handler Agent|resolved Status Name|reason Category 1"
        "|remark Review text|csat Rating|reference Entry",
    ),
    "calls in French and Italian words": (
        "N° d'appel|Date|Conseiller|Résolu au premier appel|Motivo contatto|NPS|NPS Comment",
        ["1|02/11/2026 09:15|Ben|Oui|Billing|9|bien"],
        "reference N° d'appel|happened_at Date|handler Conseiller|resolved Résolu au premier appel"
        "|reason Motivo contatto|nps NPS|remark NPS Comment",
    ),
    "what a survey calls done, and its type": (
        "Interaction Number|Interaction Date/Time|Survey Completed|Survey Type|Associate|Agent"
        "|OSAT",
        ["1|2026-11-02 09:15|2026-11-03 10:00|CSAT|Ben|Ben|4"],
        "reference Interaction Number|happened_at Interaction Date/Time|handler Agent"
        "|feedback_at Survey Completed|csat OSAT",
    ),
    "ServiceNow": (
        "number|caller_id|opened_at|closed_at|state|assignment_group|assigned_to|contact_type"
        "|reopen_count|sys_updated_on|escalation",
        ["I1|Ann|2026-11-02 09:15|2026-11-05 10:15|Closed|Blue|Ben|Phone|0|2026-11-05|Normal"],
        "reference number|customer caller_id|happened_at opened_at|closed_at closed_at"
        "|resolved state|team assignment_group|handler assigned_to|channel contact_type"
        "|reopened reopen_count|changed_at sys_updated_on",
    ),
    "a survey whose status is none": (
        "StartDate|Status|ExternalReference|Agent|Q1_NPS|Q2_CSAT|Anything else?",
        ["2026-11-02 09:15:00|IP Address|T-1|Ben|9|5|Good"],
        "happened_at StartDate|reference ExternalReference|handler Agent|nps Q1_NPS"
        "|csat Q2_CSAT|remark Anything else?",
    ),
    "calls with several durations": (
        "Conversation ID|Date|Users - Interacted|Media Type|Duration|Total Handle|Wrap-up",
        ["a-1|11/2/26 3:15 PM|Ben|voice|184000|181211|Resolved"],
        "reference Conversation ID|happened_at Date|handler Users - Interacted"
        "|channel Media Type|handling_seconds Total Handle|reason Wrap-up",
    ),
    "the group of a recommendation beside the answer": (
        "ticket|created|agent|Q2_NPS_GROUP|Q2_NPS",
        ["I1|2026-11-02|Ben|Promoter|10"],
        "reference ticket|happened_at created|handler agent|nps Q2_NPS",
    ),
    "a duration that tells how long it was open": (
        "Number|Opened|Closed|Assigned to|Duration",
        ["I1|2026-11-02 09:15|2026-11-05 10:15|Ben|262800", "I2|2026-11-02 09:15||Ben|"],
        "reference Number|happened_at Opened|closed_at Closed|handler Assigned to",
    ),
    "a duration of calls": (
        "Call ID|Call start|Call end|Agent|Duration",
        ["I1|2026-11-02 09:15:00|2026-11-02 09:21:00|Ben|360"],
        "reference Call ID|happened_at Call start|closed_at Call end|handler Agent"
        "|handling_seconds Duration",
    ),
    "ratings of two things": (
        "Ticket|Created|Agent|CSAT (agent)|CSAT (product)|NPS (first)|NPS (second)",
        ["I1|2026-11-02 09:15:00|Ben|5|2|9|3"],
        "reference Ticket|happened_at Created|handler Agent|csat CSAT (agent)",
    ),
    "a score of ten that is no satisfaction": (
        "ticket|created|agent|score|recommend",
        ["1|2026-11-02|Ben|9|10"],
        "reference ticket|happened_at created|handler agent|nps recommend",
    ),
    "planned times beside actual ones, and a subject of every ticket": (
        "Number|Registration date|Response time|Actual response time|Assignee|Ticket subject",
        ["C-1|2026-03-01|2026-03-03|2026-03-02|Ben|Late", "C-2|2026-03-01|||Ida|Odd"],
        "reference Number|happened_at Registration date|responded_at Actual response time"
        "|handler Assignee",
    ),
    "a number of the form beside one of the ticket": (
        "ID|Start time|Completion time|Your ticket number|Who helped you?|Avis du client",
        ["1|2026-03-01|2026-03-02|T-1|Ben|bien"],
        "reference Your ticket number|happened_at Start time|feedback_at Completion time"
        "|handler Who helped you?|remark Avis du client",
    ),
    "numbers that are no ticket's": (
        "N° de commande|N° de dossier|Numéro du client|Reçu le|Technicien",
        ["PO1|7|K1|2026-03-01|Ben"],
        "reference N° de dossier|happened_at Reçu le|handler Technicien",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_columns_are_taken_for_what_they_are(name: str) -> None:
    headings, rows, expected = FILES[name]
    pairs = [pair.split(" ", 1) for pair in expected.split("|")]
    found = fields.guess(headings.split("|"), [row.split("|") for row in rows])
    assert found == dict(pairs)


def test_only_a_file_that_tells_nothing_else_holds_feedback() -> None:
    answers = guesses.guess(["ticket", "agent", "csat"], [["1", "Ben", "5"]], "desk", "UTC")
    assert answers.kind is FileKind.FEEDBACK
    headings = ["ticket", "agent", "csat", "status", "when the phone rang"]
    tickets = guesses.guess(headings, [["1", "Ben", "5", "Closed", "2026-11-02"]], "desk", "UTC")
    assert tickets.kind is FileKind.INTERACTIONS


def test_a_subject_that_repeats_is_a_reason_and_one_that_does_not_is_none() -> None:
    def guessed(kinds: int) -> str | None:
        rows = [[str(n), f"Problem {n % kinds}"] for n in range(100)]
        return fields.guess(["id", "Subject"], rows).get("reason")

    assert guessed(10) == "Subject"
    assert guessed(60) is None


def test_headings_are_known_without_their_accents_and_words_of_where_they_stand() -> None:
    headings = [
        "Numero de incidencia",
        "Fecha creacion",
        "Tecnico",
        "metrics.duree",
        "flags.escalated",
    ]
    assert fields.guess(headings) == {
        "reference": "Numero de incidencia",
        "happened_at": "Fecha creacion",
        "handler": "Tecnico",
        "handling_seconds": "metrics.duree",
        "escalated": "flags.escalated",
    }


@pytest.mark.parametrize("question", ["Quel est votre numéro de dossier ?", "Your ticket number?"])
def test_a_question_may_ask_for_the_reference(question: str) -> None:
    assert fields.guess([question, "CSAT"])["reference"] == question


@pytest.mark.parametrize("heading", ["Zeit (min)", "Czas [s]", "Aufwand (h)"])
def test_time_in_a_unit_is_the_work(heading: str) -> None:
    assert fields.guess([heading], [["12.5"]] * 3) == {"handling_seconds": heading}
    assert fields.guess(["Zeit"], [["12.5"]] * 3) == {}
    assert fields.guess(["Aufwand (1-7)"], [["5"]] * 3) == {}


def test_talking_is_told_from_all_the_work_in_words_that_are_joined() -> None:
    headings = ["Gespreksduur", "Nawerktijd", "In de wacht"]
    found = fields.guess(headings)
    assert list(found) == ["handling_seconds", "hold_seconds", "wrap_seconds"]


def test_lengths_beside_talking_alone_are_asked_about_in_any_unit() -> None:
    headings = ["Call ID", "Start", "Agent", "Talk Time (s)", "Ring time (s)", "Brewing (s)", "n"]
    rows = [["1", "2026-11-02 09:15", "Ben", "180", "9", "40", "3"]] * 6
    assert fields.doubts(headings, rows) == {"wrap_seconds": ["Brewing (s)"]}
    known = [*headings[:-1], "Wrap-up time"]
    assert fields.doubts(known, rows) == {"hold_seconds": ["Brewing (s)"]}
    assert fields.doubts([*known, "Hold time"], [[*row, "5"] for row in rows]) == {}


def test_records_are_left_out_that_say_of_themselves_they_are_tests() -> None:
    rows = [["1", "no"], ["2", "yes"], ["3", ""]]
    assert guess_left_out(["Ticket", "Test record"], rows) == {"Test record": ("yes",)}
    assert guess_left_out(["Ticket", "Tested"], rows) == {}


def test_no_heading_is_listed_twice_for_a_field() -> None:
    for words in HEADINGS.values():
        assert len(words) == len(set(words))


def test_a_preset_that_knows_questions_by_their_numbers_still_fits() -> None:
    saved = mapping.Mapping({"csat": "Q1", "nps": "Q2_NPS", "remark": "gone"}, "survey", "UTC")
    headings = ["How satisfied are you? (Q1)", "Would you recommend us? (Q2_NPS)"]
    fitted = mapping.fitting(saved, headings)
    assert fitted.columns == dict(zip(("csat", "nps"), headings, strict=True))
