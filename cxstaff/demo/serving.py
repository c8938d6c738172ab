"""One command that keeps a web server and a job worker running side by side until stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

from rich.console import Console

from config import ROOT

HOST = "127.0.0.1"
KILL_SECONDS = 10
"""Longer than any page takes; a connection that a browser keeps open holds a worker so long."""

GRACE_SECONDS = KILL_SECONDS + 5
LOOK_SECONDS = 1.0


class PortTaken(Exception):
    """Something else listens on the port."""


def run(port: int, console: Console) -> None:
    """Run Granian on `port` and `flask jobs work` until Ctrl+C, or until one of them ends.

    Raises `PortTaken` when the port is not free.
    """
    _check_free(port)
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    console.print("Starting the web server and the job worker …")
    running = [_start(command, port) for command in _commands(port)]
    while _is_starting(port, running) and not stopped.wait(LOOK_SECONDS / 5):
        pass
    console.print(f"\n[bold]http://{HOST}:{port}[/bold]  (Ctrl+C stops it)\n")
    try:
        while not stopped.wait(LOOK_SECONDS) and all(p.poll() is None for p in running):
            pass
    finally:
        _end(running)
    if not stopped.is_set():
        raise SystemExit("The web server or the job worker ended by itself; see above.")


def web_server(host: str, port: int, workers: int) -> list[str]:
    """Return the command that serves, as the README has it, to be followed by what is served.

    A worker that dies is replaced: without being told so, Granian stops all when one does. One
    that does not end when it should is killed.
    """
    return [
        str(Path(sys.executable).parent / "granian"),
        *("--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "4"),
        *("--respawn-failed-workers", "--respawn-interval", "1"),
        *("--workers-kill-timeout", str(KILL_SECONDS)),
    ]


def _commands(port: int) -> list[list[str]]:
    flask = Path(sys.executable).parent / "flask"
    return [
        [*web_server(HOST, port, 1), "--log-level", "warning", "wsgi:app"],
        [str(flask), "--app", "wsgi", "jobs", "work"],
    ]


def _is_starting(port: int, running: list[subprocess.Popen[bytes]]) -> bool:
    """Say whether both run, and the web server takes no connections yet."""
    with socket.socket() as probe:
        is_up = probe.connect_ex((HOST, port)) == 0
    return not is_up and all(process.poll() is None for process in running)


def _start(command: list[str], port: int) -> subprocess.Popen[bytes]:
    """Start one of them in a group of its own, so that Ctrl+C reaches only this process."""
    env = {"CXSTAFF_BASE_URL": f"http://{HOST}:{port}"} | os.environ
    return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)  # noqa: S603


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} is in use. Choose another one: PORT={port + 80} make run"
            ) from error
