"""Buttons that add measures of the starter set to the catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from flask import abort, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.forms import done
from cxstaff.measures import actions
from cxstaff.measures.starters import STARTERS
from cxstaff.measures.views import bp
from cxstaff.measures.views.company_targets import only_who_may_define
from cxstaff.people.access import Permission, allow, signed_in


@bp.post("/measures/starters")
@allow(Permission.SET_LEVERS)
def add_starters() -> ResponseReturnValue:
    """Add all of the starter set that the catalogue does not have."""
    only_who_may_define()
    return _add(STARTERS)


@bp.post("/measures/starters/<string:key>")
@allow(Permission.SET_LEVERS)
def add_starter(key: str) -> ResponseReturnValue:
    """Add one measure of the starter set, with its guard."""
    only_who_may_define()
    return _add([key]) if key in STARTERS else abort(404)


def _add(keys: Iterable[str]) -> ResponseReturnValue:
    added = actions.add_starters(keys, signed_in(), now=clock.now())
    told = _("Added: %(names)s.", names=", ".join(each.name for each in added))
    told = told if added else _("The catalogue has it already.")
    return done(told, url_for("measures.index"))
