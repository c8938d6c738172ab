"""How easily a password is guessed: held against lists of common ones, and against its owner.

The lists are long and seldom needed, so they are loaded when somebody chooses a password.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cxstaff.errors import Refused
from cxstaff.text import N_

SHORTEST, LONGEST = 10, 200
FEWEST_GUESSES = 10**9
OWN_REST = 8  # characters that have to be left without the owner's own words
SHORTEST_WORD = 3
ESTIMATED = 72  # characters; what is hard to guess by its beginning is so as a whole
OURS = "cxstaff"
PATTERNS = frozenset({"repeat", "sequence", "spatial", "date"})

TOO_SHORT = N_("Use at least %(fewest)s characters.")
TOO_LONG = N_("Use at most %(most)s characters.")
OWN = N_(
    "This password is mostly your name, your e-mail or your company’s name. "
    "Choose one that has nothing to do with you."
)
COMMON = N_("This password, or one much like it, stands on the lists that are tried first.")
PATTERNED = N_(
    "This password repeats itself, or follows the keyboard, the alphabet or the calendar."
)
EASY = N_("This password is too easy to guess. Three or four unusual words are harder.")


def refuse_guessable(password: str, about: Iterable[str | None]) -> None:
    """Raise `Refused` for a password that is easily guessed, saying why.

    `about` is what is known of its owner: name, e-mail, company. What kinds of characters it
    holds makes no difference (NIST SP 800-63B-4, 3.1.1.2; OWASP ASVS 5.0, 6.2). Lists and the
    estimate of guesses are those of zxcvbn (Wheeler, USENIX Security 2016).
    """
    if len(password) < SHORTEST:
        raise Refused(TOO_SHORT, fewest=SHORTEST)
    if len(password) > LONGEST:
        raise Refused(TOO_LONG, most=LONGEST)
    from zxcvbn import zxcvbn

    words = _words_in(about)
    rest = _without(password, words)
    if len(rest) < OWN_REST and rest != password.casefold():
        raise Refused(OWN)
    found = zxcvbn(password[:ESTIMATED], user_inputs=words)
    if found["guesses"] < FEWEST_GUESSES:
        raise Refused(_reason(found["sequence"]))


def _words_in(about: Iterable[str | None]) -> list[str]:
    """Return each text with the words in it, the longest first."""
    texts = [text.casefold() for text in about if text]
    words = {word for text in texts for word in re.split(r"[\W_]+", text)}
    told = {OURS, *texts, *words, *("".join(re.split(r"[\W_]+", text)) for text in texts)}
    return sorted((each for each in told if len(each) >= SHORTEST_WORD), key=len, reverse=True)


def _without(password: str, words: Iterable[str]) -> str:
    rest = password.casefold()
    for word in words:
        rest = rest.replace(word, "")
    return rest.strip()


def _reason(sequence: list[dict[str, Any]]) -> str:
    """Say what makes a password weak: what most of its characters are part of."""
    whole = sum(len(match["token"]) for match in sequence)
    kinds = {"own": OWN, "common": COMMON, "pattern": PATTERNED}
    for kind, sentence in kinds.items():
        part = sum(len(match["token"]) for match in sequence if _kind_of(match) == kind)
        if 2 * part >= whole:
            return sentence
    return EASY


def _kind_of(match: dict[str, Any]) -> str:
    if match["pattern"] in PATTERNS:
        return "pattern"
    return {"user_inputs": "own", "passwords": "common"}.get(match.get("dictionary_name", ""), "")
