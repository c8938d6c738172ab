"""Frozen dataclasses of numbers and enumerations as JSON and back, to the last digit (pure)."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import numpy as np

KIND = "is"
"""What says in JSON which dataclass a value is of."""
Value = TypeVar("Value")


def written(value: Any) -> str:
    """Write a value as JSON; NaN and infinite numbers as Python writes them."""
    return json.dumps(_plain(value))


def read(kind: type[Value], text: str) -> Value:
    """Read a value of a dataclass back.

    Raise KeyError, TypeError or ValueError where the text tells of another.
    """
    made: Value = _made(kind, json.loads(text))
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        named = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {KIND: type(value).__name__, **named}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value.item() if isinstance(value, np.generic) else value


def _made(kind: Any, plain: Any) -> Any:
    choices = get_args(kind) if get_origin(kind) is not tuple else (kind,)
    if choices and plain is None:
        return None
    if isinstance(plain, dict):
        (own,) = [each for each in choices or (kind,) if each.__name__ == plain[KIND]]
        hints = _hints(own)
        return own(**{name: _made(hint, plain[name]) for name, hint in hints.items()})
    if isinstance(plain, list):
        return tuple(_made(get_args(kind)[0], each) for each in plain)
    for each in choices or (kind,):
        if isinstance(each, type) and issubclass(each, Enum) and plain in set(each):
            return each(plain)
    return plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
