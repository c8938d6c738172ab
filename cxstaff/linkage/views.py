"""Every page that holds engagement against customer results; each has a package of its own."""

from __future__ import annotations

import cxstaff.linkage.comparison.views
import cxstaff.linkage.declaring.views
import cxstaff.linkage.drivers.views
import cxstaff.linkage.judging.views
import cxstaff.linkage.planner.views
import cxstaff.linkage.screen.views
import cxstaff.linkage.signs.views
import cxstaff.linkage.standings.views
import cxstaff.linkage.studies.views  # noqa: F401
from cxstaff.linkage.blueprint import bp

__all__ = ["bp"]
