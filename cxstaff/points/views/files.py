"""Statements as files: what their pages show, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from tempfile import TemporaryFile

from flask import abort, request, send_file, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff.people.access import Permission, allow, note_download
from cxstaff.points import queries, units
from cxstaff.points.models import LedgerAccount
from cxstaff.points.views import bp
from cxstaff.points.views.accounts import account_or_404
from cxstaff.points.views.own import only_when_on, own_account
from cxstaff.points.words import name_of, told_of, unit_name
from cxstaff.tables.writing import Sheet, as_csv, download, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/accounts/<int:account_id>/statement.<any(csv,xlsx):ending>")
@allow(Permission.KEEP_BUDGETS)
def statement(account_id: int, ending: str) -> ResponseReturnValue:
    """Hand out the statement of one of the company's accounts."""
    account_or_404(account_id)
    name = f"account-{account_id}.{ending}"
    note_download(name)
    return _file(name, lambda: account_or_404(account_id))


@bp.get("/statement.<any(csv,xlsx):ending>")
@allow(Permission.USE_POINTS)
def own_statement(ending: str) -> ResponseReturnValue:
    """Hand out one's own statement."""
    only_when_on()
    unit = request.args.get("unit")
    return _file(f"statement.{ending}", lambda: own_account(unit) or abort(404))


def _file(name: str, find: Callable[[], LedgerAccount]) -> ResponseReturnValue:
    if name.endswith(".csv"):
        find()  # before the first line is sent

        def lines() -> Iterator[str]:
            account = find()  # what was read before is gone while the file is sent
            yield from as_csv(chain([_headings()], _rows(account)))

        return download(stream_with_context(lines()), name)
    file = TemporaryFile()  # noqa: SIM115 – closed with the response
    write_xlsx([Sheet(_("Statement"), _headings(), _rows(find()))], file)
    file.seek(0)
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)


def _headings() -> list[str]:
    day, for_, other = _("Day"), _("What for"), _("From or to")
    return [_("Number"), day, for_, other, _("Change"), _("Balance"), _("Unit")]


def _rows(account: LedgerAccount) -> Iterator[Sequence[object]]:
    unit = account.unit
    for line in queries.statement_of(account):
        made = line.transfer
        numbers = (units.number(each, unit) for each in (line.change, line.balance))
        other, day = name_of(line.other), made.effective_on.isoformat()
        yield [made.id, day, told_of(made), other, *numbers, unit_name(unit)]
