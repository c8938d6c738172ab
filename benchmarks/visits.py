"""A page asked for again and again: with nothing kept, and with the answer at hand."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient

from benchmarks import centre
from benchmarks.signed_in import browser_of
from cxstaff.linkage.material.cache import cache


@dataclass(slots=True)
class Visits:
    """A company's comparison page, and the milliseconds its answers took.

    `anew` are those for which all was read and computed, `kept` those with the answer at hand. A
    whole page holds `sign` at least `signs` times.
    """

    client: FlaskClient
    interactions: int
    page: str
    sign: str
    signs: int = 1
    anew: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)

    def ask(self) -> None:
        """Ask twice: with nothing kept, and again."""
        cache.clear()
        self.anew.append(self._milliseconds())
        self.kept.append(self._milliseconds())

    def forget(self) -> None:
        """Leave out what was measured so far: what a process loads once belongs to nobody."""
        self.anew.clear()
        self.kept.clear()

    def _milliseconds(self) -> float:
        started = time.perf_counter()
        answer = self.client.get(self.page)
        took = time.perf_counter() - started
        if answer.status_code != 200 or answer.text.count(self.sign) < self.signs:
            raise RuntimeError(f"The page answered {answer.status}.")
        return 1000 * took


def as_hr(app: Flask) -> FlaskClient:
    """Return the browser of HR, signed in; asked for within the application."""
    return browser_of(app, centre.hr().id)


def take_turns(companies: list[Visits], runs: int) -> None:
    """Ask for the page of each in turn, `runs` times after a first that does not count."""
    for each in companies:
        each.ask()
        each.forget()
    for _ in range(runs):
        for each in companies:
            each.ask()


def against(many: list[float], few: list[float]) -> str:
    """Write the medians of two lists of milliseconds and their ratio."""
    ours, floor = statistics.median(many), statistics.median(few)
    return f"{ours:.0f} ms against {floor:.0f} ms, ratio {ours / floor:.2f}"
