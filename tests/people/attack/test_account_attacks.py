"""Every attack on accounts fails, and the same one succeeds where accounts are built weaker."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from cxstaff.people.accounts import passwords
from cxstaff.people.models import Person, Team
from tests.cast import QUICK
from tests.people.attack.attacks import ATTACKS, Scene
from tests.people.attack.weak import WEAK


@pytest.fixture
def scene(
    app: Flask, as_: Any, ben: Person, cleo: Person, ines: Person, blue: Team,
    monkeypatch: pytest.MonkeyPatch,
) -> Scene:  # fmt: skip
    """The cast, whose cheap hashes are taken for today's: many passwords are tried here."""
    monkeypatch.setattr(passwords, "_hasher", QUICK)
    monkeypatch.setattr(passwords, "_DECOY", QUICK.hash("decoy"))
    return Scene(app, as_, ben, cleo, ines, blue)


@pytest.mark.both
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.__name__)
def test_an_attack_fails(scene: Scene, attack: Callable[[Scene], bool]) -> None:
    assert not attack(scene)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda each: each.__name__)
def test_it_succeeds_where_accounts_are_built_weaker(
    scene: Scene, attack: Callable[[Scene], bool]
) -> None:
    with WEAK[attack]():
        assert attack(scene)
