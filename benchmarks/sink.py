"""A mail server that takes every letter and keeps none, in a process of its own."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.smtp import SMTP


class Sink:
    """How many letters came, and by how many connections."""

    def __init__(self) -> None:
        self.letters, self.peers = 0, set[Any]()

    async def handle_DATA(  # noqa: N802 – as aiosmtpd has it
        self, _server: Any, session: Any, _envelope: Any
    ) -> str:
        """Take a letter."""
        self.letters += 1
        self.peers.add(session.peer)
        return "250 taken"


@contextmanager
def running() -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Yield the port of a sink, and its process: a line to it has it say what came."""
    words = [sys.executable, "-m", "benchmarks.sink"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(words, text=True, **pipes) as sink:
        try:
            yield int(_answer(sink)[0]), sink
        finally:
            sink.terminate()


def came(sink: subprocess.Popen[str]) -> tuple[int, int]:
    """Return how many letters have come so far, and by how many connections."""
    assert sink.stdin is not None
    sink.stdin.write("how many\n")
    sink.stdin.flush()
    letters, connections = _answer(sink)
    return int(letters), int(connections)


def _answer(sink: subprocess.Popen[str]) -> list[str]:
    assert sink.stdout is not None
    return sink.stdout.readline().split()


def _say(*words: int) -> None:
    sys.stdout.write(" ".join(str(each) for each in words) + "\n")
    sys.stdout.flush()


async def serve() -> None:
    """Take letters until the input ends."""
    sink, loop = Sink(), asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink), "127.0.0.1", 0)
    _say(server.sockets[0].getsockname()[1])
    while await asyncio.to_thread(sys.stdin.readline):
        _say(sink.letters, len(sink.peers))
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
