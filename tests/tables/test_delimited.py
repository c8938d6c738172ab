"""CSV files as they come: encodings, delimiters, broken quotes, huge lines, and where to go on."""

import csv
import io
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxstaff import tables
from cxstaff.errors import Refused
from cxstaff.tables import Layout, Record, delimited, writing
from cxstaff.tables.encodings import LONGEST_RECORD
from cxstaff.text import visible


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def read(path: Path, content: bytes) -> list[Record]:
    path.write_bytes(content)
    return list(tables.records(path, tables.examine(path)))


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_common_ways_of_writing_are_recognised(
    folder: Path, encoding: str, mark: bytes, delimiter: str, end: str
) -> None:
    lines = [["name", "remark"], ["Zoë", "für später"], ["Bo", f'two\nlines{delimiter} "q"']]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(lines)
    found = read(folder / "a.csv", mark + text.getvalue().encode(encoding))

    assert [record.values for record in found] == lines[1:]
    assert [record.line for record in found] == [2, 3]
    assert found[-1].end_offset == (folder / "a.csv").stat().st_size


def test_a_letter_whose_half_is_a_line_feed_does_not_end_a_line(folder: Path) -> None:
    found = read(folder / "a.csv", b"\xff\xfe" + "a,b\nĊ,ਊ\n".encode("utf-16-le"))
    assert [record.values for record in found] == [["Ċ", "ਊ"]]


@pytest.mark.long
def test_the_first_letter_beyond_ascii_decides_however_late_it_comes(folder: Path) -> None:
    body = b"n,t\n" + b"1,plain\n" * 60_000
    assert read(folder / "a.csv", body + "2,Zoë\n".encode())[-1].values == ["2", "Zoë"]
    assert read(folder / "a.csv", body + "2,Zoë\n".encode("cp1252"))[-1].values == ["2", "Zoë"]


