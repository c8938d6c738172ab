"""Words that systems write where nothing was said."""

from __future__ import annotations

NOTHING = frozenset(
    "- – — -- ? . n/a na #n/a n.a. null (null) none nan nil \\n (blank) (empty)".split()
)
LONGEST = max(map(len, NOTHING))


def is_nothing(text: str) -> bool:
    """Say whether a field, without blanks around it, is empty or says that nothing was said."""
    return len(text) <= LONGEST and (not text or text.casefold() in NOTHING)
