"""Pages that bring in a roster from a file: choose it, look at what would change, import it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock, tables
from cxstaff.db import Page, page_in
from cxstaff.errors import Refused
from cxstaff.forms import done
from cxstaff.people import policy
from cxstaff.people.access import Permission, allow, roles_of_visitor, signed_in
from cxstaff.people.queries import today
from cxstaff.people.roster import imports, uploaded
from cxstaff.people.roster.checking.changes import Plan
from cxstaff.people.roster.checking.check import KINDS, Check, PersonLine, checked
from cxstaff.people.roster.file_forms import QuestionsForm, RosterFileForm
from cxstaff.people.roster.late_moves import Displaced, displaced_by
from cxstaff.people.roster.page import CheckPage, person_row, problem_row
from cxstaff.people.roster.reading.headings import HEADINGS
from cxstaff.people.roster.reading.table import opened
from cxstaff.people.roster.words import FIELD_MEANINGS, FIELD_NAMES, KIND_NAMES
from cxstaff.people.views import bp
from cxstaff.people.views.uploads import how_to_read, kept_or_404, path_of
from cxstaff.tables.encodings import EncodingInDoubt
from cxstaff.web import number as written
from cxstaff.web import takes_files

LATE = "late"
"""The kind of changes that shows what would count for another team."""


@bp.get("/people/imports/new")
@allow(Permission.KEEP_ROSTER)
def new_import() -> ResponseReturnValue:
    """Ask for a file."""
    return _start(RosterFileForm())


@bp.get("/people/imports/example.csv")
@allow(Permission.KEEP_ROSTER)
def example_roster() -> ResponseReturnValue:
    """Hand out a small file as a model."""
    headers = {"Content-Disposition": "attachment; filename=roster.csv"}
    return Response("".join(imports.example()), mimetype="text/csv", headers=headers)


@bp.post("/people/imports")
@allow(Permission.KEEP_ROSTER)
@takes_files
def upload_roster() -> ResponseReturnValue:
    """Keep a file until it is imported."""
    form = RosterFileForm()
    if not form.is_fine():
        return _start(form), 422
    token = secrets.token_urlsafe(16)
    path = path_of(token)
    form.file.data.save(path)
    try:
        tables.unpack(path)
        opened(path)
    except EncodingInDoubt:
        pass  # asked on the next page
    except Refused as refused:
        path.unlink()
        form.form_errors.append(refused.in_words())
        return _start(form), 422
    return redirect(url_for("people.edit_roster_mapping", token=token), code=303)


@bp.get("/people/imports/<string:token>")
@allow(Permission.KEEP_ROSTER)
def show_import(token: str) -> ResponseReturnValue:
    """Show what is wrong with a file, or what it would change; nothing is written yet."""
    try:
        made = _plan(token)
    except Refused:  # something has to be said before it can be checked
        return redirect(url_for("people.edit_roster_mapping", token=token), code=303)
    return _check_page(token, made, QuestionsForm.about(made.questions))


@bp.post("/people/imports/<string:token>/answers")
@allow(Permission.KEEP_ROSTER)
def answer_import(token: str) -> ResponseReturnValue:
    """Keep what was answered about people and teams, and show the check again."""
    path, made = kept_or_404(token), _plan(token)
    form = QuestionsForm.about(made.questions)
    if not form.is_fine():
        return _check_page(token, made, form), 422
    how = how_to_read(path, opened(path))
    uploaded.keep_mapping(path, replace(how, answers={**how.answers, **form.answers()}))
    return redirect(url_for("people.show_import", token=token), code=303)


@bp.post("/people/imports/<string:token>")
@allow(Permission.KEEP_ROSTER)
def import_roster(token: str) -> ResponseReturnValue:
    """Import a file that was looked at: all of it, or nothing."""
    path = kept_or_404(token)
    imports.hold()
    made = _plan(token)
    if not made.is_ready:
        return _check_page(token, made, QuestionsForm.about(made.questions)), 409
    late = displaced_by(made, today())
    imports.write(made, actor=signed_in(), now=clock.now())
    told = ngettext(
        "The roster is imported: %(num)s person was added or changed.",
        "The roster is imported: %(num)s people were added or changed.",
        len(made.changes),
    )
    answer = done(told, url_for("people.index"))
    if late:
        flash(_moving(late), "info")
    uploaded.remove(path)
    return answer


def _start(form: RosterFileForm) -> str:
    return render_template(
        "people/imports/new.html",
        form=form,
        columns=HEADINGS,
        names=FIELD_NAMES,
        meanings=FIELD_MEANINGS,
    )


def _plan(token: str) -> Plan:
    path = kept_or_404(token)
    table = opened(path)
    may_give_roles = policy.may_give_roles(roles_of_visitor())
    how = how_to_read(path, table)
    return imports.check_table(table, how, today=today(), may_give_roles=may_give_roles)


def _check_page(token: str, made: Plan, form: QuestionsForm) -> str:
    kind, check = request.args.get("show", ""), checked(made, today())
    late = [] if made.problems else displaced_by(made, today())
    shown_late = late if kind == LATE else []
    page = CheckPage(
        token=token,
        plan=made,
        check=check,
        form=form,
        kinds=_tabs(token, check, kind, late),
        late=_moving(late) if late else None,
        shows_late=bool(shown_late),
        rows=_lines(made, shown_late, check.of_kind(kind)),
    )
    return render_template("people/imports/show.html", page=page)


def _lines(made: Plan, late: Sequence[Displaced], people: Sequence[PersonLine]) -> Page[Any]:
    """Return one page of what is wrong, of what would count otherwise, or of whom it changes."""
    number = request.args.get("page", 1, int)
    if made.problems:
        wrong = page_in(made.problems, number)
        return wrong.showing([problem_row(each) for each in wrong.items])
    if late:
        return page_in(late, number)
    changed = page_in(people, number)
    return changed.showing([person_row(each) for each in changed.items])


def _moving(late: Sequence[Displaced]) -> str:
    """Say how many interactions would count for another team, and who decides that."""
    told: str = ngettext(
        "%(num)s interaction would count for another team by this file. It stays where it is "
        "until CX moves it, on the page “Moves told late”.",
        "%(num)s interactions would count for another team by this file. They stay where they are "
        "until CX moves them, on the page “Moves told late”.",
        sum(each.interactions for each in late),
    )
    return told


def _tabs(
    token: str, check: Check, kind: str, late: Sequence[Displaced]
) -> list[dict[str, object]]:
    """Return the kinds of changes to choose among, each with how many people it has."""
    shown = [each for each in KINDS if check.counts[each]]
    changed = len(check.of_kind(""))
    labels = {"": _counted(_("All who change"), changed)}
    labels |= {each: _counted(KIND_NAMES[each], check.counts[each]) for each in shown}
    if late:
        labels[LATE] = _counted(_("Moves told late"), len({each.person_id for each in late}))
    return [
        {
            "label": label,
            "url": url_for("people.show_import", token=token, show=each or None),
            "is_current": each == (kind if kind in labels else ""),
        }
        for each, label in labels.items()
    ]


def _counted(kind: object, count: int) -> str:
    return f"{kind} ({written(count)})"
