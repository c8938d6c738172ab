"""A WSGI application behind Granian on loopback, and a load that asks it from several threads."""

from __future__ import annotations

import http.client
import os
import re
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from cxstaff.demo.serving import web_server

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
THREADS = 8
PATIENCE = 300
TOKEN = re.compile(r'name="(csrf_?\w*)" value="([^"]+)"')


@dataclass(slots=True)
class Visit:
    """One person: the page they open, what they post there, and what their browser holds.

    The token of the form is filled in when the page is opened.
    """

    path: str
    form: dict[str, str]
    cookie: str = ""


@dataclass(frozen=True, slots=True)
class Load:
    """Hold what a load saw: visits, how many a second, latencies (ms), wrong answers.

    `processor` is what the server's processes worked for each, in ms; other work on the machine
    makes it longer, too, but far less than `per_second`.
    """

    sent: int
    per_second: float
    processor: float
    median: float
    p95: float
    p99: float
    wrong: int


@dataclass(frozen=True, slots=True)
class Server:
    """A server on loopback, and the process that started its workers."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Return how long its processes have worked."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_worked(int(pid)) for pid in (self.pid, *children))


@contextmanager
def serving(
    target: str, env: dict[str, str], workers: int, code: Path = ROOT, granian: Path | None = None
) -> Iterator[Server]:
    """Serve `target` of the code in a folder the way the README says; yield where.

    `granian` is that of another environment, whose packages it serves with.
    """
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    command = [*web_server(HOST, port, workers), "--log-level", "warning", target]
    command[0] = str(granian or command[0])
    process = subprocess.Popen(command, cwd=code, env=os.environ | env)
    try:
        _wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait()


def send(server: Server, visits: Sequence[Visit], expected: int) -> Load:
    """Send what people post, from eight threads over kept connections.

    `expected` is the right status of the answer.
    """
    return _load(server, visits, expected, _send)


def open_and_send(server: Server, visits: Sequence[Visit], expected: int) -> Load:
    """Let each person open their page first, which gives them the token that they send."""
    return _load(server, visits, expected, _open_and_send)


def _load(
    server: Server,
    visits: Sequence[Visit],
    expected: int,
    act: Callable[[http.client.HTTPConnection, Visit], int],
) -> Load:
    shares = [visits[n::THREADS] for n in range(THREADS)]
    seen: list[tuple[float, int]] = []

    def work(share: Sequence[Visit]) -> None:
        with closing(http.client.HTTPConnection(HOST, server.port, timeout=60)) as connection:
            for visit in share:
                started = time.perf_counter()
                status = act(connection, visit)
                seen.append((time.perf_counter() - started, status))

    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    started, worked = time.perf_counter(), server.processor_seconds()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    latencies = sorted(1000 * seconds for seconds, _ in seen)
    return Load(
        sent=len(visits),
        per_second=len(visits) / took,
        processor=1000 * (server.processor_seconds() - worked) / len(visits),
        median=statistics.median(latencies),
        p95=latencies[int(0.95 * len(latencies))],
        p99=latencies[int(0.99 * len(latencies))],
        wrong=sum(status != expected for _, status in seen) + len(visits) - len(seen),
    )


def _send(connection: http.client.HTTPConnection, visit: Visit) -> int:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": visit.cookie}
    connection.request("POST", visit.path, urlencode(visit.form), headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _open_and_send(connection: http.client.HTTPConnection, visit: Visit) -> int:
    connection.request("GET", visit.path, headers={"Cookie": visit.cookie})
    answer = connection.getresponse()
    page = answer.read().decode()
    given = [each.partition(";")[0] for each in answer.headers.get_all("Set-Cookie") or ()]
    held = dict(each.strip().split("=", 1) for each in (*visit.cookie.split(";"), *given) if each)
    visit.cookie = "; ".join(f"{name}={value}" for name, value in held.items())
    visit.form |= dict(TOKEN.findall(page)[:1])
    return _send(connection, visit)


def _worked(pid: int) -> float:
    """Return how many seconds a process has worked, in its own code and in the kernel for it."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _wait_for(port: int) -> None:
    for _ in range(PATIENCE):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("The server did not come up.")
