"""A command of the product in a process of its own: how long it took, how much it held."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.served import ROOT

LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Watched:
    """Seconds, those of them at a processor, peak memory in MB (Linux keeps it as VmHWM), words."""

    took: float
    processor: float
    peak: float
    said: str


def run(words: list[str], env: dict[str, str], log_file: Path, code: Path = ROOT) -> Watched:
    """Run `flask WORDS` of the code there; raises RuntimeError with what it said when it fails."""
    command = [str(Path(sys.executable).parent / "flask"), "--app", "wsgi", *words]
    with log_file.open("w+") as log:
        started, before = time.perf_counter(), _processor_of_children()
        process = subprocess.Popen(command, cwd=code, env=os.environ | env, stdout=log, stderr=log)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, peak_of(process.pid))
            time.sleep(LOOK_SECONDS)
        took = time.perf_counter() - started
        log.seek(0)
        said = log.read()
    if process.returncode:
        raise RuntimeError(said)
    return Watched(took, _processor_of_children() - before, peak, said)


def _processor_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak_of(pid: int) -> float:
    """Return the most memory in MB that a process has held so far; 0 where it is gone."""
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
