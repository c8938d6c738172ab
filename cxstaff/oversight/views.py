"""Pages of the security log: all of it for admins, one's own lines for everybody."""

from __future__ import annotations

from flask import Blueprint, Flask, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from cxstaff import clock
from cxstaff.oversight import queries
from cxstaff.oversight.forms import LogFilter
from cxstaff.oversight.words import noted
from cxstaff.people import queries as people
from cxstaff.people.access import Permission, allow, signed_in
from cxstaff.security_log import Act, Area
from cxstaff.security_log import queries as log
from cxstaff.security_log.access import record_reading
from cxstaff.security_log.queries import WantedActs
from cxstaff.tables import writing

bp = Blueprint("oversight", __name__, url_prefix="/security-log")


def init_app(app: Flask) -> None:
    """Let the table of lines write what was noted in the reader's language."""
    app.jinja_env.globals["noted"] = noted


@bp.get("")
@allow(Permission.READ_SECURITY_LOG)
def index() -> ResponseReturnValue:
    """List what was done, newest first, as it is searched for."""
    form = LogFilter(request.args)
    wanted = _wanted(form)
    page = queries.page(wanted or WantedActs(), request.args.get("page", 1, int))
    sought = {name: value for name in form.data if (value := request.args.get(name))}
    answer = render_template(
        "oversight/index.html",
        form=form,
        page=page,
        sought=sought,
        waiting=log.waiting_count(),
        checkpoint=log.newest_checkpoint(),
    )
    return answer, (200 if wanted else 422)


@bp.get("/lines.csv")
@allow(Permission.READ_SECURITY_LOG)
def export() -> ResponseReturnValue:
    """Hand out what is searched for as a file, and note that it was."""
    wanted = _wanted(LogFilter(request.args)) or WantedActs()
    record_reading(Act.LOG_EXPORTED, by=signed_in(), now=clock.now())
    lines = stream_with_context(writing.as_csv(queries.every_row(wanted)))
    return writing.download(lines, "security-log.csv")


@bp.get("/mine")
@allow(Permission.USE)
def mine() -> ResponseReturnValue:
    """List what the person who is signed in did, and what was done about them."""
    page = queries.page_about(signed_in().id, request.args.get("page", 1, int))
    return render_template("oversight/mine.html", page=page)


def _wanted(form: LogFilter) -> WantedActs | None:
    """Return what is searched for, or None where it cannot be understood."""
    if not form.validate():
        return None
    area = Area(form.area.data) if form.area.data else None
    zone = people.zone_of(signed_in())
    return queries.search(form.who.data or "", area, form.since.data, form.until.data, zone)
