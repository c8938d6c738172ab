"""The pages on which targets of the whole company begin, change and end."""

from __future__ import annotations

from flask import abort
from flask.typing import ResponseReturnValue

from cxstaff.measures import policy
from cxstaff.measures.views import bp
from cxstaff.measures.views.levers import begin_lever, change_lever, end_lever
from cxstaff.measures.views.targets import TARGETS
from cxstaff.people.access import Permission, allow, roles_of_visitor


@bp.route("/company/targets/new", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def new_company_target() -> ResponseReturnValue:
    """Measure the whole company on something."""
    only_who_may_define()
    return begin_lever(TARGETS, None)


@bp.route("/company/targets/<int:lever_id>/change", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def change_company_target(lever_id: int) -> ResponseReturnValue:
    """Let a target of the company be followed by another one."""
    only_who_may_define()
    return change_lever(TARGETS, None, lever_id)


@bp.route("/company/targets/<int:lever_id>/end", methods=["GET", "POST"])
@allow(Permission.SET_LEVERS)
def end_company_target(lever_id: int) -> ResponseReturnValue:
    """Let a target of the company end."""
    only_who_may_define()
    return end_lever(TARGETS, None, lever_id)


def only_who_may_define() -> None:
    """Turn away who keeps neither the catalogue nor the company's targets."""
    if not policy.may_define_measures(roles_of_visitor()):
        abort(403)
