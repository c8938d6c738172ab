"""What the words of a column mean: guessed from all of them together, or said by somebody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cxstaff.customers.reading.scales import BY_HAPPINESS, NO, NOTHING, SATISFIED, SCALES, VERY, YES
from cxstaff.customers.reading.values import WRONG_ANSWER, Unreadable, answer, times
from cxstaff.customers.reading.vocabulary import NOT_ASKED
from cxstaff.tables.nothing import is_nothing
from cxstaff.text import N_, caseless, one_line

Words = Mapping[str, str]
"""What words mean, by the word in small letters."""

ASKED = 0.02
"""Which part of what a column says a word has to be, for nobody to go on without its meaning."""

MOST_WORDS = 30
"""A column with more words that nobody knows may hold texts: none of them has to be explained."""
MOST_SHOWN = 100
"""Words that nobody knows which can be explained on the page."""

STEPS, MANY_ANSWERS = 2, 15
"""Of so many answers to a scale of five steps hardly any file holds two words alone."""

ENDS = {"csat": (1, 5), "nps": (0, 10), "ces": (1, 7)}
_SMALL = {"csat": (3, 1), "nps": (5, 20), "ces": (5, 20)}
"""The highest number up to which a scale may be a shorter one, and how many numbers tell it."""

_NUMBER = re.compile(r"-?\d{1,6}(?:[.,]0+)?$")
_LED = re.compile(
    r"(\d{1,2})\s*(?:[-–—:=.)]\s*\D.*|\(\D.*\)|★|\*|stars?|sterne?|étoiles?|estrellas?|stelle"
    r"|点|分|星|점)$"
)
_OF = re.compile(r"(\d{1,2})\s*(?:/|out of|of|von|sur|de|su|di)\s*(\d{1,2})$")
_RANGE = re.compile(
    r"\b([01])\s*(?:-|–|—|to|bis|à|al|a)\s*(\d{1,3})\b"
    r"|(?:/|out of|von|sur|de|su|di)\s*([2-9]|\d{2,3})\b"
)
"""What a heading says of its scale: CSAT (1-5), Note sur 10."""

_SCHOOL = re.compile(r"(?:schul|gesamt)?noten?\b(?! (?:client|du|de|satisfaction|sur|globale))")
"""Marks as German schools give them, of which 1 is the best; French ones are called so, too."""

_STARS = re.compile(r"([★⭐]+)[☆✩]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a column, as often as it was seen; `meaning` is None until somebody says it."""

    text: str
    times: int
    meaning: str | None
    is_asked: bool


def plain(text: str) -> str:
    """Return a word as it is looked up: 3.0 is 3."""
    word = caseless(one_line(text))
    return re.split("[.,]", word)[0] if _NUMBER.match(word) else word


def read(key: str, text: str, words: Words) -> int | bool | None:
    """Read a text of a field with words; raises `Unreadable` where nobody knows what it means.

    A satisfaction is a number, or whether the customer is satisfied, where it has two steps.
    """
    if not text:
        return None
    word = plain(text)
    meaning = words.get(word) or _known(key, word)
    if meaning is None:
        raise Unreadable(WRONG_SCALE.get(key, WRONG_ANSWER))
    return value_of(meaning)


def value_of(meaning: str) -> int | bool | None:
    """Return what a meaning is stored as."""
    if meaning == NOTHING:
        return None
    return int(meaning) if meaning.isdecimal() else meaning in (YES, SATISFIED)


def seen(key: str, texts: Iterable[str], said: Words, heading: str = "") -> list[Word]:
    """Return the words of a column with what they mean, those that are asked about first.

    `texts` are its fields as they stand in the file, `said` what somebody said before. Numbers of
    a scale are words only where it may be another scale, as far as the heading does not say it. Of
    very many unknown words those that stand several times are returned, the commonest first; the
    others stay empty and are counted.
    """
    counts = Counter(plain(text) for text in texts if not is_nothing(text.strip()))
    guessed = guess(key, counts, heading) | dict(said)
    is_open = _may_be_another_scale(key, counts, heading)
    words = [word for word in counts if is_open or word not in _numbers(key)]
    unknown = sum(1 for word in words if word not in guessed)
    total = counts.total()
    fewest = 1 if unknown <= MOST_WORDS else 2  # texts hardly ever stand twice
    unsaid = [word for word in words if word not in guessed and counts[word] >= fewest]
    unsaid.sort(key=lambda word: -counts[word])
    found = [
        Word(word, counts[word], guessed.get(word), _is_asked(counts[word], total, unknown))
        for word in (*guessed.keys() & set(words), *unsaid[:MOST_SHOWN])
    ]
    return sorted(found, key=lambda each: (each.meaning is not None, -each.times, each.text))


