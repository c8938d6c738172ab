"""Pages on which incentive plans start, change and end, and those of what they pay."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

import cxstaff.incentives.actions  # it keeps guards of plans from being retired
import cxstaff.incentives.payroll.views
import cxstaff.incentives.statements.closing_views
import cxstaff.incentives.statements.views  # noqa: F401 – they add to bp
from cxstaff.incentives.blueprint import bp
from cxstaff.incentives.forms import PlanForm
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.views.levers import LeverPages, add_pages

add_pages(
    bp,
    LeverPages(
        kind=IncentivePlan,
        path="plans",
        noun="plan",
        form=PlanForm,
        new_title=_l("New incentive plan"),
        change_title=_l("Change the incentive plan"),
        end_title=_l("End the incentive plan"),
        lead=_l("What is the team paid or rewarded for?"),
    ),
)
