"""Try the changes of the files that are told: `python -m benchmarks.mutants casemix periods`.

Which tests are about a file stands in pyproject.toml, under `tool.mutants`. Words choose the files
whose path holds any of them; without words it is all of them.
"""

import subprocess
import sys
import tomllib

from benchmarks.mutants.plugin import ROOT

OPTIONS = "-s -q --database sqlite -p no:cacheprovider -p no:xdist -p benchmarks.mutants.plugin"
KEPT_FOLDERS = "tmp_path_retention_policy=none"


def main(words: list[str]) -> int:
    """Try file after file, each in a process of its own."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutants"]
    chosen = {file: tests for file, tests in told.items() if any(w in file for w in words or [""])}
    for file, tests in chosen.items():
        command = [sys.executable, "-m", "pytest", *OPTIONS.split(), "-o", KEPT_FOLDERS]
        subprocess.run([*command, "--mutate", file, *tests.split()], cwd=ROOT, check=False)
    return 0 if chosen else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
