"""Environments for what is measured beside this version with packages of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def python_with(place: Path, *wanted: str) -> Path | None:
    """Return the Python of an environment in `place` that holds what pip is told to install.

    It is made once; None where that cannot be (packages come over the network).
    """
    python = place / "bin" / "python"
    if python.exists():
        return python
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    words = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    if subprocess.run([*words, *wanted], capture_output=True, check=False).returncode:
        python.unlink()
        return None
    return python
