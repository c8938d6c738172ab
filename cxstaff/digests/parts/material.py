"""What several editions tell alike, each part read once a run."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask_babel import get_locale

from cxstaff.alignment.queries import team_tree
from cxstaff.alignment.tree import TeamTree

Part = TypeVar("Part")


class EditionMaterial:
    """Parts that were read, by what they hang on; plain values, good for one run.

    Nothing that belongs to a database session may be kept: a run has many.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}

    def once(self, key: Hashable, read: Callable[[], Part]) -> Part:
        """Return what `read` gives, read at the first time that it is asked for under `key`."""
        if key not in self._known:
            self._known[key] = read()
        found: Part = self._known[key]
        return found

    def in_words(self, key: Hashable, write: Callable[[], Part]) -> Part:
        """Return the same of what holds words, once in each language."""
        return self.once((key, str(get_locale())), write)

    @property
    def teams(self) -> TeamTree:
        """Return every team, as they stand."""
        return self.once("teams", team_tree)
