"""What tests of the wire stand on: static files of their own, with compressed copies."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from cxstaff.web import assets
from tests.linkage.worlds import Build, World

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the static files, each text with its compressed copies; to be read only."""
    folder = tmp_path_factory.mktemp("wire") / "static"
    shutil.copytree(ROOT / "static", folder, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    for _ in assets.compress(folder):
        pass
    return folder


@pytest.fixture
def served(app: Flask, packed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That copy, served in the place of the real one."""
    monkeypatch.setattr(app, "static_folder", str(packed))
    return packed


@pytest.fixture
def folder(app: Flask, packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that for this test alone, to be changed, and served too."""
    folder = tmp_path / "static"
    shutil.copytree(packed, folder)
    monkeypatch.setattr(app, "static_folder", str(folder))
    return folder


@pytest.fixture
def company(app: Flask) -> Build:
    """Build a company to be compared: `company(teams=24)`."""
    return lambda **more: World(**more).build()
