"""Requests leave for the public internet alone, once, and within limits."""

import socket
from typing import Any

import pytest

from cxstaff.outgoing import guard, posting
from cxstaff.outgoing.guard import NotAllowed, is_public, looked_up, receiver_of
from cxstaff.outgoing.posting import NotTaken, post_json
from tests.mailserver import free_port
from tests.receiver import chat_server


@pytest.mark.parametrize(
    "address",
    """8.8.8.8 1.1.1.1 2606:4700:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808""".split(),
)
def test_addresses_of_the_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
    100.64.0.1 192.0.2.1 198.18.0.1 224.0.0.1 239.1.1.1 255.255.255.255 240.0.0.1 ::1 :: fe80::1
    fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1
    64:ff9b::7f00:1 64:ff9b::a00:1 2002:7f00:1:: 2002:c0a8:101:: 2001:0:7f00:1::1""".split(),
)
def test_addresses_that_are_nobodys_business(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://chat.example/x",
        "ftp://chat.example/x",
        "file:///etc/passwd",
        "gopher://chat.example",
        "//chat.example/x",
        "chat.example/x",
        "https://",
        "https:///x",
        "https://chat.example:22/x",
        "https://chat.example:99999/x",
        "https://user@chat.example/x",
        "https://user:password@chat.example/x",
        "https://chat.example/a b",
        "https://chat.example/\r\nHost: other",
        "https://chät.example/x",
        f"https://chat.example/{'x' * 2000}",
        "",
    ],
)
def test_addresses_that_are_refused_as_they_stand(address: str) -> None:
    with pytest.raises(NotAllowed):
        receiver_of(address, may_be_private=False)


def test_an_address_is_read_to_the_letter() -> None:
    found = receiver_of("https://hooks.chat.example/services/T0/B0?x=%20", may_be_private=False)
    assert (found.host, found.port, found.target) == (
        "hooks.chat.example", 443, "/services/T0/B0?x=%20",
    )  # fmt: skip
    assert found.named == "hooks.chat.example"
    assert receiver_of("http://[::1]:99/x", may_be_private=True).named == "[::1]:99"


@pytest.mark.parametrize(
    "answers", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700:4700::1111", "::1"]]
)
def test_a_name_with_one_private_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 443)) for each in answers]
    monkeypatch.setattr(guard.socket, "getaddrinfo", lambda *_, **__: found)
    receiver = receiver_of("https://chat.example/x", may_be_private=False)
    with pytest.raises(NotAllowed, match="private network"):
        looked_up(receiver, may_be_private=False)
    assert looked_up(receiver, may_be_private=True).addresses == answers


def test_what_was_checked_is_connected_to_and_no_name_is_asked_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that leads elsewhere a moment later (DNS rebinding) changes nothing."""
    asked = list[str]()

    def resolve(host: str, port: int, *_: Any, **__: Any) -> Any:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with chat_server() as posted:
        monkeypatch.setattr(guard.socket, "getaddrinfo", resolve)
        address = f"http://chat.example:{posted.port}/x"
        post_json(address, {"text": "Hello"}, may_be_private=True)
    assert asked[0] == "chat.example"
    assert set(asked[1:]) <= {"127.0.0.1"}, "from then on the address alone"
    assert posted.posts == [{"text": "Hello"}]


def test_the_local_network_is_closed_unless_the_operator_opens_it() -> None:
    with chat_server() as posted:
        with pytest.raises(NotAllowed):
            post_json(posted.address, {}, may_be_private=False)
        with pytest.raises(NotAllowed, match="private network"):
            post_json("https://127.0.0.1/x", {}, may_be_private=False)
        with pytest.raises(NotAllowed, match="private network"):
            post_json("https://localhost/x", {}, may_be_private=False)
        assert posted.posts == []
        post_json(posted.address, {"text": "ä"}, may_be_private=True)
    assert (posted.posts, posted.paths) == ([{"text": "ä"}], ["/hooks/secret"])


def test_no_redirect_is_followed() -> None:
    with chat_server() as posted, chat_server() as other:
        posted.answers.append((302, b"moved", {"Location": other.address}))
        with pytest.raises(NotTaken, match="answered 302: moved"):
            post_json(posted.address, {}, may_be_private=True)
    assert other.posts == []


def test_what_a_server_says_is_told_in_short_without_the_address() -> None:
    with chat_server() as posted:
        posted.answers.append((404, b"no_service\n" + b"x" * 500_000, {}))
        with pytest.raises(NotTaken) as refused:
            post_json(posted.address, {}, may_be_private=True)
    assert str(refused.value).startswith("127.0.0.1 answered 404: no_service x")
    assert len(str(refused.value)) < 300
    assert "secret" not in str(refused.value)
    assert not refused.value.was_sent


def test_a_server_that_is_not_there_got_nothing() -> None:
    with pytest.raises(NotTaken, match="cannot be reached") as refused:
        post_json(f"http://127.0.0.1:{free_port()}/x", {}, may_be_private=True)
    assert not refused.value.was_sent


def test_a_server_that_says_nothing_may_have_taken_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        with pytest.raises(NotTaken, match="did not answer") as refused:
            post_json(f"http://127.0.0.1:{silent.getsockname()[1]}/x", {}, may_be_private=True)
    assert refused.value.was_sent


def test_what_is_too_long_is_not_posted() -> None:
    with chat_server() as posted, pytest.raises(NotTaken, match="too long"):
        post_json(posted.address, {"text": "x" * 300_000}, may_be_private=True)
    assert posted.posts == []
