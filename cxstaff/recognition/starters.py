"""Values to begin with: each a word, and what people do who live it."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l


class StarterValue(NamedTuple):
    """A value to add with one click."""

    name: Any
    sentence: Any


STARTER_VALUES = (
    StarterValue(_l("See it through"), _l("We stay with a customer’s matter until it is solved.")),
    StarterValue(_l("Listen first"), _l("We let people finish and ask back before we answer.")),
    StarterValue(_l("Help each other"), _l("We give a hand before we are asked for one.")),
    StarterValue(_l("Say it plainly"), _l("We tell what we know, what not, and what comes next.")),
    StarterValue(_l("Make it better"), _l("We name what gets in the way and mend what we can.")),
)
