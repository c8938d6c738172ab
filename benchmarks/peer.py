"""A peer for answering: django-survey-and-report, in an environment of its own, never in ours."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.environments import python_with
from benchmarks.served import Visit

NAME = "django-survey-and-report 1.5"
WANTED = ("django-survey-and-report==1.5", *(f"{n}=={version(n)}" for n in ("granian", "psycopg")))
HERE = Path(__file__).resolve().parent / "surveys"


@dataclass(frozen=True, slots=True)
class Peer:
    """The peer on a database of its own: how it is served, and who visits it."""

    env: dict[str, str]
    granian: Path
    by_link: list[Visit]
    signed_in: list[Visit]


def install(folder: Path) -> Path | None:
    """Install the peer in a new environment; return its Python, or None where that cannot be."""
    wanted = [each.replace("psycopg=", "psycopg[binary]=") for each in WANTED]
    return python_with(folder / "peer", *wanted)


def found(python: Path, url: str, people: int) -> Peer:
    """Make its tables, two surveys like our round, and accounts; nobody has answered yet."""
    env = {"PEER_DATABASE": url, "PYTHONPATH": str(HERE)}
    command = [str(python), "-m", "project", str(people)]
    done = subprocess.run(
        command, env=os.environ | env, cwd=HERE, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    return Peer(
        env,
        python.parent / "granian",
        [Visit(told["open"]["path"], dict(told["open"]["form"])) for _ in range(people)],
        [
            Visit(told["closed"]["path"], dict(told["closed"]["form"]), cookie)
            for cookie in told["cookies"]
        ],
    )
