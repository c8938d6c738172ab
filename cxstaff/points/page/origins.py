"""Where transfers of features above came from: what each was given with, and the page of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cxstaff.points.models import Transfer
from cxstaff.web.marks import Way

Finding = Callable[[Sequence[int]], Mapping[int, Way]]
"""Returns for ids of transfers where each came from, of those of which that is still known."""

_FINDING: dict[str, Finding] = {}


def tell_origins(beginning: str, find: Finding) -> None:
    """Let a feature above say where transfers whose keys begin so came from."""
    _FINDING[beginning] = find


def origins_of(transfers: Sequence[Transfer]) -> dict[int, Way]:
    """Return where transfers came from, by id, of those of which somebody knows it."""
    found = dict[int, Way]()
    for beginning, find in _FINDING.items():
        ids = [each.id for each in transfers if each.key.startswith(beginning)]
        found |= find(ids) if ids else {}
    return found
