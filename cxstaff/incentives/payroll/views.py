"""Pages of payroll: a month's payments, shown and handed out as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from io import BytesIO

from flask import Response, abort, render_template, request, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.date_range import DAY, is_reasonable
from cxstaff.incentives.blueprint import bp
from cxstaff.incentives.payroll import page as pages
from cxstaff.incentives.payroll import queries
from cxstaff.incentives.payroll.queries import PayrollLine
from cxstaff.people.access import Permission, allow, note_download
from cxstaff.people.queries import get_company, today
from cxstaff.points import units
from cxstaff.tables.writing import Sheet, as_csv, download, write_xlsx

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/payroll")
@allow(Permission.PAY)
def payroll() -> ResponseReturnValue:
    """Show what was paid in a month."""
    first = _month()
    found = queries.payroll_page(*_within(first), request.args.get("page", 1, int))
    rows = found.showing([pages.row(each) for each in found.items])
    page = pages.PayrollPage(rows, first, _earlier(first), _later(first))
    return render_template("incentives/payroll.html", page=page)


@bp.get("/payroll.csv")
@allow(Permission.PAY)
def payroll_csv() -> ResponseReturnValue:
    """Hand out what was paid in a month as lines."""
    first = _month()
    note_download(_name(first, "csv"))
    lines = list(as_csv(_lines(first)))  # read here: the session ends before the answer is sent
    return download(lines, _name(first, "csv"))


@bp.get("/payroll.xlsx")
@allow(Permission.PAY)
def payroll_xlsx() -> ResponseReturnValue:
    """Hand out what was paid in a month as a workbook."""
    first, file = _month(), BytesIO()
    note_download(_name(first, "xlsx"))
    rows = map(_line, queries.payroll(*_within(first)))
    write_xlsx([Sheet(f"{first:%Y-%m}", _headings(), rows)], file)
    file.seek(0)
    answer: Response = send_file(
        file, SPREADSHEET, as_attachment=True, download_name=_name(first, "xlsx")
    )
    return answer


def _earlier(first: date) -> str:
    """Return the month before, where something was paid until then."""
    began = queries.first_payment()
    is_there = began is not None and began < _within(first)[0]
    return f"{pages.month_before(first):%Y-%m}" if is_there else ""


def _later(first: date) -> str:
    after = pages.month_after(first)
    return f"{after:%Y-%m}" if after <= today() else ""


def _month() -> date:
    """Return the first day of the month that was asked for; without one, of this month."""
    asked = request.args.get("month", "")
    if not asked:
        return today().replace(day=1)
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        abort(404)
    if not is_reasonable(first):
        abort(404)
    return first


def _within(first: date) -> tuple[datetime, datetime]:
    zone = get_company().zone
    return clock.start_of(first, zone), clock.start_of(pages.month_after(first), zone)


def _name(first: date, ending: str) -> str:
    return f"payroll-{first:%Y-%m}.{ending}"


def _lines(first: date) -> Iterator[Sequence[object]]:
    yield _headings()
    yield from map(_line, queries.payroll(*_within(first)))


def _headings() -> list[str]:
    told = (_("Employee number"), _("Name"), _("Team"), _("Plan"), _("From"), _("To"))
    return [*map(str, told), str(_("Amount")), str(_("Unit")), str(_("Statement"))]


def _line(line: PayrollLine) -> list[str | float]:
    last_day = line.until - DAY
    return [
        *(line.employee_number or "", line.name, line.team, line.plan),
        *(line.since.isoformat(), last_day.isoformat()),
        *(units.number(line.amount, line.unit), line.unit, line.statement_id),
    ]
