"""What is left out of a walk through every page cannot stand out: its usual t is too small."""

import numpy as np
import pytest

from benchmarks.linkage.pages import without_link
from benchmarks.linkage.quick import NEAR, grids, t_values
from cxstaff.linkage.comparison.comparison import judged
from cxstaff.linkage.comparison.panels import Panels
from cxstaff.linkage.estimates.reasons import Reason
from cxstaff.linkage.estimates.reliability import Reliability
from cxstaff.linkage.estimates.slopes import Slope, within_teams
from cxstaff.linkage.leads.family import Status
from cxstaff.linkage.material.periods import Period


@pytest.mark.parametrize("span", Period)
def test_usual_errors_are_smaller_than_those_that_count(span: Period) -> None:
    materials = without_link(12, [9, 2]).materials[span]
    e = np.stack([grids(Panels(each, 0), "csat")[0] for each in materials.values()])
    _, y, weight = grids(Panels(materials["index"], 0), "csat")
    last = e.shape[-1] - 1
    use = np.flatnonzero(np.isfinite(e[0, 0])[:last])
    quick = t_values(e[..., use], y[None][..., use + 1], weight[None][..., use + 1])[:, 0]
    for t, material in zip(quick, materials.values(), strict=True):
        made = within_teams(Panels(material, 1).of("csat"))
        assert isinstance(made, Slope)
        assert 1 < t * made.se / made.value < 1.5
        assert abs(t) >= NEAR or made.p > 0.05


def test_nothing_but_luck_keeps_the_standing_question_from_a_verdict() -> None:
    panels = Panels(without_link(12, [9, 2]).materials[Period.MONTH]["index"], 1)
    slope = within_teams(panels.of("csat"))
    made = judged(panels, "csat", slope, 1e-9, Status.STANDING)
    assert isinstance(made.reliability, Reliability)
    assert Reason.RELIABILITY_UNKNOWN not in made.reasons
