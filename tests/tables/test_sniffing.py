"""Tables as service desks and HR systems write them: found among titles, notes and odd headings."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxstaff import tables
from cxstaff.errors import Refused
from cxstaff.tables import Layout


def examine(folder: Path, text: str) -> tuple[Layout, list[list[str]]]:
    path = folder / "a.csv"
    path.write_bytes(text.encode())
    layout = tables.examine(path)
    found = list(tables.records(path, layout))
    assert not [record for record in found if record.problem]
    return layout, [record.values for record in found]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("first_only", [True, False])
def test_quoted_headings(tmp_path: Path, delimiter: str, first_only: bool) -> None:
    names = ["ticket", "created", "agent"]
    quoted = [f'"{name}"' if n == 0 or not first_only else name for n, name in enumerate(names)]
    text = delimiter.join(quoted) + "\n" + delimiter.join(["1", "2026-11-02", "Ben Berg"]) + "\n"
    layout, rows = examine(tmp_path, text)
    assert (layout.delimiter, list(layout.headings)) == (delimiter, names)
    assert rows == [["1", "2026-11-02", "Ben Berg"]]


def test_the_delimiter_is_what_most_records_agree_on_with_the_headings(tmp_path: Path) -> None:
    layout, rows = examine(
        tmp_path,
        "id;agent;remark (good, bad, new, odd, or missing)\n1;Berg, Ben;Fine\n2;Ibsen, Ida;Good\n",
    )
    assert (layout.delimiter, len(layout.headings)) == (";", 3)
    assert rows[0] == ["1", "Berg, Ben", "Fine"]

    layout, rows = examine(tmp_path, 'id;agent;"easy, fast, kind, new?"\n1;Ben;Fine\n')
    assert layout.headings == ("id", "agent", "easy, fast, kind, new?")


def test_a_heading_over_two_lines(tmp_path: Path) -> None:
    layout, rows = examine(tmp_path, 'id,"How satisfied\nwere you?"\n1,5\n')
    assert layout.headings == ("id", "How satisfied were you?")
    assert (layout.starts_on_line, rows) == (3, [["1", "5"]])


def test_a_line_that_names_the_delimiter_is_obeyed_and_left_out(tmp_path: Path) -> None:
    layout, rows = examine(tmp_path, "\ufeffsep=;\nid;agent\n1;Ben, B\n")
    assert (layout.delimiter, layout.left_out) == (";", ("sep=;",))
    assert (layout.headings, rows) == (("id", "agent"), [["1", "Ben, B"]])


@pytest.mark.parametrize("padding", ["", ";;;"])
def test_titles_above_the_headings_are_left_out(tmp_path: Path, padding: str) -> None:
    above = f"Report: tickets{padding}\nFrom {padding and ';'}1.11.2026{padding[1:]}\n{padding}\n"
    layout, rows = examine(
        tmp_path, above + "Ticket;Created;Agent;CSAT\n1;02.11.2026;Ben;5\n2;03.11.2026;Ida;4\n"
    )
    assert layout.headings == ("Ticket", "Created", "Agent", "CSAT")
    assert [row[0] for row in rows] == ["1", "2"]
    assert [line.rstrip(";") for line in layout.left_out] == [
        "Report: tickets",
        "From ;1.11.2026" if padding else "From 1.11.2026",
    ]


def test_notes_below_the_table_are_left_out_and_shown(tmp_path: Path) -> None:
    table = '"Case","Owner","Opened","CSAT"\n"1","Ben","11/2/2026","5"\n"2","Ida","11/3/2026","4"\n'
    layout, rows = examine(
        tmp_path, table + '\n"Grand Totals (2 records)"\n\n"Weekly cases"\n"Some Ltd"\n'
    )
    assert [row[0] for row in rows] == ["1", "2"]
    assert layout.left_out == ('"Grand Totals (2 records)"', '"Weekly cases"', '"Some Ltd"')


def test_sums_right_below_the_table_are_none_of_its_records(tmp_path: Path) -> None:
    table = "id;agent;csat;remark\n1;Ben;5;\n2;Ida;;\n"
    layout, rows = examine(tmp_path, table + "Summe:;;9;\n")
    assert ([row[0] for row in rows], layout.left_out) == (["1", "2"], ("Summe:;;9;",))
    layout, rows = examine(tmp_path, "name;mail;team;lead\nSum Total;;;\nBen;;;\n")
    assert ([row[0] for row in rows], layout.left_out) == (["Sum Total", "Ben"], ())


def test_notes_below_a_long_table_are_found_as_well(tmp_path: Path) -> None:
    table = "id,agent,score\n" + "".join(f'{n},"Berg, Ben",5\n' for n in range(20_000))
    layout, rows = examine(tmp_path, table + "\nTotal\n")
    assert (len(rows), layout.left_out) == (20_000, ("Total",))


@pytest.mark.parametrize(
    "below", ["3,Ida\n", "\n3,Ida,4\n", "\n3,Ida,4,more,again\n", '\n3,"Ida,4\n']
)
def test_a_broken_record_at_the_end_is_no_note(tmp_path: Path, below: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,agent,score,remark\n1,Ben,5,x\n" + below)
    layout = tables.examine(path)
    assert layout.ends_at is None
    assert [bool(r.problem) for r in tables.records(path, layout)] == [False, True]


def test_repeated_and_missing_headings_are_numbered(tmp_path: Path) -> None:
    layout, rows = examine(tmp_path, "id,Comment,comment,,Comment (2)\n1,a,b,c,d\n")
    assert layout.headings == ("id", "Comment", "comment (2)", "Column 4", "Comment (2) (2)")
    assert rows == [["1", "a", "b", "c", "d"]]


def test_rows_that_explain_the_headings_are_left_out_and_name_the_zone(tmp_path: Path) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(
        [
            ["StartDate", "Agent", "Q1"],
            ["Start Date", "Agent", "How satisfied were you?"],
            ['{"ImportId":"startDate","timeZone":"America/Denver"}', '{"ImportId":"Agent"}', ""],
            ["2026-11-02 09:15:00", "Ben", "5"],
        ]
    )
    layout, rows = examine(tmp_path, text.getvalue())
    question = "How satisfied were you? (Q1)"
    assert (layout.headings, layout.zone) == (("StartDate", "Agent", question), "America/Denver")
    assert rows == [["2026-11-02 09:15:00", "Ben", "5"]]
    assert (layout.starts_on_line, len(layout.left_out)) == (4, 2)


def test_a_row_that_says_how_each_column_is_answered_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Ticket,How was it?,Why?\n,Response,Open-Ended Response\n1,Good,Fast\n")
    layout = tables.examine(path)
    assert layout.headings == ("Ticket", "How was it?", "Why?")
    assert [each.values for each in tables.records(path, layout)] == [["1", "Good", "Fast"]]
    assert layout.left_out == (",Response,Open-Ended Response",)


def test_more_columns_than_anybody_needs_are_refused(tmp_path: Path) -> None:
    names = ",".join(f"c{n}" for n in range(1001))
    with pytest.raises(Refused, match="more than 1000 columns"):
        examine(tmp_path, f"{names}\n{names}\n")


words = st.text("abcdefgh ,;|\t\"'\n0123456789", min_size=1, max_size=12)


@pytest.mark.long
@given(
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC]),
    st.lists(st.tuples(words, words, words), min_size=2, max_size=10),
    st.booleans(),
)
def test_whatever_is_written_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    delimiter: str,
    quoting: int,
    rows: list[tuple[str, str, str]],
    is_noted: bool,
) -> None:
    """Tables of numbered records, in every way to quote and part them, with notes or without."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    numbered = [(f"r{n}", "Ben", *row) for n, row in enumerate(rows)]
    writer.writerows([("id", "agent", "one", "two", "three"), *numbered])
    if is_noted:
        text.write("\nTotal\n")
    layout, found = examine(tmp_path_factory.mktemp("t"), text.getvalue())
    assert layout.headings == ("id", "agent", "one", "two", "three")
    assert [tuple(row) for row in found] == numbered
    assert layout.left_out == (("Total",) if is_noted else ())
