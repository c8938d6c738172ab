"""The words of a question in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Worded(Protocol):
    """A question of the catalogue or of a round; `translations` hold its words by locale."""

    @property
    def wording(self) -> str:
        """Return what is asked, in the original."""

    @property
    def options(self) -> Sequence[str] | None:
        """Return what can be chosen, in the original."""

    @property
    def low_end(self) -> str | None:
        """Return what the lowest number means, in the original."""

    @property
    def high_end(self) -> str | None:
        """Return what the highest number means, in the original."""

    @property
    def translations(self) -> Mapping[str, Mapping[str, Any]]:
        """Return wording, options, low_end and high_end by locale."""


@dataclass(frozen=True, slots=True)
class Words:
    """A question as it is read."""

    wording: str
    options: tuple[str, ...]
    low_end: str | None
    high_end: str | None

    @property
    def listed(self) -> str:
        """Return what can be answered in brackets; "" where it is not told."""
        return f"({self.answers})" if self.answers else ""

    @property
    def answers(self) -> str:
        """Return what can be answered in a line: the options, or what the ends mean."""
        if self.options:
            return " · ".join(self.options)
        return f"{self.low_end or '…'} – {self.high_end or '…'}" if self._has_ends else ""

    @property
    def _has_ends(self) -> bool:
        return bool(self.low_end or self.high_end)


def wording_of(question: Worded, locale: object) -> Words:
    """Return a question's words in `locale` ('pt_BR', or a Babel locale).

    What is missing there is taken from 'pt', then from the original; options are taken together.
    """
    options: Sequence[str] = question.options or ()
    found = [
        question.translations[each] for each in _wider(locale) if each in question.translations
    ]
    fitting = (
        each.get("options")
        for each in found
        if len(each.get("options") or ()) == len(options) and all(each.get("options") or ())
    )
    chosen: Sequence[str] | None = next(fitting, None)
    return Words(
        wording=_first(found, "wording") or question.wording,
        options=tuple(chosen or options),
        low_end=_first(found, "low_end") or question.low_end,
        high_end=_first(found, "high_end") or question.high_end,
    )


def _wider(locale: object) -> Iterator[str]:
    """Give 'zh_Hant_TW', 'zh_Hant' and 'zh' for the first of them."""
    code = str(locale or "").replace("-", "_")
    while code:
        yield code
        code = code.rpartition("_")[0]


def _first(found: Sequence[Mapping[str, Any]], name: str) -> str | None:
    return next((each[name] for each in found if each.get(name)), None)
