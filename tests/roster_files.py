"""A roster brought in by its pages, as a person does it."""

import html
import io
import re
from collections import defaultdict
from typing import Any

from tests.conftest import Visit

RADIO = re.compile(r'<input[^>]*name="(answer_\w+)"[^>]*>')


def upload(visit: Visit, text: str | bytes) -> Any:
    """Send a file; the answer's `location` is where its check is."""
    content = text.encode() if isinstance(text, str) else text
    answer = visit.post("/people/imports", {"file": (io.BytesIO(content), "r.csv")})
    if answer.status_code == 303:
        answer.location = answer.location.removesuffix("/mapping")
    return answer


def asked(visit: Visit, at: str) -> dict[str, list[str]]:
    """Return the answers that each question of a check has."""
    found = defaultdict(list)
    for radio in RADIO.finditer(visit.get(at).text):
        [value] = re.findall(r'value="([^"]*)"', radio[0])
        found[radio[1]].append(html.unescape(value))
    return dict(found)


def answer(visit: Visit, at: str, *values: str) -> None:
    """Answer every question of a check, each with the one of `values` that it has."""
    chosen = {}
    for name, choices in asked(visit, at).items():
        [chosen[name]] = set(values) & set(choices)
    assert visit.post(f"{at}/answers", chosen).status_code == 303


def bring(visit: Visit, at: str, *values: str) -> None:
    """Import a file of which the check is at `at`, once its questions are answered."""
    answer(visit, at, *values)
    assert visit.post(at).status_code == 303
