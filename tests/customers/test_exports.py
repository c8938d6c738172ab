"""Exports of many vendors, in many languages: read as they are meant, or asked about.

The files are made up in the layouts that vendors document. What is not said here of a record is
not stored of it; what is not compared (moments of files that name no zone of their own, words of
which each company may mean something else) is left out.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cxstaff import tables
from cxstaff.customers.imports import previews
from cxstaff.customers.reading import fields, guesses
from cxstaff.customers.reading.reader import Reader
from cxstaff.errors import Refused

NOW = datetime(2026, 11, 30, tzinfo=UTC)
FOLDER = Path(__file__).parent / "exports"
STORED = {
    "csat": "csat",
    "nps": "nps",
    "ces": "ces",
    "satisfied": "is_satisfied",
    "seconds": "handling_seconds",
}
"""What is compared of every record, whether it is said or not."""

RIGHT = {
    "amazon_connect": (
        "c-1 | at=2026-11-02T09:00 | handler=ben.baker | seconds=315",
        "c-2 | at=2026-11-02T10:00 | handler=cleo.clark | seconds=620",
    ),
    "uccx": (
        "210001 | at=2026-11-02T08:00 | seconds=330",
        "210002 | at=2026-11-13T13:00 | seconds=510",
    ),
    "avaya_cms": (
        "1 | at=2026-11-02T08:00 | seconds=315",
        "2 | at=2026-11-13T13:00 | seconds=420",
    ),
    "zendesk_talk": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=315",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | seconds=420",
    ),
    "diabolocom_fr": (
        "A1 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=315 | csat=5",
        "A2 | at=2026-11-13T09:00 | handler=Cleo Clark | seconds=420 | csat=2",
    ),
    "acd_de": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=315 | resolved=True",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | seconds=420 | resolved=False",
    ),
    "ja_callcenter": (
        "c1 | at=2026-11-02T08:00 | handler=佐藤花子 | seconds=315",
        "c2 | at=2026-11-13T09:00 | handler=鈴木一郎 | seconds=420",
    ),
    "desk_tr": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=275 | csat=5",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | seconds=400 | csat=2",
    ),
    "threecx": (
        "55001 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=270",
        "55002 | at=2026-11-02T09:00 | handler=Cleo Clark | seconds=430",
    ),
    "glpi_en": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=900 | csat=4 | resolved=True",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | seconds=3900 | csat=1 | resolved=True",
    ),
    "qualtrics2": (
        "K1 | at=2026-11-02T16:00 | handler=Ben Baker | csat=5 | nps=10 | ces=7",
        "K2 | at=2026-11-02T17:00 | handler=Cleo Clark | csat=2 | nps=2 | ces=3",
    ),
    "freshdesk_seven": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | resolved=True",
        "2 | at=2026-11-02T09:00 | handler=Cleo Clark | csat=2 | resolved=True",
        "3 | at=2026-11-02T10:00 | handler=Cleo Clark | csat=3 | resolved=True",
    ),
    "livechat": (
        "CH1 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=310 | satisfied=True",
        "CH2 | at=2026-11-02T09:00 | handler=Cleo Clark | seconds=510 | satisfied=False",
        "CH3 | at=2026-11-02T10:00 | handler=Cleo Clark | seconds=210",
    ),
    "suitecrm2": (
        "11 | at=2026-11-02T08:00 | handler=bbaker | resolved=True",
        "12 | at=2026-11-13T09:00 | handler=cclark",
    ),
    "medallia_agent": (
        "INT-1 | csat=5",
        "INT-2 | csat=2",
    ),
    "alchemer": (
        "T1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | nps=10",
        "T2 | at=2026-11-13T14:00 | handler=Cleo Clark | csat=2 | nps=2",
    ),
    "surveysparrow": (
        "T1 | at=2026-11-02T09:00 | handler=Ben Baker | csat=5 | nps=9",
        "T2 | at=2026-11-13T10:00 | handler=Cleo Clark | csat=2 | nps=3",
    ),
    "netigate_sv": (
        "S1 | csat=5 | nps=9",
        "S2 | csat=2 | nps=3",
    ),
    "questback_de": (
        "T1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | nps=9",
        "T2 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=2 | nps=3",
    ),
    "dixa": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | seconds=310",
        "2 | at=2026-11-02T09:00 | handler=Cleo Clark | csat=2 | seconds=510",
    ),
    "gladly": (
        "g1 | at=2026-11-02T09:00 | handler=Ben Baker | csat=5 | seconds=310",
        "g2 | at=2026-11-02T10:00 | handler=Cleo Clark | csat=1 | seconds=510",
    ),
    "oracle_osvc": (
        "261102-000001 | at=2026-11-02T08:00 | handler=Ben Baker | resolved=True",
        "261113-000002 | at=2026-11-13T14:00 | handler=Cleo Clark | resolved=False",
    ),
    "hirobo_ja": (
        "a1 | at=2026-11-02T08:00 | handler=佐藤花子 | csat=5 | resolved=True",
        "a2 | at=2026-11-13T09:00 | handler=鈴木一郎 | csat=2 | resolved=False",
    ),
    "ja_zendesk": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | satisfied=True | resolved=True",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | satisfied=False | resolved=True",
    ),
    "sobot_zh": (
        "h1 | at=2026-11-02T08:00 | handler=王芳 | csat=5 | resolved=True | seconds=245",
        "h2 | at=2026-11-13T09:00 | handler=张伟 | csat=2 | resolved=False | seconds=370",
    ),
    "zh_wenjuan": (
        "Z-1 | at=2026-11-02T08:00 | handler=王芳 | csat=5 | nps=9",
        "Z-2 | at=2026-11-13T09:00 | handler=张伟 | csat=2 | nps=3",
    ),
    "ko_helpdesk": (
        "K-1 | at=2026-11-02T08:00 | handler=김지우 | csat=5 | seconds=310 | resolved=True",
        "K-2 | at=2026-11-13T09:00 | handler=박서준 | csat=2 | seconds=510",
    ),
    "ru_okdesk": (
        "1001 | at=2026-11-02T08:00 | handler=Иванов Иван | csat=5 | seconds=1500 | resolved=True",
        "1002 | at=2026-11-13T09:00 | handler=Петрова Анна | csat=2 | seconds=2400 | resolved=True",
    ),
    "ru_forms": (
        "R-1 | at=2026-11-02T08:00 | handler=Иванов Иван | csat=5 | nps=9",
        "R-2 | at=2026-11-13T09:00 | handler=Петрова Анна | csat=2 | nps=3",
    ),
    "pl_helpdesk": (
        "PL1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | seconds=300 | resolved=True",
        "PL2 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=2 | seconds=480",
    ),
    "pt_forms": (
        "P1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | nps=9",
        "P2 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=1 | nps=3",
    ),
    "nl_zorg": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | seconds=300",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=2 | seconds=480",
    ),
    "lime_sv": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | resolved=True | seconds=300",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=2 | seconds=480",
    ),
    "eloquant_fr": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | nps=9 | seconds=245",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=2 | nps=3 | seconds=370",
    ),
    "it_assist": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | resolved=True | seconds=300",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=2 | resolved=False | seconds=480",
    ),
    "trengo": (
        "101 | at=2026-11-02T08:00 | handler=Ben Baker | csat=5 | resolved=True",
        "102 | at=2026-11-13T09:00 | handler=Cleo Clark | csat=2",
    ),
    "thulium_pl": (
        "1 | at=2026-11-02T08:00 | handler=Ben Baker | seconds=245 | csat=5",
        "2 | at=2026-11-13T09:00 | handler=Cleo Clark | seconds=370 | csat=2",
    ),
}
ASKED = {"tidio": "'satisfied', 'unsatisfied'"}
"""Two words of a scale of which nobody knows how many steps it has."""


def test_exports_of_many_vendors_are_read_as_they_are_meant() -> None:
    wrong = {name: found for name, said in RIGHT.items() if (found := differences(name, said))}
    assert wrong == {}


@pytest.mark.parametrize("name", ASKED)
def test_what_the_words_of_a_file_leave_open_is_asked(name: str) -> None:
    with pytest.raises(Refused) as refused:
        read(name)
    assert ASKED[name] in refused.value.in_words()


def differences(name: str, said: tuple[str, ...]) -> list[str]:
    """Return what is stored of a file and was not meant, or was meant and is not stored."""
    found = read(name)
    if len(found) != len(said):
        return [f"{len(found)} records, not {len(said)}"]
    return [each for record, told in zip(found, said, strict=True) for each in unlike(record, told)]


def read(name: str) -> list[Any]:
    """Read a file as the command does that is told nothing but the file."""
    path = FOLDER / f"{name}.csv"
    layout = tables.examine(path)
    rows = previews.rows_of(path, layout)
    how = guesses.guess(layout.headings, rows, "desk", layout.zone or "Europe/Vienna")
    assert fields.doubts(layout.headings, rows) == {}
    how.check(layout.headings)
    guesses.check_words(how, layout.headings, rows)
    return list(Reader(how, layout.headings, "Europe/Vienna", NOW).read_all(rows))


def unlike(record: Any, told: str) -> list[str]:
    """Compare a record with what was told of it."""
    reference, *rest = told.split(" | ")
    meant = dict(each.split("=", 1) for each in rest)
    found = {key: getattr(record, field, None) for key, field in STORED.items()}
    stored = {key: str(value) for key, value in found.items() if value is not None}
    stored["reference"] = record.reference
    wanted = {"reference": reference} | {key: meant[key] for key in STORED if key in meant}
    for key, field in (("handler", "handler"), ("resolved", "is_resolved")):
        if key in meant and hasattr(record, field):
            stored[key], wanted[key] = str(getattr(record, field)), meant[key]
    if "at" in meant and hasattr(record, "happened_at"):
        stored["at"], wanted["at"] = record.happened_at.isoformat()[:16], meant["at"]
    return [] if stored == wanted else [f"{stored} is not {wanted}"]
