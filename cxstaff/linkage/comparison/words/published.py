"""What was published about engagement and customers, for and against, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.linkage.words.elements import Badge


@dataclass(frozen=True, slots=True)
class PublishedStudy:
    """One published study: what it found, how to read it, and whether it speaks for a link."""

    source: str
    finding: str
    reading: str
    side: Badge


FOR, MIXED, AGAINST = (_l("For"), "good"), (_l("Both ways"), "muted"), (_l("Against"), "warn")
STUDIES: tuple[tuple[str, Any, Any, tuple[Any, str]], ...] = (
    (
        "Harter, Schmidt & Hayes 2002",
        _l(
            "In 7,939 units of 36 companies, units with more engagement had more satisfied or "
            "loyal customers: a correlation of .33 after corrections."
        ),
        _l(
            "It compares units with each other. The data are those of a company that sells surveys."
        ),
        FOR,
    ),
    (
        "Glassdoor and ACSI 2019",
        _l(
            "Among 293 employers, one star more went with 1.3 of 100 points of customer "
            "satisfaction; 3.2 where staff and customers meet most."
        ),
        _l("It compares whole companies, which differ in much else."),
        FOR,
    ),
    (
        "Rucci, Kirn & Quinn 1998",
        _l(
            "At Sears, 5 units of staff attitude went ahead of 1.3 units of customers’ impression "
            "and 0.5 % of revenue growth."
        ),
        _l("One company, in one time of change."),
        FOR,
    ),
    (
        "Schneider, White & Paul 1998",
        _l("In 134 bank branches, each of the two went ahead of the other."),
        _l("Which comes first has to be checked, as it is here."),
        MIXED,
    ),
    (
        "Gelade & Young 2005",
        _l(
            "In retail banks, the path from staff over customers to sales was too small to be of "
            "practical importance."
        ),
        _l("A link can be real and still not be worth steering by."),
        AGAINST,
    ),
    (
        "Getta 2011",
        _l("Customer satisfaction came first, and the mood of staff after it."),
        _l("It may be the other way round."),
        AGAINST,
    ),
)


def published() -> list[PublishedStudy]:
    """Return the studies in the reader's language."""
    return [
        PublishedStudy(source, str(finding), str(reading), Badge(str(word), tone))
        for source, finding, reading, (word, tone) in STUDIES
    ]