def test_cyrillic_is_not_read_as_western(folder: Path) -> None:
    words = "Здравствуйте, спасибо большое за помощь и быстрый ответ".replace(",", "")
    content = ("имя;отзыв\n" + f"Иван;{words}\n" * 20).encode("cp1251")
    assert read(folder / "a.csv", content)[0].values == ["Иван", words]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"\n \n\r\n", "empty"),
        (b"a,b\n", "no records"),
        (b"a,b\n\n\n", "no records"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"%PDF-1.7\n", "PDF"),
        (b"a,b\n\x00\x01\x02\x03,\n", "not a text file"),
        (b"a,b\r1,2\r3,4\r", "outdated"),
        (b'a,"b\n1,2\n', "first line"),
        (b"x" * (LONGEST_RECORD + 9), "too long"),
    ],
)
def test_what_is_no_csv_is_refused_in_a_sentence(
    folder: Path, content: bytes, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        read(folder / "a.csv", content)


def test_an_unbalanced_quotation_costs_its_own_line_and_no_other(folder: Path) -> None:
    good = [f'{n},"text {n}",z' for n in range(2000)]
    lines = [*good[:5], '7,"never closed,z', *good[5:], '8,"open at the end,z']
    found = read(folder / "a.csv", ("a,b,c\n" + "\n".join(lines)).encode())

    assert [r.line for r in found if r.problem] == [7, 2003]
    assert [r.raw for r in found if r.problem] == [lines[5], lines[-1]]
    assert [r.values[0] for r in found if not r.problem] == [str(n) for n in range(2000)]


def test_each_broken_record_says_what_is_wrong_with_it(folder: Path) -> None:
    huge = "x" * (2 * LONGEST_RECORD)
    lines = ["1,2", "1,2,3", f"5,{huge}", "nul,\0", "a,b\rc", "6,7"]
    found = read(folder / "a.csv", ("a,b\n" + "\n".join(lines) + "\n\xff,é\n").encode("cp1252"))

    assert [r.problem for r in found] == [
        None,
        delimited.WRONG_WIDTH,
        delimited.TOO_LONG,
        delimited.NUL_INSIDE,
        delimited.BARE_RETURN,
        None,
        None,
    ]
    assert [r.line for r in found] == [2, 3, 4, 5, 6, 7, 8]
    assert found[3].raw == "nul,␀"
    assert len(found[2].raw) < 3000


def test_a_line_in_another_encoding_is_shown_and_held_back(folder: Path) -> None:
    found = read(folder / "a.csv", "a,b\nZoë,1\n".encode() + "José,2\n".encode("cp1252"))
    assert (found[1].problem, found[1].raw) == (delimited.MIXED_ENCODING, "José,2")


def test_a_huge_file_without_line_ends_needs_little_memory(folder: Path) -> None:
    path = folder / "a.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n1,2\n")
        for _ in range(40):
            file.write(b"x" * 1_000_000)
    tracemalloc.start()
    found = list(tables.records(path, tables.examine(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [r.problem for r in found] == [None, delimited.TOO_LONG]
    assert peak < 8_000_000


cells = st.text(st.characters(exclude_characters="\0\r", codec="utf-8"), max_size=8)


@pytest.mark.long
@given(st.lists(st.tuples(st.just("k"), cells, cells), min_size=1, max_size=12), st.booleans())
def test_what_is_written_is_read_and_reading_goes_on_anywhere(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], wide: bool
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    text = io.StringIO()
    csv.writer(text).writerows([("id", "one", "two"), *rows])
    path.write_bytes(text.getvalue().encode("utf-16" if wide else "utf-8"))
    layout = tables.examine(path)
    whole = list(tables.records(path, layout))

    assert [tuple(r.values) for r in whole] == [tuple(map(visible, row)) for row in rows]
    for place, record in enumerate(whole):
        on = record.line + record.lines
        assert list(tables.records(path, layout, record.end_offset, on)) == whole[place + 1 :]


@given(st.binary(max_size=300))
def test_nothing_that_comes_crashes_or_loses_a_byte(
    tmp_path_factory: pytest.TempPathFactory, junk: bytes
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(b"a,b\n1,2\n" + junk)
    try:
        layout = tables.examine(path)
    except Refused:
        return
    found = list(tables.records(path, layout))
    rest = path.read_bytes()[found[-1].end_offset :]
    assert not rest.decode(layout.encoding).strip()


PIECES = [
    *("a", "ü", "\xad", ",", ",", '"', '""', "\n", "\n", "\r\n", "\r", "\0", " ", "\x0b"),
    *("\n1,2\n", ',"q"', '"a,b"', '"a\nb"', '"a\r\nb"', '"a\rb"', "\udcff"),
]


@example(['"a\rb"', ",", "a", "\n"], 60)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([20, 60, delimited.STRETCH]))
def test_many_records_at_once_are_what_each_is_alone(
    tmp_path_factory: pytest.TempPathFactory, written: list[str], stretch: int
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes("".join(written).encode("utf-8", "surrogateescape"))
    layout = Layout("utf-8", ",", ("a", "b"), 0, 1)
    with delimited.opened(path, layout) as alone, delimited.opened(path, layout) as together:
        alone.alone_until, together.stretch = sys.maxsize, stretch
        expected = list(alone.take(1000).records())
        assert list(together.take(1000).records()) == expected
        assert (together.offset, together.line) == (alone.offset, alone.line)


def test_a_corrected_line_is_read_like_the_file(folder: Path) -> None:
    path = folder / "a.csv"
    path.write_bytes(b"a;b\n1;2\n")
    layout = tables.examine(path)
    assert tables.parse('1;"x;y"', layout).values == ["1", "x;y"]
    assert tables.parse("1", layout).problem == delimited.WRONG_WIDTH
    assert tables.parse('1;"x', layout).problem == delimited.BROKEN_QUOTES


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
def test_no_cell_we_write_is_a_formula(start: str) -> None:
    written = "".join(writing.as_csv(iter([[start, "fine", None, 7]])))
    assert next(csv.reader(io.StringIO(written, newline=""))) == ["'" + start, "fine", "", "7"]


def test_a_number_below_zero_stays_a_number() -> None:
    assert "".join(writing.as_csv(iter([[-20.5, -3, "-3"]]))) == "-20.5,-3,'-3\r\n"
