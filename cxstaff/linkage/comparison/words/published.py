"""What was published about engagement and customers, for and against, in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

FOR, MIXED, AGAINST = (_l("For"), "good"), (_l("Both ways"), "muted"), (_l("Against"), "warn")


@dataclass(frozen=True, slots=True)
class PublishedStudy:
    """One published study: what it found, and how to read it; `side` is a word and its tone."""

    source: str
    finding: Any
    reading: Any
    side: tuple[Any, str]


STUDIES = (
    PublishedStudy(
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
    PublishedStudy(
        "Glassdoor and ACSI 2019",
        _l(
            "Among 293 employers, one star more went with 1.3 of 100 points of customer "
            "satisfaction; 3.2 where staff and customers meet most."
        ),
        _l("It compares whole companies, which differ in much else."),
        FOR,
    ),
    PublishedStudy(
        "Rucci, Kirn & Quinn 1998",
        _l(
            "At Sears, 5 units of staff attitude went ahead of 1.3 units of customers’ impression "
            "and 0.5 % of revenue growth."
        ),
        _l("One company, in one time of change."),
        FOR,
    ),
    PublishedStudy(
        "Schneider, White & Paul 1998",
        _l("In 134 bank branches, each of the two went ahead of the other."),
        _l("Which comes first has to be checked, as it is here."),
        MIXED,
    ),
    PublishedStudy(
        "Gelade & Young 2005",
        _l(
            "In retail banks, the path from staff over customers to sales was too small to be of "
            "practical importance."
        ),
        _l("A link can be real and still not be worth steering by."),
        AGAINST,
    ),
    PublishedStudy(
        "Getta 2011",
        _l("Customer satisfaction came first, and the mood of staff after it."),
        _l("It may be the other way round."),
        AGAINST,
    ),
)
