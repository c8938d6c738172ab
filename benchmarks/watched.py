"""A command of the product in a process of its own: how long it took, how much it held."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.served import ROOT

LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Watched:
    """Seconds, peak memory in MB (Linux keeps it as VmHWM), and what the command said."""

    took: float
    peak: float
    said: str


def run(words: list[str], env: dict[str, str], log_file: Path) -> Watched:
    """Run `flask WORDS`; raises RuntimeError with what it said when it fails."""
    command = [str(Path(sys.executable).parent / "flask"), "--app", "wsgi", *words]
    with log_file.open("w+") as log:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env, stdout=log, stderr=log)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _peak_of(process.pid))
            time.sleep(LOOK_SECONDS)
        took = time.perf_counter() - started
        log.seek(0)
        said = log.read()
    if process.returncode:
        raise RuntimeError(said)
    return Watched(took, peak, said)


def _peak_of(pid: int) -> float:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
