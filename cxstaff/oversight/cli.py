"""What an operator can do with the security log: hold it against its chain and checkpoints."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from rich.console import Console

from cxstaff.db import reading
from cxstaff.security_log import hash_chain as chain
from cxstaff.security_log import queries as log

security_log_cli = AppGroup("security-log", help="Who did what, and whether that was rewritten.")


def init_app(app: Flask) -> None:
    """Add `flask security-log …`."""
    app.cli.add_command(security_log_cli)


@security_log_cli.command("verify")
@click.option(
    "--checkpoints",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with checkpoints that were sent out: their letters, or lines of them.",
)
def verify(file: Path | None) -> None:
    """Say whether the security log is as it was written; fails when it was rewritten."""
    given = chain.read(file.read_text("utf-8", "replace")) if file else {}
    if file and not given:
        raise click.ClickException(
            "No checkpoint stands in that file. One reads: 2026-03-18 412 and 64 signs 0-9, a-f."
        )
    with reading():
        report, console = log.held_against(given), Console()
    for fault in report.faults:
        console.print(fault)
    if not report.is_whole:
        sys.exit(1)
    forgotten = report.lines - report.notes
    console.print(
        f"{report.lines} lines, each as it was written, {forgotten} without a note. "
        f"{len(given)} checkpoints given, all of them fit."
    )
