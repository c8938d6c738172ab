"""Numbers of tests laid out by team and period, as what is read from the database is."""

from collections.abc import Callable, Mapping
from operator import attrgetter, itemgetter
from typing import Any

import numpy as np

from cxstaff.customers.outcomes import Estimate
from cxstaff.linkage.material.cells import Cells, numbers_of, results_of
from cxstaff.linkage.material.material import Material
from cxstaff.linkage.material.question import MeanScore, Place

HALF: dict[str, Callable[[Any], float]] = {"first_n": lambda _: 7.0, "second_n": lambda _: 7.0}
"""The people in each half of a team."""


def laid_out(
    scores: Mapping[Place, MeanScore],
    results: Mapping[str, Mapping[Place, Estimate]],
    interactions: Mapping[Place, int],
    running: int,
    halves: Mapping[Place, tuple[float, float]] | None = None,
    **more: Any,
) -> Material:
    """Give what a comparison is asked of, from numbers by place."""
    return Material(
        scores_of(scores),
        {key: results_of(dict(each)) for key, each in results.items()},
        numbers_of(dict(interactions)),
        running,
        _laid(halves or {}, first=itemgetter(0), second=itemgetter(1), **HALF),
        **more,
    )


def scores_of(scores: Mapping[Place, MeanScore]) -> Cells[MeanScore]:
    known = {name: attrgetter(name) for name in ("n", "value", "variance", "people")}
    return _laid(scores, **known, share=lambda _: 0.7)


def counted_of(counted: Mapping[Place, tuple[int, float]]) -> Cells[tuple[int, float]]:
    """Lay out answers and values: `n` and `value`."""
    return _laid(counted, n=itemgetter(0), value=itemgetter(1))


def _laid(items: Mapping[Place, Any], **getters: Callable[[Any], Any]) -> Cells[Any]:
    team, period = np.array(list(items), dtype=np.int64).reshape(-1, 2).T
    values = list(items.values())
    columns = {
        name: np.array([get(each) for each in values], dtype=np.float64)
        for name, get in getters.items()
    }
    return Cells(team, period, columns, values.__getitem__)
