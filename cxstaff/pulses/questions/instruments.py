"""Where the questions of the bank come from: who made each instrument, and on what terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

TEEI, ENPS, OWN = "teei", "enps", "own"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A set of questions by one author; `link` is shown as text, never followed."""

    key: str
    name: Any
    author: str
    reference: str
    terms: Any
    link: str | None = None

    @property
    def source(self) -> str:
        """Return name and author in one line, as it is kept with every round."""
        return f"{self.name}, {self.author}"


INSTRUMENTS = {
    each.key: each
    for each in (
        Instrument(
            TEEI,
            _l("Temkin Employee Engagement Index"),
            "© Bruce Temkin",
            "Temkin Group, Employee Engagement Benchmark Study, 2016",
            _l("The author invites everybody to use it and asks to be named as the source."),
            "experiencematters.blog",
        ),
        Instrument(
            ENPS,
            _l("Employee Net Promoter question"),
            "Fred Reichheld, Bain & Company",
            "Bain & Company, The Employee Net Promoter System",
            _l(
                "Free to ask. Net Promoter and NPS are registered marks of Bain & Company, "
                "NICE Systems and Fred Reichheld."
            ),
            "netpromotersystem.com/about/employee-nps",
        ),
        Instrument(
            OWN,
            _l("Driver bank"),
            "cxstaff",
            "cxstaff, bank of driver questions",
            _l("In cxstaff’s own words: part of cxstaff and free to use with it."),
        ),
    )
}
