"""Folding: text without case and accents, in the database as in Python, so that search finds it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, func, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from cxstaff.search import MARKS, PAIRS, SINGLE, words_in


class fold(FunctionElement[str]):  # noqa: N801 – used like a function of SQL
    """A column's text as `cxstaff.search.folded` writes it."""

    type = String()
    inherit_cache = True
    name = "fold"


class alike(FunctionElement[str]):  # noqa: N801 – used like a function of SQL
    """A column's text, folded as far as LIKE needs it to find folded words.

    LIKE takes the capitals of ASCII for small letters on SQLite: it needs no text made small.
    """

    type = String()
    inherit_cache = True
    name = "alike"


class lowered(FunctionElement[str]):  # noqa: N801 – used like a function of SQL
    """A column's text in which LIKE takes the capitals of ASCII for small letters: soon done."""

    type = String()
    inherit_cache = True
    name = "lowered"


def kept_folded(kept: Any, column: Any) -> ColumnElement[str]:
    """Return a column's text folded, where `kept` holds what `folded_if_needed` made of it."""
    return func.coalesce(kept, lowered(column))


def holding(words: str, *columns: Any) -> list[ColumnElement[bool]]:
    """Ask for rows that hold each of some words in one of the columns, as people type them."""
    return [
        or_(*(alike(column).contains(word, autoescape=True) for column in columns))
        for word in words_in(words)
    ]


@compiles(fold, "postgresql")
@compiles(alike, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    """Decompose, take marks off, lower, and translate what is left.

    ASCII, told by its length in bytes, needs no more than a tenth of the time. `lower` knows ASCII
    alone where a database was made with the locale C: the translation holds the capitals of the
    other alphabets too.
    """
    text = compiler.process(element.clauses, **options)
    folded = f"lower(regexp_replace(normalize({text}, NFKD), '[{MARKS}]', '', 'g'))"
    folded = f"translate({folded}, '{''.join(SINGLE)}', '{''.join(SINGLE.values())}')"
    for letter, pair in PAIRS.items():
        folded = f"replace({folded}, '{letter}', '{pair}')"
    is_ascii, plain = f"octet_length({text}) = char_length({text})", f'lower({text} COLLATE "C")'
    return f"CASE WHEN {is_ascii} THEN {plain} ELSE {folded} END"


@compiles(lowered, "postgresql")
def _in_bytes(element: Any, compiler: Any, **options: Any) -> str:
    return f'lower({compiler.process(element.clauses, **options)} COLLATE "C")'


@compiles(lowered)
def _in_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))


@compiles(fold)
@compiles(alike)
def _elsewhere(element: Any, compiler: Any, **options: Any) -> str:
    """Call the function that `cxstaff.engine` gives to SQLite, but for ASCII, told by its bytes.

    A bound value has to stand as often as it is read.
    """
    first, second, third, fourth = (compiler.process(element.clauses, **options) for _ in range(4))
    is_ascii = f"length(CAST({first} AS BLOB)) = length({second})"
    plain = third if isinstance(element, alike) else f"lower({third})"
    return f"CASE WHEN {is_ascii} THEN {plain} ELSE fold({fourth}) END"
