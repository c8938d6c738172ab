"""An earlier commit of this repository, unpacked to be measured beside this one."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

from benchmarks.environments import python_with
from benchmarks.served import ROOT


def unpacked(commit: str, folder: Path) -> Path | None:
    """Unpack a commit into `folder`, once; None where this is no repository that holds it."""
    if folder.exists():
        return folder
    packing = ["git", "archive", "--format=zip", commit]
    packed = subprocess.run(packing, cwd=ROOT, capture_output=True)
    if packed.returncode:
        return None
    with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder)
    return folder


def python_of(code: Path) -> Path | None:
    """Return a Python with the packages that an unpacked commit names; None without a network."""
    return python_with(code / ".venv", "--requirement", str(code / "requirements.txt"))
