"""What a column of a file can mean, and which headings usually mean it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can hold; `synonyms` are headings in lower case, the likeliest first."""

    key: str
    synonyms: tuple[str, ...]
    is_required: bool = False


def _field(key: str, synonyms: str, *, is_required: bool = False) -> Field:
    return Field(key, tuple(synonyms.split("|")), is_required)


FIELDS: tuple[Field, ...] = (
    _field(
        "reference",
        "reference|interaction id|unique id|contact id|ticket id|case id|conversation id|call id"
        "|ticket|case number|ticket number|interaction|id|uuid|key",
        is_required=True,
    ),
    _field(
        "happened_at",
        "happened at|issue reported at|reported at|created at|started at|opened at|start time"
        "|interaction date|contact date|date time|datetime|timestamp|time|created|date|day",
        is_required=True,
    ),
    _field(
        "handler",
        "handler|agent name|agent email|agent|employee number|employee id|employee|agent id"
        "|handled by|assignee|assigned to|advisor|representative|owner|user",
        is_required=True,
    ),
    _field("channel", "channel|channel name|contact channel|medium|via|source channel"),
    _field(
        "reason", "reason|category|contact reason|topic|issue type|subject|type|issue|sub category"
    ),
    _field("segment", "segment|customer segment|circumstance|customer group|tier|customer type"),
    _field("customer", "customer|customer id|customer number|client id|account id|account|client"),
    _field(
        "responded_at",
        "responded at|issue responded|first response at|first response|first reply at|response at"
        "|answered at|response time|replied at",
    ),
    _field(
        "handling_seconds",
        "handling seconds|handling time|connected handling time|handle time|aht|talk time"
        "|duration seconds|duration|average handle time",
    ),
    _field("resolved", "resolved|is resolved|solved|resolution|issue resolved|status|fcr"),
    _field("csat", "csat|csat score|satisfaction|satisfaction score|csat rating|rating|score"),
    _field("nps", "nps|nps score|likelihood to recommend|recommend|net promoter score"),
    _field("ces", "ces|ces score|customer effort score|effort score|effort|ease"),
    _field(
        "remark",
        "remark|remarks|customer remarks|comment|comments|customer comment|feedback|verbatim"
        "|customer feedback|feedback text|text",
    ),
    _field(
        "feedback_at",
        "feedback at|survey response date|survey date|feedback date|responded on|survey response at"
        "|csat date|survey completed at",
    ),
)
KEYS = tuple(field.key for field in FIELDS)


def guess(headings: Sequence[str]) -> dict[str, str]:
    """Return the heading that probably holds each field, by field; each heading is used once."""
    plain = {_plain(heading): heading for heading in reversed(headings)}
    ranked = sorted(
        (rank, place, field.key, plain[synonym])
        for place, field in enumerate(FIELDS)
        for rank, synonym in enumerate(field.synonyms)
        if synonym in plain
    )
    found, used = dict[str, str](), set[str]()
    for _rank, _place, key, heading in ranked:
        if key not in found and heading not in used:
            found[key] = heading
            used.add(heading)
    return found


def _plain(heading: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    return " ".join(re.findall(r"[^\W_]+", apart.casefold()))
