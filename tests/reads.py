"""What a view reads of what was typed, so that it is not asked twice for the same.

Until a view first looks at a name, it cannot know what stands there. Where it looked at none of
the names that one kind of nonsense fills, it does the same for any other kind that fills none of
those it looked at: the same statements, the same page.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict

from cxstaff.web.application import OneHeader

Asking = tuple[str, str, str]  # who, by which method, at which address

EVERYTHING = "*"
"""Stands for all names, where they were gone through."""

seen: set[str] = set()
"""The names that were looked at since the last request began to be answered."""

_known: dict[Flask, dict[Asking, tuple[frozenset[str], int]]] = defaultdict(dict)
"""What was looked at where none of it was filled, and the answer, by application: by database."""


class Noted(ImmutableMultiDict[str, str]):
    """What was typed, noting which names are looked at."""

    def __getitem__(self, name: str) -> str:
        seen.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        seen.add(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, *type_: Any, **named: Any) -> list[Any]:
        seen.add(name)
        return super().getlist(name, *type_, **named)

    def __iter__(self) -> Iterator[str]:
        seen.add(EVERYTHING)
        return super().__iter__()

    def items(self, multi: bool = False) -> Any:
        seen.add(EVERYTHING)
        return super().items(multi)

    def lists(self) -> Any:
        seen.add(EVERYTHING)
        return super().lists()

    def keys(self) -> Any:
        seen.add(EVERYTHING)
        return super().keys()

    def values(self) -> Any:
        seen.add(EVERYTHING)
        return super().values()

    def listvalues(self) -> Any:
        seen.add(EVERYTHING)
        return super().listvalues()


class NotedRequest(OneHeader):
    """A request whose view is watched; what is done to every request alike is not."""

    parameter_storage_class = Noted

    @property
    def args(self) -> Any:
        if "noted" not in self.__dict__:
            self.__dict__["noted"] = OneHeader.args.__get__(self)
        return self.__dict__["noted"]

    @args.setter
    def args(self, cleaned: Any) -> None:
        self.__dict__["noted"] = Noted(cleaned)
        seen.clear()  # those of every request are cleaned, whoever looks at them

    @property
    def full_path(self) -> Any:
        seen.add(EVERYTHING)
        return super().full_path

    @property
    def url(self) -> Any:
        seen.add(EVERYTHING)
        return super().url

    def close(self) -> None:
        before = set(seen)
        super().close()  # goes through the files of every request
        seen.intersection_update(before)


@contextmanager
def noting(app: Flask) -> Iterator[None]:
    """Watch what views look at."""
    usual, app.request_class = app.request_class, NotedRequest
    assert issubclass(NotedRequest, usual), "the product has another kind of request by now"
    yield
    app.request_class = usual


def status_of(app: Flask, asking: Asking, filled: Collection[str], ask: Callable[[], Any]) -> int:
    """Return how somebody is answered: as before, where nothing that is filled would be looked at.

    `filled` are the names of what is typed, and `ask` asks with it.
    """
    known = _known[app]
    names, status = known.get(asking, ({EVERYTHING}, 0))
    if EVERYTHING not in names and names.isdisjoint(filled):
        return status
    seen.clear()
    status = ask().status_code
    if seen.isdisjoint({*filled, EVERYTHING}):
        known[asking] = frozenset(seen), status
    return status
