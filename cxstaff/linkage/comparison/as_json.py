"""Frozen dataclasses of numbers and enumerations as JSON and back, to the last digit (pure)."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

import numpy as np

NOTHING: Mapping[str, Any] = {}
KIND = "is"
"""What says in JSON which dataclass a value is of."""
SEVERAL = (tuple, frozenset)
"""Kinds that are lists in JSON, all of whose values are of one kind."""
Value = TypeVar("Value")


def written(value: Any, without: Collection[str] = ()) -> str:
    """Write a dataclass as JSON, but for some of its fields; NaN and infinity as Python does."""
    names = [each.name for each in fields(value) if each.name not in without]
    return json.dumps({name: _plain(getattr(value, name)) for name in names})


def read(kind: type[Value], text: str, known: Mapping[str, Any] = NOTHING) -> Value:
    """Read a value of a dataclass back; fields that are `known` are not in the text.

    Raise KeyError, TypeError or ValueError where the text tells of another.
    """
    told = json.loads(text)
    hints = {name: hint for name, hint in _hints(cast(Any, kind)).items() if name not in known}
    return kind(**known, **{name: _made(hint, told[name]) for name, hint in hints.items()})


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {KIND: type(value).__name__, **named}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.item() if isinstance(value, np.generic) else value


def _made(kind: Any, plain: Any) -> Any:
    choices = (kind,) if get_origin(kind) in SEVERAL else get_args(kind)
    if choices and plain is None:
        return None
    if isinstance(plain, dict):
        (own,) = [each for each in choices or (kind,) if each.__name__ == plain[KIND]]
        hints = _hints(own)
        return own(**{name: _made(hint, plain[name]) for name, hint in hints.items()})
    if isinstance(plain, list):
        (own,) = [each for each in choices if get_origin(each) in SEVERAL]
        return get_origin(own)(_made(get_args(own)[0], each) for each in plain)
    for each in choices or (kind,):
        if isinstance(each, type) and issubclass(each, Enum) and plain in set(each):
            return each(plain)
    return plain


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
