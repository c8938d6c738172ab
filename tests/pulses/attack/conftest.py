"""Rounds are played once for all attacks on them; what is left is plain values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.pulses.attack.evidence import Evidence
from tests.pulses.attack.weak import AS_IT_IS, WEAK
from tests.pulses.attack.world import SMALL_TEAMS, THREE_TEAMS, Teams, play


@pytest.fixture(scope="session")
def weakened(built: Flask, database: Any) -> Callable[..., Evidence]:
    """Return the evidence left by a round of the weakened product, by the variant's name."""
    played: dict[str, Evidence] = {}

    def evidence_of(name: str, teams: Teams = THREE_TEAMS) -> Evidence:
        if name not in played:
            seen = {"logs": name == "logged", "links": name == "filled in"}
            played[name] = play(built, database, WEAK[name], teams, **seen)
        return played[name]

    return evidence_of


@pytest.fixture(scope="session")
def found(built: Flask, database: Any) -> Evidence:
    """Return the evidence left by a round of the product as it is."""
    return play(built, database, AS_IT_IS, logs=True, links=True, letters=True)


@pytest.fixture(scope="session")
def found_small(built: Flask, database: Any) -> Evidence:
    """Return the same of a company of small teams."""
    return play(built, database, AS_IT_IS, SMALL_TEAMS)
