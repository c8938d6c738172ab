"""What a page says where it has nothing to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class EmptyState:
    """A picture, a title and a sentence in the place of a list, and what to do about it.

    `icon` is a name in static/vendor/icons.txt; `endpoint` and `place` say where `action` leads,
    which is empty where nothing can be done.
    """

    icon: str
    title: str
    text: str
    action: str = ""
    endpoint: str = ""
    place: Mapping[str, Any] = field(default_factory=dict)
