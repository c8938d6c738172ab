"""Messages go over the wire as the standard library reads them: nothing lost, nothing smuggled."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxstaff.mail.message import BOUNDARY, Embedded, is_address, written

WHEN = datetime(2026, 3, 18, 10, 0, tzinfo=UTC)
LINES = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=400)
SUBJECTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=200
).map(lambda text: " ".join(text.split()))


@pytest.mark.long
@given(SUBJECTS, LINES, LINES)
@example("=?utf-8?q?not_encoded?=", ".\n..\nFrom here\n", f"--{BOUNDARY}--\n")
@example("word " * 40 + "x" * 300, "trailing \t\n" * 3, "x" * 3000)
@example("“Grüße” – " * 20, "é" * 999, "\x0b\x0c\x85\u2028")
def test_what_is_read_is_what_was_written(subject: str, text: str, html: str) -> None:
    subject = " ".join(subject.split())
    message = written(
        "Bright Broadband – Umfragen <post@bright.example>",
        "ana@bright.example",
        subject,
        text,
        html,
        date=WHEN,
        message_id="<1@bright.example>",
    )
    assert all(len(line) <= 998 for line in message.data.split(b"\r\n"))
    assert b"\n" not in message.data.replace(b"\r\n", b"")
    read = message_from_bytes(message.data, policy=policy.default)
    assert not read.defects
    assert str(read["Subject"]) == subject
    assert read["From"].addresses[0].display_name == "Bright Broadband – Umfragen"
    assert (message.sender, str(read["To"])) == ("post@bright.example", "ana@bright.example")
    assert read["Date"].datetime == WHEN
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    told = [str(part.get_content()) for part in read.iter_parts()]
    assert [each.replace("\r\n", "\n") for each in told] == [text, html]


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("ana@bright.example", True),
        ("ana.o'hara+x@bright.example", True),
        ("änne@bücher.example", False),
        ("ana@bright.example, eve@elsewhere.example", False),
        ("Eve <eve@elsewhere.example>", False),
        ("ana@bright@example", False),
        ("ana bright@example", False),
        ("ana\n@bright.example", False),
        ("<ana@bright.example>", False),
        ("ana", False),
        ("", False),
    ],
)
def test_an_address_is_one_and_nothing_else(text: str, fits: bool) -> None:
    assert is_address(text) is fits


@pytest.mark.parametrize("html", ["<p>é</p>", f"--{BOUNDARY}--\n--=_related--\n", "x" * 3000])
def test_a_picture_is_carried_along_and_read_as_it_was(html: str) -> None:
    data = bytes(range(256)) * 9
    message = written(
        "post@bright.example",
        "ana@bright.example",
        "A picture",
        "words",
        html,
        date=WHEN,
        message_id="<1@bright.example>",
        picture=Embedded(data),
    )
    assert all(len(line) <= 998 for line in message.data.split(b"\r\n"))
    assert b"\n" not in message.data.replace(b"\r\n", b"")
    read = message_from_bytes(message.data, policy=policy.default)
    plain, related = read.iter_parts()
    rich, picture = related.iter_parts()
    assert not any(each.defects for each in read.walk())
    assert (plain.get_content(), rich.get_content().replace("\r\n", "\n")) == ("words", html)
    assert (picture["Content-ID"], picture.get_content()) == ("<picture>", data)
