"""Imports as addresses of pages name them."""

from __future__ import annotations

from flask import abort

from cxstaff.customers.imports.jobs import path_of
from cxstaff.customers.models import ImportRun, ImportState
from cxstaff.db import db


def run_or_404(run_id: int) -> ImportRun:
    """Return an import."""
    return db.session.get(ImportRun, run_id) or abort(404)


def open_run_or_404(run_id: int) -> ImportRun:
    """Return an import that may still be told how to read its file."""
    run = run_or_404(run_id)
    if run.records or run.state not in (ImportState.UPLOADED, ImportState.FAILED):
        abort(404)
    return run if path_of(run.stored_as).is_file() else abort(404)
