"""Which pages of comparisons are asked for, beside those that links lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlencode

from flask.testing import FlaskClient

RESULTS = ("csat", "csat_top2", "satisfied", "nps", "ces", "resolved", "handling", "waiting")
MONTHS = ("3", "6", "12", "all")
CHOICES = re.compile(r'<select[^>]*name="engagement".*?</select>', re.S)
OPTION = re.compile(r'value="([^"]+)"')
PATH = re.compile(r'href="(/comparison/paths/\d+[^"]*)"')
STUDY = {
    "name": "Mood and results",
    "why": "We may train leads.",
    "engagement": "index",
    "outcome": "csat",
    "period": "month",
    "lag": "1",
    "mix": "own",
    "team": "",
    "direction": "rise",
    "smallest": "0.05",
    "teams": "10",
    "periods": "6",
}
DECLARED = (
    STUDY,
    STUDY | {"name": "Times", "outcome": "handling", "direction": "fall", "lag": "2"},
    STUDY | {"name": "Weeks", "period": "week", "engagement": "enps", "outcome": "nps"},
    STUDY | {"name": "Same mix", "mix": "same", "first_on": "2025-09-01"},
)
COMPARE = ("linkage", "compare")
COMMANDS = (
    COMPARE,
    (*COMPARE, "--outcome", "handling", "--lag", "2"),
    (*COMPARE, "--period", "week", "--engagement", "enps"),
    (*COMPARE, "--outcome", "nothing"),
)


def addresses(client: FlaskClient) -> Iterator[str]:
    """Give the addresses of comparisons, and of every page made of them."""
    first = client.get("/comparison").text
    yield from _comparisons(_subjects(first))
    yield from (unescape(path) for path in PATH.findall(first)[:3])
    yield from _pages()
    yield from _wrong()


def _subjects(page: str) -> list[str]:
    found = CHOICES.search(page)
    return [unescape(each) for each in OPTION.findall(found.group())] if found else ["index"]


def _comparisons(subjects: list[str]) -> Iterator[str]:
    asked = [{"outcome": result, "lag": lag} for result in RESULTS for lag in "0123"]
    asked += [{"outcome": result, "period": "week"} for result in RESULTS]
    asked += [{"outcome": result, "mix": "same"} for result in RESULTS]
    asked += [{"engagement": subject, "outcome": "csat"} for subject in subjects]
    asked += [{"period": "quarter", "lag": "0"}, {"first_on": "2025-10-01", "lag": "1"}]
    asked += [{"last_on": "2025-12-31"}, {"first_on": "2030-01-01"}, {"team": "1"}, {"page": "2"}]
    for given in asked:
        yield f"/comparison?{urlencode(given)}"
    for given in asked[::3]:
        for kind in ("numbers.csv", "sheet", "dots"):
            yield f"/comparison/{kind}?{urlencode(given)}"


def _pages() -> Iterator[str]:
    for result in RESULTS:
        for period in ("week", "month"):
            yield f"/comparison/drivers?outcome={result}&period={period}&lag=1"
        for months in MONTHS:
            yield f"/comparison/teams?outcome={result}&months={months}"
        yield f"/comparison/teams/numbers.csv?outcome={result}&months=6"
        yield f"/comparison/planner?outcome={result}"
        yield f"/comparison/teams?outcome={result}&engagement=enps"
    for lag in "013":
        yield f"/comparison/screen?period=month&lag={lag}"
        yield f"/comparison/screen/numbers.csv?period=month&lag={lag}"
    yield "/comparison/screen?period=week&lag=1"
    yield "/comparison/planner?teams=40&periods=24&effect=0.1&correlation=0.5"
    yield from (f"/comparison/{each}" for each in ("measures", "signs", "signs?page=2"))
    yield "/comparison/studies/new?outcome=nps&lag=2&teams=12&smallest=0.2"


def _wrong() -> Iterator[str]:
    """Give addresses that somebody typed."""
    wrong = "outcome=none", "lag=9", "first_on=2026-01-01&last_on=2025-01-01", "engagement=<b>"
    for page in ("", "/drivers", "/teams", "/planner", "/numbers.csv", "/dots", "/screen"):
        yield from (f"/comparison{page}?{each}" for each in wrong)
    yield from ("/comparison/paths/999999", "/comparison/studies/999999")
    yield "/comparison/planner?teams=x&periods=0"
