"""Dates and times as East Asia writes them, put into signs that everybody else uses."""

from __future__ import annotations

import re
import unicodedata

_IS_EASTERN = re.compile("[年月日時时点午년월일시]|오전|오후")
_WEEKDAY = re.compile(
    r"[(（]?(?:星期|周|週)[一二三四五六日天][)）]?|[(（][日月火水木金土월화수목금토일][)）]"
    "|[日月火水木金土월화수목금토일]曜日|[월화수목금토일]요일"
)
_MORNING = re.compile("午前|上午|오전")
_AFTERNOON = re.compile("午後|下午|오후")
_YEAR_OR_MONTH = re.compile(r"(?<=\d)\s*[年월년月]\s*(?=\d)")
_DAY = re.compile(r"(?<=\d)\s*[日일号]\s*")
_CLOCK = re.compile(r"(\d{1,2})\s*[時时点시](?:\s*(\d{1,2})\s*[分분]?)?(?:\s*(\d{1,2})\s*[秒초])?")


def western(text: str) -> str:
    """Return a date or time with dashes and colons: 2026年7月5日 午後1時 is 2026-7-5 1:00:00 PM.

    Texts of which nothing is written that way stay as they are.
    """
    if text.isascii() or not _IS_EASTERN.search(text):
        return text
    text = _WEEKDAY.sub(" ", unicodedata.normalize("NFKC", text))
    half = " AM" if _MORNING.search(text) else " PM" if _AFTERNOON.search(text) else ""
    text = _AFTERNOON.sub(" ", _MORNING.sub(" ", text))
    text = _CLOCK.sub(_clock, _DAY.sub(" ", _YEAR_OR_MONTH.sub("-", text)))
    return " ".join(text.split()) + half


def _clock(found: re.Match[str]) -> str:
    hour, minute, second = (int(part or 0) for part in found.groups())
    return f" {hour}:{minute:02}:{second:02}"
