"""A WSGI application behind Granian on loopback, and a load that asks it from several threads."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from cxstaff.demo.serving import web_server

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
THREADS = 8
PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Post:
    """One request of the load."""

    path: str
    form: dict[str, str]
    cookie: str


@dataclass(frozen=True, slots=True)
class Load:
    """Hold what a load saw: requests sent, how many a second, latencies (ms), wrong answers."""

    sent: int
    per_second: float
    median: float
    p95: float
    p99: float
    wrong: int


@contextmanager
def serving(target: str, env: dict[str, str], workers: int, code: Path = ROOT) -> Iterator[int]:
    """Serve `target` of the code in a folder the way the README says; yield its port."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [*web_server(HOST, port, workers), "--log-level", "warning", target]
    process = subprocess.Popen(command, cwd=code, env=os.environ | env)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def load(port: int, posts: Sequence[Post], expected: int) -> Load:
    """Send `posts` from eight threads over kept connections; `expected` is the right status."""
    shares = [posts[n::THREADS] for n in range(THREADS)]
    seen: list[tuple[float, int]] = []
    threads = [threading.Thread(target=_send, args=(port, share, seen)) for share in shares]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    latencies = sorted(1000 * seconds for seconds, _ in seen)
    return Load(
        sent=len(posts),
        per_second=len(posts) / took,
        median=statistics.median(latencies),
        p95=latencies[int(0.95 * len(latencies))],
        p99=latencies[int(0.99 * len(latencies))],
        wrong=sum(status != expected for _, status in seen) + len(posts) - len(seen),
    )


def _send(port: int, posts: Sequence[Post], seen: list[tuple[float, int]]) -> None:
    with closing(http.client.HTTPConnection(HOST, port, timeout=60)) as connection:
        for post in posts:
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": post.cookie}
            started = time.perf_counter()
            connection.request("POST", post.path, urlencode(post.form), headers)
            answer = connection.getresponse()
            answer.read()
            seen.append((time.perf_counter() - started, answer.status))


def _wait_for(port: int) -> None:
    for _ in range(PATIENCE):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not come up.")
