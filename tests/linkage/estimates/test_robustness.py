"""How strong something unknown would have to be is what that takes, made and put into the model."""

from dataclasses import replace

import numpy as np
import pytest

from tests.linkage.estimates.brute_force import dummies
from tests.linkage.estimates.panels import columns, headline


def test_it_is_that_of_the_papers_example():
    t, df = 4.18, 783
    made = replace(headline(columns()), partial=t**2 / (t**2 + df))
    assert made.robustness == pytest.approx(0.139, abs=5e-4)


def test_something_unknown_of_that_strength_leaves_no_slope_and_weaker_ones_do():
    cols = columns(teams=9, periods=8, covariates=1, seed=4)
    root = np.sqrt(cols["weights"])
    given = np.column_stack(
        [cols["covariates"], dummies(cols["teams"]), dummies(cols["periods"])[:, 1:]]
    )
    given, e, y = root[:, None] * given, root * cols["e"], root * cols["y"]

    def left(values, *others):
        design = np.column_stack([given, *others])
        return values - design @ np.linalg.lstsq(design, values, rcond=None)[0]

    def slope(*unknown):
        design = np.column_stack([given, *unknown, e])
        return float(np.linalg.lstsq(design, y, rcond=None)[0][-1])

    made = headline(cols)
    without = (left(y) ** 2).sum()
    assert made.partial == pytest.approx(1 - (left(y, e) ** 2).sum() / without, rel=1e-8)

    own, rest = left(e), left(y, e)
    apart = left(np.random.default_rng(1).normal(size=y.size), e, y)
    axes = [each / np.sqrt((each**2).sum()) for each in (own, np.sign(made.value) * rest, apart)]

    def unknown(share):
        parts = np.sqrt([share, share * (1 - share), (1 - share) ** 2])
        return sum(part * axis for part, axis in zip(parts, axes, strict=True))

    value = made.robustness
    assert slope() == pytest.approx(made.value, rel=1e-8)
    assert slope(unknown(value)) == pytest.approx(0, abs=1e-8)
    assert slope(unknown(0.8 * value)) * made.value > 0
