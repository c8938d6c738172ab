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
GRACE_SECONDS = 10
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
    running = [_start(command, port) for command in _commands(port)]
    console.print(f"\n[bold]http://{HOST}:{port}[/bold]  (Ctrl+C stops it)\n")
    try:
        while not stopped.wait(LOOK_SECONDS) and all(p.poll() is None for p in running):
            pass
    finally:
        _end(running)
    if not stopped.is_set():
        raise SystemExit("The web server or the job worker ended by itself; see above.")


def _commands(port: int) -> list[list[str]]:
    tools = Path(sys.executable).parent
    server = [str(tools / "granian"), "--interface", "wsgi", "--host", HOST, "--port", str(port)]
    return [
        [
            *server,
            "--workers",
            "1",
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
            "wsgi:app",
        ],
        [str(tools / "flask"), "--app", "wsgi", "jobs", "work"],
    ]


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
