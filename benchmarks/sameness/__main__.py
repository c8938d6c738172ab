"""Compare what two states of the code say: `python -m benchmarks.sameness [--against COMMIT]`.

Companies are made once, with the earlier code. Both states of the code then show every page of
copies of them, with the clock stopped; what differs is named, and nothing may.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from benchmarks.earlier import unpacked
from benchmarks.sameness.differences import differences
from benchmarks.served import ROOT

COMPANIES = ("small", "odd", "medium", "demonstration")
FEW_REPLICATIONS = "2"
OWN = ROOT / "benchmarks" / "sameness"
MOST_TOLD = 40


@click.command()
@click.option("--against", default="HEAD", show_default=True, help="The commit to compare with.")
@click.option("--of", default="", help="The commit that is compared.  [default: the files here]")
@click.option("--only", multiple=True, type=click.Choice([*COMPANIES, "table"]))
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var/sameness"),
    show_default=True,
    help="Where companies and pages are kept; a commit's are written once.",
)
def main(against: str, of: str, only: tuple[str, ...], folder: Path) -> None:
    """Say what differs between two states of the code; end with 1 where anything does."""
    folder = folder.resolve()
    before, after = _tree(against, folder), _tree(of, folder)
    companies = folder / _newest_migration(before)
    theirs, ours = (companies / "pages" / tree.name[:12] for tree in (before, after))
    failed = False
    for name in only or (*COMPANIES, "table"):
        if name != "table" and not (companies / name).exists():
            _run(before, "companies", name, str(companies / name))
        for tree, to in ((before, theirs), (after, ours)):
            if tree == ROOT:
                shutil.rmtree(to / name, ignore_errors=True)
            if not (to / name).exists():
                _write(tree, name, companies, to)
        files = sum(path.is_file() for path in (ours / name).rglob("*"))
        found = list(differences(theirs / name, ours / name))
        failed |= bool(found) or not files
        click.echo(f"{name}: {files} files, {len(found)} differ")
        for line in found[:MOST_TOLD]:
            click.echo(f"  {line}")
    sys.exit(failed)


def _tree(commit: str, folder: Path) -> Path:
    """Return where the code of a commit lies; "" stands for the files here."""
    if not commit:
        return ROOT
    found = subprocess.run(
        ["git", "rev-parse", "--verify", f"{commit}^{{commit}}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    full = found.stdout.strip()
    tree = unpacked(full, _made(folder / "code") / full) if full else None
    if tree is None:
        raise click.ClickException(f"There is no commit {commit}.")
    return tree


def _write(tree: Path, name: str, companies: Path, to: Path) -> None:
    """Let the code in `tree` write all that it says of a company into a folder.

    The folder gets its name once it is whole, so that a run that was stopped leaves none behind.
    """
    unfinished = to / f"{name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    if name == "table":
        _run(tree, "table", str(_made(unfinished)), FEW_REPLICATIONS)
    else:
        _run(tree, "visiting", str(companies / name), str(_made(unfinished)))
    unfinished.rename(to / name)


def _run(tree: Path, module: str, *words: str) -> None:
    """Run a module of this package on the code in `tree`, on one processor."""
    if tree != ROOT:
        shutil.copytree(OWN, tree / "benchmarks" / "sameness", dirs_exist_ok=True)
    known = os.environ | {"PYTHONPATH": str(tree), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", f"benchmarks.sameness.{module}", *words]
    subprocess.run(command, cwd=tree, env=known | {"OPENBLAS_NUM_THREADS": "1"}, check=True)


def _newest_migration(tree: Path) -> str:
    return max(path.stem for path in (tree / "migrations" / "versions").glob("*.py"))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    main()
