"""The head of the chain: one line that says whether the ledger was rewritten since."""

from __future__ import annotations

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from cxstaff.people.access import Permission, allow
from cxstaff.points import queries
from cxstaff.points.page.budgets import HeadPage
from cxstaff.points.views import bp
from cxstaff.points.views.places import tabs
from cxstaff.security_log import hash_chain as chain


@bp.get("/chain")
@allow(Permission.KEEP_BUDGETS)
def head() -> ResponseReturnValue:
    """Show the newest link of the chain, to be kept elsewhere."""
    link = queries.head()
    waiting = queries.count_of_transfers() - (link.position if link else 0)
    page = HeadPage(link, _line(), waiting, tabs())
    return render_template("points/head.html", page=page)


@bp.get("/chain.txt")
@allow(Permission.KEEP_BUDGETS)
def head_file() -> ResponseReturnValue:
    """Hand the line out as a file."""
    headers = {"Content-Disposition": 'attachment; filename="points-head.txt"'}
    return Response(f"{_line()}\n", mimetype="text/plain", headers=headers)


def _line() -> str:
    link = queries.head()
    return chain.written(link.linked_on, link.position, link.digest) if link else ""
