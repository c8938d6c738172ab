"""What became of interactions that were taken in, in numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from cxstaff.customers.reading.contact import Problem


@dataclass(slots=True)
class Loaded:
    """What became of some interactions; `refused` holds their place in the list and why.

    `updated` counts interactions that the import changed: it falls where what an earlier chunk of
    the same import changed is as it was again. Of those, `turned_back` would be what they were
    before an earlier change. `too_old` counts those whose details were left out, since they are
    older than the company keeps them.
    """

    accepted: int = 0
    updated: int = 0
    duplicates: int = 0
    left_out: int = 0
    turned_back: int = 0
    too_old: int = 0
    refused: list[tuple[int, Problem]] = field(default_factory=list)

    @property
    def released(self) -> int:
        """Return of how many records it is known what became of them."""
        return self.accepted + self.updated + self.duplicates + self.left_out
