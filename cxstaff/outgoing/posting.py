"""Posting JSON to another system: once, without redirects, within limits of time and size."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from contextlib import closing
from typing import Any

from cxstaff.outgoing import guard
from cxstaff.outgoing.guard import Receiver

SECONDS = 10
"""How long connecting, and each answer of the network, may take."""
SECONDS_IN_ALL = 30
MOST_READ, TOLD = 64 * 1024, 200
MOST_SENT = 256 * 1024


class NotTaken(Exception):
    """Another system did not take what was posted; the sentence says why, and names no address.

    `was_sent` says that it may have been taken all the same: something went, and no answer came.
    """

    def __init__(self, sentence: str, *, was_sent: bool = False) -> None:
        super().__init__(sentence)
        self.was_sent = was_sent


def post_json(address: str, content: dict[str, Any], *, may_be_private: bool) -> None:
    """Post `content` to an address. Raises `NotTaken`, or `guard.NotAllowed`.

    Hold no transaction open around this.
    """
    body = json.dumps(content, ensure_ascii=False).encode()
    if len(body) > MOST_SENT:
        raise NotTaken("What was to be posted is too long.")
    receiver = guard.receiver_of(address, may_be_private=may_be_private)
    try:
        receiver = guard.looked_up(receiver, may_be_private=may_be_private)
        connection = _connected(receiver)
    except OSError as error:
        raise NotTaken(f"{receiver.host} cannot be reached: {_in_words(error)}") from error
    with closing(connection):
        status, said = _asked(connection, receiver, body)
    if not 200 <= status < 300:
        raise NotTaken(f"{receiver.host} answered {status}: {said or 'nothing'}")


def _asked(
    connection: http.client.HTTPConnection, receiver: Receiver, body: bytes
) -> tuple[int, str]:
    """Send the request; return the status of the answer and the beginning of what it says."""
    head = {"Content-Type": "application/json", "Connection": "close", "User-Agent": "cxstaff"}
    try:
        connection.request("POST", receiver.target, body, {**head, "Host": receiver.named})
        answer = connection.getresponse()
        return answer.status, _first_words(answer)
    except (OSError, http.client.HTTPException) as error:
        sentence = f"{receiver.host} did not answer: {_in_words(error)}"
        raise NotTaken(sentence, was_sent=True) from error


def _first_words(answer: http.client.HTTPResponse) -> str:
    """Return the beginning of an answer, however long or slow the rest is."""
    ends_at, parts, size = time.monotonic() + SECONDS_IN_ALL, list[bytes](), 0
    try:
        while size < MOST_READ and time.monotonic() < ends_at and (part := answer.read1(4096)):
            parts.append(part)
            size += len(part)
    except (OSError, http.client.HTTPException):
        pass  # the status is known, and that is what counts
    return " ".join(b"".join(parts).decode(errors="replace").split())[:TOLD]


def _connected(receiver: Receiver) -> http.client.HTTPConnection:
    """Connect to one of the addresses that were checked, never to a name."""
    connection = http.client.HTTPConnection(receiver.host, receiver.port, timeout=SECONDS)
    connection.sock = _socket_of(receiver)
    return connection


def _socket_of(receiver: Receiver) -> socket.socket:
    last: OSError | None = None
    for address in receiver.addresses:
        try:
            plain = socket.create_connection((address, receiver.port), SECONDS)
        except OSError as error:
            last = error
            continue
        if not receiver.is_encrypted:
            return plain
        context = ssl.create_default_context()
        return context.wrap_socket(plain, server_hostname=receiver.host)
    raise last or OSError("its name leads nowhere")


def _in_words(error: Exception) -> str:
    return str(error) or type(error).__name__
