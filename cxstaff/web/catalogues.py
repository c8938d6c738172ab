"""Translated catalogues: kept as text beside the code, compiled by whoever finds them newer."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

TEXT, COMPILED = "messages.po", "messages.mo"


def compile_all(folder: Path) -> Iterator[str]:
    """Compile the catalogues below a folder that changed since, each in the folder of its language.

    Yields a complaint for each of which that is not allowed: its pages stay as they were.
    """
    for path in sorted(folder.glob(f"*/LC_MESSAGES/{TEXT}")):
        try:
            compile_newer(path)
        except OSError as trouble:
            yield f"{path} cannot be compiled: {trouble.strerror}"


def compile_newer(path: Path) -> bool:
    """Compile a catalogue beside it, unless that was done since it changed; say whether it was.

    No reader sees a part of it, and two who compile at once write the same. Raises `OSError`.
    """
    compiled, moment = path.with_name(COMPILED), path.stat().st_mtime_ns
    if compiled.exists() and compiled.stat().st_mtime_ns == moment:
        return False
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = BytesIO()
    with path.open("rb") as text:
        write_mo(made, read_po(text, locale=path.parent.parent.name, domain="messages"))
    unfinished = path.with_name(f".{COMPILED}.{os.getpid()}")
    unfinished.write_bytes(made.getvalue())
    os.utime(unfinished, ns=(moment, moment))  # as old as what it was made of
    unfinished.replace(compiled)
    return True


def extract_jobs(
    source: BinaryIO, keywords: Mapping[str, Any], comment_tags: Any, options: Any
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Collect for translators what a file of jobs says, and what each of its jobs is for.

    That is the first line of a job's docstring (`cxstaff.work.schedule.Job.purpose`). Babel asks
    this for the files that pyproject.toml names.
    """
    from babel.messages.extract import extract_python

    text = source.read()
    source.seek(0)
    yield from extract_python(source, keywords, comment_tags, options)
    for each in ast.walk(ast.parse(text)):
        if isinstance(each, ast.FunctionDef) and any(map(_is_job, each.decorator_list)):
            purpose = (ast.get_docstring(each) or "").splitlines()[0]
            yield each.lineno, None, purpose, []


def _is_job(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id == "job"
    )
