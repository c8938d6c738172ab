"""The files of a round's results: what the pages show, for a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from tempfile import TemporaryFile

from flask import send_file, stream_with_context
from flask.typing import ResponseReturnValue

from cxstaff.people.access import Permission, allow, note_download
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.results import exporting
from cxstaff.pulses.results.views.scope import Scope, scores_or_404
from cxstaff.tables.writing import as_csv, download, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/pulses/rounds/<int:round_id>/results.csv")
@allow(Permission.READ_RESULTS)
def results_csv(round_id: int) -> ResponseReturnValue:
    """Give what the pages of results show as one CSV file, part after part."""
    name = f"{_name(scores_or_404(round_id))}.csv"
    note_download(name)

    def lines() -> Iterator[str]:
        again = scores_or_404(round_id)  # what was read before is gone while the file is sent
        yield from as_csv(exporting.rows(_parts(again)))

    return download(stream_with_context(lines()), name)


@bp.get("/pulses/rounds/<int:round_id>/results.xlsx")
@allow(Permission.READ_RESULTS)
def results_xlsx(round_id: int) -> ResponseReturnValue:
    """Give what the pages of results show as an Excel file, a sheet for each part."""
    scope = scores_or_404(round_id)
    file = TemporaryFile()  # noqa: SIM115 – closed with the response
    write_xlsx(_parts(scope), file)
    file.seek(0)
    name = f"{_name(scope)}.xlsx"
    note_download(name)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)


def _parts(scope: Scope) -> exporting.ExportParts:
    place = exporting.FilePlace(
        scope.round, scope.team_id, scope.name, scope.below, scope.listed, scope.reads_comments
    )
    return exporting.parts(place)


def _name(scope: Scope) -> str:
    """Return a name of plain letters: pulse, team, first day."""
    words = f"{scope.round.pulse.name} {scope.team.name if scope.team else 'everybody'}"
    plain = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:80] or "pulse"
    return f"{plain}-{scope.round.opens_at:%Y-%m-%d}"