def guess(key: str, counts: Mapping[str, int], heading: str = "") -> dict[str, str]:
    """Tell what words mean that stand in one column, as far as they leave no doubt together."""
    found = dict[str, str]()
    words = [word for word in counts if word not in _numbers(key)]
    scales = [scale for scale in SCALES.get(key, ()) if _may_be(scale, words)]
    fitting = [scale for scale in scales if any(word in scale for word in words)]
    most = max((sum(word in scale for word in words) for scale in fitting), default=0)
    best = [scale for scale in fitting if sum(word in scale for word in words) == most]
    apart = [s for s in best if len({s[word] for word in words if word in s}) == most]
    best = apart or best  # each word is a step of its own, where a scale knows them so
    best = best[:1] if best and best[0] is SCALES[key][0] else best  # good and bad are two steps
    if key == "csat" and _are_two_steps(best, counts):
        best = []
    for word in words:
        meanings = {scale[word] for scale in best if word in scale}
        known = _known(key, word)
        if known is not None:
            found[word] = known
        elif len(meanings) == 1:
            found[word] = meanings.pop()
    return found if not _may_be_another_scale(key, counts, heading) else _only_words(key, found)


def _are_two_steps(scales: Sequence[Words], counts: Mapping[str, int]) -> bool:
    """Say whether two words of a longer scale may be all there are: "excellent" and "bad"."""
    if not any({"1", "5"} <= set(scale.values()) for scale in scales):
        return False
    said = {word: times for word, times in counts.items() if word not in NOT_ASKED}
    return len(said) == STEPS and sum(said.values()) >= MANY_ANSWERS


def _may_be(scale: Words, words: Iterable[str]) -> bool:
    return scale not in BY_HAPPINESS or any(word.startswith(VERY) for word in words)


def _known(key: str, word: str) -> str | None:
    """Return what a word means in any column of a field."""
    if word in NOT_ASKED:
        return NOTHING
    if key not in ENDS:
        return _state(key, word)
    return word if word in _numbers(key) else _led(key, word)


def _state(key: str, word: str) -> str | None:
    try:
        is_so = times(word) if key in ("reopened", "escalated") else answer(word)
    except Unreadable:
        return None
    return YES if is_so else NO


def _led(key: str, word: str) -> str | None:
    """Read "5 - very satisfied", "4/5", "3 stars" or ★★★☆☆."""
    stars, of, led = _STARS.match(word), _OF.match(word), _LED.match(word)
    if stars:
        number = str(len(stars[1]))
    elif of and int(of[2]) == ENDS[key][1]:
        number = of[1]
    elif led:
        number = led[1]
    else:
        return None
    return number if number in _numbers(key) else None


def _numbers(key: str) -> frozenset[str]:
    return _NUMBERS.get(key, frozenset())


def _may_be_another_scale(key: str, counts: Mapping[str, int], heading: str) -> bool:
    """Say whether the numbers of a column may be steps of a shorter or longer scale."""
    ends = _RANGE.search(heading.casefold())
    if _SCHOOL.match(heading.casefold()) and key == "csat" and not (ends and ends[3]):
        return True
    numbers = {int(word): times for word, times in counts.items() if _NUMBER.match(word)}
    if key not in ENDS or not numbers:
        return False
    if ends:
        return (int(ends[1] or ENDS[key][0]), int(ends[2] or ends[3])) != ENDS[key]
    highest, fewest = _SMALL[key]
    total = sum(numbers.values())
    outside = sum(n for number, n in numbers.items() if number > ENDS[key][1])
    return (max(numbers) <= highest and total >= fewest) or outside > ASKED * total


def _only_words(key: str, found: Mapping[str, str]) -> dict[str, str]:
    return {word: meaning for word, meaning in found.items() if not _NUMBER.match(word)}


def _is_asked(times: int, total: int, unknown: int) -> bool:
    return times >= ASKED * total and unknown <= MOST_WORDS


WRONG_SCALE = {
    "csat": N_("'%(value)s' in the column '%(column)s' is not a whole number from 1 to 5."),
    "nps": N_("'%(value)s' in the column '%(column)s' is not a whole number from 0 to 10."),
    "ces": N_("'%(value)s' in the column '%(column)s' is not a whole number from 1 to 7."),
}
_NUMBERS = {
    key: frozenset(str(n) for n in range(low, high + 1)) for key, (low, high) in ENDS.items()
}
