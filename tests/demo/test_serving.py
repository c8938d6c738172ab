"""The web server outlives its workers, and `make run` says what it does before it does it."""

import http.client
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cxstaff.demo.serving import web_server

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Two workers, served by the README's own command but for the place and what they answer."""
    (told,) = commands()
    words = told.replace("0.0.0.0", "127.0.0.1").replace("8000", str(port))
    words = words.replace("wsgi:app", "tests.demo.whoami:app")
    granian = Path(sys.executable).parent / "granian"
    process = subprocess.Popen([granian, *shlex.split(words)[1:]], cwd=ROOT)
    yield process
    process.terminate()
    process.wait(PATIENCE)


def commands() -> list[str]:
    """Return the commands that the README starts Granian with, each in one line."""
    text = (ROOT / "README.md").read_text().replace("\\\n", "")
    return re.findall(r"\.venv/bin/(granian .*)", text)


def who_answers(port: int) -> int | None:
    """Return the process that answers, None where none does."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        return int(connection.getresponse().read())
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never came"


def test_a_worker_that_dies_is_replaced_and_the_other_answers_meanwhile(
    server: subprocess.Popen[bytes], port: int
) -> None:
    seen: set[int | None] = set()

    def look() -> set[int | None]:
        seen.add(who_answers(port))
        return seen - {None}

    until(lambda: len(look()) == 2)
    killed, other = sorted(each for each in seen if each)
    os.kill(killed, signal.SIGKILL)
    until(lambda: who_answers(port) == other)
    until(lambda: len(look()) == 3)
    (new,) = seen - {None, killed, other}
    os.kill(other, signal.SIGKILL)
    until(lambda: who_answers(port) == new)
    until(lambda: len(look()) == 4)  # told to end while one is replaced, it waits to kill it
    assert server.poll() is None


def test_the_papers_and_the_product_start_the_server_alike() -> None:
    ours = " ".join(web_server("0.0.0.0", 8000, 2)[1:])
    (told,) = commands()
    assert sorted(shlex.split(f"{ours} wsgi:app")) == sorted(shlex.split(told)[1:])


def test_make_says_what_takes_long_before_it_begins() -> None:
    for what in (".venv/.runs", ".venv/.tests", "run"):
        dry = ["make", "--always-make", "--dry-run", what]
        done = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True, check=True)
        lines = done.stdout.splitlines()
        long = [n for n, line in enumerate(lines) if "pip install" in line or "demo serve" in line]
        assert long
        for number in long:
            assert lines[number - 1].startswith("echo "), lines[number]


def test_an_empty_company_lies_beside_the_demonstration() -> None:
    dry = ["make", "--dry-run", "run"]
    served = [
        subprocess.run([*dry, *more], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for more in ([], ["COMPANY=empty"])
    ]
    assert ["--empty" in each for each in served] == [False, True]
    assert ["/var/empty" in each for each in served] == [False, True]
