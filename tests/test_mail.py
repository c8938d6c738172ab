"""Letters arrive as they were written, or a sentence says why they did not."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from cxstaff import mail
from cxstaff.mail import Letter, MailDown, smtp
from cxstaff.mail.smtp import Undeliverable
from tests.cast import NOW
from tests.mailserver import (
    Clumsy,
    Courteous,
    Forgetful,
    Impatient,
    certificate,
    free_port,
    mail_server,
    password_check,
)

pytestmark = pytest.mark.only("sqlite")  # about mail servers, which know no database

LETTER = Letter(
    to="ana@bright.example",
    subject="Grüße – 3 thanks",
    text="Ben thanked you: “well done”.\n" + "long " * 400 + "\n.\nlast line\n",
    html="<p>Ben thanked you: “well done”.</p>",
)
MailUrl = Callable[[str], None]
IN_CLEAR = "?tls=never"


@pytest.fixture
def mail_url(app: Flask) -> Iterator[MailUrl]:
    """Choose where mail goes for this test."""
    before = app.config["SETTINGS"]

    def choose(url: str) -> None:
        app.config["SETTINGS"] = replace(before, mail_url=url)

    yield choose
    app.config["SETTINGS"] = before


def test_a_letter_arrives_as_it_was_written(mail_url: MailUrl) -> None:
    with mail_server() as server:
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        mail.send(replace(LETTER, message_id="<a1@bright.example>"))

    (letter,) = server.letters
    text, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert server.recipients == ["ana@bright.example"]
    assert letter["Subject"] == "Grüße – 3 thanks"
    assert letter["Message-ID"] == "<a1@bright.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime.isoformat() == "2026-03-18T10:00:00+00:00"
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html is not None
    assert html.get_content().strip() == LETTER.html


def test_encryption_is_used_where_it_is_offered(
    mail_url: MailUrl, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    names: list[str] = []
    check = password_check(names, b"post@bright", b"s3:cret/")
    with mail_server(tls_context=context, authenticator=check) as server:
        mail_url(f"smtp://post%40bright:s3%3Acret%2F@localhost:{server.port}")
        mail.send(LETTER)

    assert server.were_encrypted == [True]
    assert names == ["post@bright"]


@pytest.mark.parametrize("written", ["", "?tls=required"])
def test_nothing_goes_to_a_server_that_offers_no_encryption(
    mail_url: MailUrl, written: str
) -> None:
    """As one does whose offer somebody on the way has taken out: nothing falls back."""
    names: list[str] = []
    options = {"authenticator": password_check(names, b"a", b"b"), "auth_require_tls": False}
    with mail_server(**options) as server:
        mail_url(f"smtp://a:b@127.0.0.1:{server.port}{written}")
        with pytest.raises(MailDown, match=r"offers no encryption.*\?tls=never"):
            mail.send(LETTER)
    assert (server.letters, server.recipients, names) == ([], [], [])


def test_an_operator_can_say_that_letters_go_in_the_clear(mail_url: MailUrl) -> None:
    with mail_server() as server:
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        mail.send(LETTER)
    assert server.were_encrypted == [False]


def test_a_certificate_nobody_vouches_for_is_not_trusted(mail_url: MailUrl, tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    with mail_server(tls_context=context) as server:
        mail_url(f"smtp://localhost:{server.port}")
        with pytest.raises(MailDown, match="certificate"):
            mail.send(LETTER)
    assert server.letters == []


def test_a_wrong_password_is_reported_without_showing_it(mail_url: MailUrl) -> None:
    check = password_check([], b"post", b"right")
    options = {"authenticator": check, "auth_require_tls": False}
    with mail_server(**options) as server:
        mail_url(f"smtp://post:wr0ngword@127.0.0.1:{server.port}{IN_CLEAR}")
        with pytest.raises(MailDown, match="535") as refused:
            mail.send(LETTER)
    assert "wr0ngword" not in str(refused.value)


def test_a_password_is_not_sent_in_the_clear_to_another_machine(
    mail_url: MailUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    options = {"authenticator": password_check(names, b"a", b"b"), "auth_require_tls": False}
    with mail_server(**options) as server:
        monkeypatch.setattr(smtp, "THIS_MACHINE", frozenset())
        mail_url(f"smtp://a:b@127.0.0.1:{server.port}{IN_CLEAR}")
        with pytest.raises(MailDown, match="no encryption"):
            mail.send(LETTER)
    assert names == []


def test_a_refused_recipient_is_named_with_the_servers_words(mail_url: MailUrl) -> None:
    with mail_server() as server:
        server.refuses.add("ana@bright.example")
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        with pytest.raises(MailDown, match=r"ana@bright\.example: 550 no such mailbox"):
            mail.send(LETTER)


def test_a_server_that_is_down_is_reported(mail_url: MailUrl) -> None:
    mail_url(f"smtp://127.0.0.1:{free_port()}")
    with pytest.raises(MailDown, match="refused"):
        mail.send(LETTER)


def test_a_server_that_says_nothing_is_given_up(
    mail_url: MailUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "SMTP_SECONDS", 0.2)
    with _silent_server() as port:
        mail_url(f"smtp://127.0.0.1:{port}")
        with pytest.raises(MailDown, match="timed out"):
            mail.send(LETTER)


def test_a_letter_that_was_taken_counts_as_sent_whatever_follows(mail_url: MailUrl) -> None:
    with mail_server(kind=Clumsy) as server:
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        mail.send(LETTER)
    assert len(server.letters) == 1


def test_letters_sent_together_go_by_one_connection(mail_url: MailUrl) -> None:
    with mail_server() as server:
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        with mail.connection_kept():
            for _ in range(5):
                mail.send(LETTER)
            server.refuses.add("nobody@bright.example")
            with pytest.raises(MailDown):
                mail.send(replace(LETTER, to="nobody@bright.example"))
            mail.send(LETTER)
        mail.send(LETTER)
    assert len(server.letters) == 7
    assert [server.connections.count(each) for each in dict.fromkeys(server.connections)] == [6, 1]


@pytest.mark.parametrize("kind", [Impatient, Courteous])
def test_a_server_that_hangs_up_between_letters_is_called_again(
    mail_url: MailUrl, kind: type[Impatient]
) -> None:
    with mail_server(kind=kind) as server:
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        with mail.connection_kept():
            for _ in range(5):
                mail.send(LETTER)
    assert len(server.letters) == 5
    assert len(set(server.connections)) == 3


def test_a_letter_that_a_server_may_have_taken_is_not_given_again(mail_url: MailUrl) -> None:
    with mail_server(kind=Forgetful) as server:
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        with mail.connection_kept():
            mail.send(LETTER)
            with pytest.raises(MailDown):
                mail.send(LETTER)
    assert len(server.letters) == 2


@pytest.mark.parametrize(
    ("refusal", "kind"),
    [
        ("550 no such mailbox", Undeliverable),
        ("550 5.1.1 no such user", Undeliverable),
        ("501 5.1.3 not an address", Undeliverable),
        ("552 5.2.1 the mailbox is disabled", Undeliverable),
        ("551 user not local", Undeliverable),
        ("550 5.7.1 relaying denied", MailDown),
        ("554 5.7.1 blocked by policy", MailDown),
        ("530 5.7.0 authentication required", MailDown),
        ("554 transaction failed", MailDown),
        ("450 4.2.1 try again later", MailDown),
        ("452 mailbox full", MailDown),
    ],
)
def test_only_a_refusal_of_the_address_is_one_for_good(
    mail_url: MailUrl, refusal: str, kind: type[MailDown]
) -> None:
    with mail_server() as server:
        server.refuses.add(LETTER.to)
        server.refusal = refusal
        mail_url(f"smtp://127.0.0.1:{server.port}{IN_CLEAR}")
        with pytest.raises(MailDown, match=refusal) as refused:
            mail.send(LETTER)
    assert type(refused.value) is kind


@pytest.mark.parametrize("where", ["to", "subject", "message_id"])
def test_no_line_is_smuggled_into_the_head(where: str) -> None:
    with pytest.raises(ValueError, match="head of a letter"):
        replace(LETTER, **{where: "harmless\r\nBcc: eve@elsewhere.example"})


@pytest.mark.parametrize(
    "address",
    [
        "ana@bright.example, eve@elsewhere.example",
        "Eve <eve@elsewhere.example>",
        "ana@bright@example",
        "ana",
        "",
    ],
)
def test_an_address_names_one_recipient_or_none_is_written_to(app: Flask, address: str) -> None:
    with pytest.raises(MailDown, match="not an e-mail address"):
        mail.send(replace(LETTER, to=address))
    assert mail.kept_letters(1).total == 0


def test_letters_kept_in_the_folder_can_be_read_newest_first(app: Flask, mailbox: Path) -> None:
    for n in range(30):
        mail.send(replace(LETTER, subject=f"Letter {n}"))

    first = mail.kept_letters(1)
    assert (first.total, first.pages, len(first.items)) == (30, 2, 25)
    kept = mail.kept_letter(first.items[0].name)
    assert kept is not None
    assert (kept.to, kept.html.strip()) == (LETTER.to, LETTER.html)
    assert not [file for file in mailbox.iterdir() if file.name.startswith(".")]


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "nothing", "..", "\0", "a" * 999])
def test_only_letters_of_the_folder_are_read(app: Flask, mailbox: Path, name: str) -> None:
    (mailbox.parent / "secret.eml").write_text("Subject: not yours\n\n")
    assert mail.kept_letter(name) is None


def test_a_message_id_is_always_the_same_for_the_same_thing(app: Flask) -> None:
    first = mail.message_id_for("digest", 7, "2026-03-16")
    assert first == mail.message_id_for("digest", 7, "2026-03-16")
    assert first != mail.message_id_for("digest", 71, "2026-03-16")
    assert first.startswith("<")
    assert first.endswith("@127.0.0.1>")


def test_addresses_in_letters_are_whole(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, base_url="https://pulse.bright.example/staff")
    try:
        address = mail.address_of("static", filename="icon.svg")
    finally:
        app.config["SETTINGS"] = settings
    assert address == "https://pulse.bright.example/staff/static/icon.svg"


@contextmanager
def _silent_server() -> Iterator[int]:
    """Accept connections and never say a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield int(listening.getsockname()[1])


def test_what_differs_between_letters_is_put_into_each_and_escaped(app: Flask) -> None:
    words = {"pulse_name": "Name & <b>", "opens_at": NOW, "zone": "Europe/Berlin", "why": "So."}
    words |= {"company_name": "Bright", "privacy_url": "https://bright.example/privacy"}
    form = mail.form("pulse_given_up", "name", "url", **words)
    first = form.filled("a@bright.example", name="Ann <i> & Co", url="https://x.example/?a&b")
    second = form.filled("b@bright.example", name="Ben", url="", message_id="<1@x>")
    assert "Hello Ann <i> & Co," in first.text
    assert "Hello Ann &lt;i&gt; &amp; Co," in first.html
    assert "Hello Ben," in second.text
    assert (first.to, second.to, second.message_id) == (
        "a@bright.example",
        "b@bright.example",
        "<1@x>",
    )
    for each in (first, second):
        assert not any(sign in each.subject + each.text + each.html for sign in form.signs.values())
