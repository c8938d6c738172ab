"""The page on which HR sees whether groups are thanked alike, and its file."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.db import page_in
from cxstaff.people.access import Permission, allow, note_download
from cxstaff.people.queries import get_company, today
from cxstaff.recognition.fairness import queries
from cxstaff.recognition.fairness.forms import FairnessForm
from cxstaff.recognition.fairness.page import (
    NAMES,
    FairnessPage,
    headings_of_file,
    lines_of,
    rows_of_file,
)
from cxstaff.recognition.fairness.queries import MONTH_DAYS, Fairness, StaffGrouping
from cxstaff.recognition.views import bp
from cxstaff.tables.writing import as_csv, download


@bp.get("/thanks/fairness")
@allow(Permission.WATCH_THANKS)
def fairness() -> ResponseReturnValue:
    """Show how often people of each team, job, tenure or shift are thanked."""
    form = FairnessForm(request.args)
    found, by = _found(form), _by()
    page = FairnessPage(
        found=found,
        by=by,
        form=form,
        lines=page_in(lines_of(found.groups[by]), request.args.get("page", 1, int)),
        tabs=[(each.value, str(NAMES[each]), _place(each, form)) for each in StaffGrouping],
    )
    return render_template("recognition/fairness.html", page=page)


@bp.get("/thanks/fairness.csv")
@allow(Permission.WATCH_THANKS)
def fairness_file() -> ResponseReturnValue:
    """Hand out all groups as a file."""
    note_download("fairness.csv")
    rows = list(rows_of_file(_found(FairnessForm(request.args))))
    return download(as_csv(chain([headings_of_file()], rows)), "fairness.csv")


def _found(form: FairnessForm) -> Fairness:
    zone, until = get_company().zone, today()
    since = until - timedelta(days=round(form.chosen * MONTH_DAYS))
    return queries.fairness(since, until, clock.start_of(since, zone), clock.start_of(until, zone))


def _by() -> StaffGrouping:
    try:
        return StaffGrouping(request.args.get("by", StaffGrouping.TEAM))
    except ValueError:
        return StaffGrouping.TEAM


def _place(by: StaffGrouping, form: FairnessForm) -> str:
    return url_for("recognition.fairness", by=by.value, months=form.chosen)
