"""Tables that come as workbooks or JSON: read like text, or refused with a sentence."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from cxstaff import tables
from cxstaff.errors import Refused
from cxstaff.tables import workbooks
from cxstaff.text import visible

Rows = list[list[Any]]
FORMS = {"day": "dd.mm.yyyy", "moment": "dd.mm.yyyy hh:mm", "time": "h:mm:ss"}
FORMS["length"] = "[h]:mm:ss"
A_MOMENT = datetime(2026, 11, 2, 9, 15)  # noqa: DTZ001 – cells have no zone


def workbook(path: Path, sheets: dict[str, Callable[[Any, dict[str, Any]], None]]) -> Path:
    book = xlsxwriter.Workbook(path)
    forms = {name: book.add_format({"num_format": form}) for name, form in FORMS.items()}
    for name, fill in sheets.items():
        fill(book.add_worksheet(name), forms)
    book.close()
    return path


def read(path: Path) -> tuple[tables.Layout, list[tables.Record]]:
    tables.unpack(path)
    layout = tables.examine(path)
    return layout, list(tables.records(path, layout))


def tickets(sheet: Any, forms: dict[str, Any]) -> None:
    sheet.write_row(2, 0, ["Ticket", "Created", "Since", "Took", "Talk", "CSAT", "Ok", "Share"])
    sheet.write_row(3, 0, [7, None, None, None, None, 5, True, 0.1 + 0.2])
    sheet.write_datetime(3, 1, A_MOMENT, forms["moment"])
    sheet.write_datetime(3, 2, date(2026, 11, 1), forms["day"])
    sheet.write_number(3, 3, 30 / 24, forms["length"])
    sheet.write_number(3, 4, 30 / 24, forms["time"])
    sheet.write_row(5, 0, ["00012", "", "", "", "", "=1+1", False, 'ä, "b"\nc'], None)
    sheet.write_string(5, 5, "=1+1")
    sheet.write_number(5, 4, 0.5 / 24, forms["time"])


def test_a_workbook_is_read_as_its_cells_say(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"Cover": lambda *_: None, "Tickets": tickets, "Notes": lambda s, _: s.write(0, 0, "x")},
    )
    layout, found = read(path)

    assert layout.headings == (
        *("Ticket", "Created", "Since", "Took", "Talk", "CSAT", "Ok", "Share"),
    )
    assert [record.values for record in found] == [
        ["7", "2026-11-02 09:15:00", "2026-11-01", "30:00:00", "30:00:00", "5", "true", "0.3"],
        ["00012", "", "", "", "00:30:00", "=1+1", "false", 'ä, "b"\nc'],
    ]
    assert [record.line for record in found] == [4, 6]
    assert layout.left_out == ("Other sheets: Notes",)


def test_a_moment_is_the_nearest_second(tmp_path: Path) -> None:
    def fill(sheet: Any, forms: dict[str, Any]) -> None:
        sheet.write_row(0, 0, ["n", "when"])
        for n, seconds in enumerate((1.4, 1.6), 1):
            sheet.write(n, 0, n)
            sheet.write_number(n, 1, 46_328 + seconds / 86_400, forms["moment"])

    _, found = read(workbook(tmp_path / "a.xlsx", {"S": fill}))
    assert [r.values[1] for r in found] == ["2026-11-02 00:00:01", "2026-11-02 00:00:02"]


def test_a_number_of_sixteen_digits_keeps_each(tmp_path: Path) -> None:
    def fill(sheet: Any, _forms: dict[str, Any]) -> None:
        sheet.write_row(0, 0, ["ticket", "score"])
        sheet.write_row(1, 0, [2026031110000017, 0.1 + 0.2])

    _, found = read(workbook(tmp_path / "a.xlsx", {"S": fill}))
    assert found[0].values == ["2026031110000017", "0.3"]


def test_moments_are_whole_seconds(tmp_path: Path) -> None:
    def fill(sheet: Any, forms: dict[str, Any]) -> None:
        sheet.write_row(0, 0, ["n", "when"])
        for n in range(86_400 // 97):
            sheet.write(n + 1, 0, n)
            sheet.write_number(n + 1, 1, 46_328 + n * 97 / 86_400, forms["moment"])

    _, found = read(workbook(tmp_path / "a.xlsx", {"S": fill}))
    for n, record in enumerate(found):
        hours, rest = divmod(n * 97, 3600)
        time = f" {hours:02}:{rest // 60:02}:{rest % 60:02}" if n else ""
        assert record.values == [str(n), f"2026-11-02{time}"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04 cut off", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", "cannot be read"),
        (b'[{"a": 1}, {"a": 2', "broken"),
        (b'{"a": 1}\n{"b": 2}\n{"c": \n', "Line 3"),
        (b'[{"a": 1}, 2]', "Entry 2"),
        (b"[]", "no list of objects"),
        (b"{}", "no list of objects"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_left_behind(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path, target = tmp_path / "a", tmp_path / "b"
    path.write_bytes(content)
    with pytest.raises(Refused, match=sentence):
        tables.convert(path, target)
    assert not target.exists()


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def test_a_zip_file_and_a_workbook_that_would_fill_the_memory_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_bytes(zipped(report="a,b\n1,2\n"))
    with pytest.raises(Refused, match="Unpack it first"):
        tables.unpack(path)
    monkeypatch.setattr(workbooks, "MOST_BYTES", 1000)
    workbook(path, {"Tickets": tickets})
    with pytest.raises(Refused, match="too large"):
        tables.unpack(path)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("around", ["list", "object", "lines"])
def test_json_in_the_shapes_in_which_systems_give_it(
    tmp_path: Path, mark: str, indent: int | None, around: str
) -> None:
    objects: list[dict[str, Any]] = [
        {"id": 1, "agent": {"name": "Ben", "tags": ["a", "b"]}, "csat": 5, "ok": True, "no": None},
        {"id": 2, "remark": 'Größer, "so"\nja', "wait": 1.5, "events": [{"x": 1.5}]},
    ]
    if around == "lines":
        text = "\n\n".join(json.dumps(each, ensure_ascii=False) for each in objects)
    else:
        whole = objects if around == "list" else {"count": 2, "meta": [1], "tickets": objects}
        text = json.dumps(whole, indent=indent)
    path = tmp_path / "a.json"
    path.write_text(mark + text, encoding="utf-8")
    layout, found = read(path)
    assert layout.headings == (
        *("id", "agent.name", "agent.tags", "csat", "ok", "no", "remark", "wait", "events"),
    )
    assert [record.values for record in found] == [
        ["1", "Ben", "a; b", "5", "true", "", "", "", ""],
        ["2", "", "", "", "", "", 'Größer, "so"\nja', "1.5", '[{"x": 1.5}]'],
    ]


def test_one_object_is_one_record(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"id": 1, "csat": 5}\n')
    layout, found = read(path)
    assert (layout.headings, found[0].values) == (("id", "csat"), ["1", "5"])


def test_text_that_begins_like_a_list_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("[id];[agent]\n1;Ben\n")
    layout, found = read(path)
    assert (layout.headings, found[0].values) == (("[id]", "[agent]"), ["1", "Ben"])


names = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=6)
values = st.one_of(st.text(st.characters(codec="utf-8"), max_size=9), st.integers(), st.none())


@pytest.mark.long
@given(st.lists(st.dictionaries(names, values, min_size=1, max_size=4), min_size=1, max_size=6))
def test_no_value_of_any_document_is_lost(
    tmp_path_factory: pytest.TempPathFactory, objects: list[dict[str, Any]]
) -> None:
    numbered = [{"id": f"r{n}", "kind": "x", **each} for n, each in enumerate(objects)]
    path = tmp_path_factory.mktemp("j") / "a.json"
    path.write_text(json.dumps(numbered))
    layout, found = read(path)
    columns = list(dict.fromkeys(name for each in numbered for name in each))
    assert len(layout.headings) == len(columns)
    assert [record.values for record in found] == [
        [visible("" if each.get(name) is None else str(each[name])) for name in columns]
        for each in numbered
    ]
