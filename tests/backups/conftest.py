"""A company worth backing up, and another, empty database of the same kind beside it."""

import contextvars
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import stamp

from config import Settings
from cxstaff import create_app
from cxstaff.customers.imports import jobs as imports
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses.models import PulseRound
from tests.customers.files import claim, lines, queue
from tests.pulses.rounds import a_round, answer, everybody

Run = Callable[..., Any]
ELSEWHERE = "cxstaff_elsewhere"


@pytest.fixture
def company(
    ines: Person, blue: Team, service: Team, tmp_path: Path, tell: Callable[..., int]
) -> PulseRound:
    """Interactions of a month, and a round that is open and answered by Blue."""

    def story() -> int:
        stamp()
        file = tmp_path / "month.csv"
        file.write_text("\n".join(lines(400)) + "\n")
        run_id = queue(file)
        claim(run_id)
        imports.bring_in(run_id, "w")
        round_ = a_round(ines, service)
        answer(round_, everybody(blue), 6, "Better headsets, please")
        return round_.id

    return db.session.get_one(PulseRound, tell("backups", story))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture(scope="session")
def aside(database: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where archives of this database are kept between tests."""
    return tmp_path_factory.mktemp(f"archives of {database.name}")


@pytest.fixture
def archive(
    company: PulseRound, folder: Path, command: Run, tell: Callable[..., str], aside: Path
) -> Path:
    """A backup of that company, made once: the company has noted it, as after every backup."""

    def story() -> str:
        done = command("backup", str(folder))
        assert done.exit_code == 0, done.output
        (file,) = folder.iterdir()
        shutil.copy(file, aside / file.name)
        return file.name

    name = tell("backed up", story)
    return Path(shutil.copy(aside / name, folder / name))


@pytest.fixture(scope="session")
def other(built: Flask, database: Any, aside: Path) -> Flask:
    """An application on another database; use `elsewhere`, where that is empty."""
    url = f"sqlite:///{aside / ELSEWHERE}.db"
    if database.name != "sqlite":
        url = database.url.replace("cxstaff_test", ELSEWHERE)
    return application(replace(built.config["SETTINGS"], database_url=url))


@pytest.fixture
def elsewhere(
    app: Flask, other: Flask, database: Any, aside: Path, tmp_path: Path
) -> Iterator[Flask]:
    """An application on another database, which is empty."""
    if database.name == "sqlite":
        for file in aside.glob(f"{ELSEWHERE}.db*"):
            file.unlink()
    else:
        database._do(f"DROP DATABASE IF EXISTS {ELSEWHERE} WITH (FORCE)")
        database._do(f"CREATE DATABASE {ELSEWHERE}")
    settings = replace(other.config["SETTINGS"], upload_dir=tmp_path / "other uploads")
    other.config["SETTINGS"] = settings
    yield other
    with other.app_context():
        db.session.remove()
        db.engine.dispose()
    if database.name != "sqlite":
        database._do(f"DROP DATABASE IF EXISTS {ELSEWHERE} WITH (FORCE)")


def application(settings: Settings) -> Flask:
    made = create_app(settings)
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    return made


def run_in(app: Flask, *words: str) -> Any:
    """Run `flask …` on another application than the usual one."""
    return contextvars.Context().run(app.test_cli_runner().invoke, args=list(words))


def in_app(app: Flask, act: Callable[[], Any]) -> Any:
    """Return what `act` finds on another application's database."""

    def run() -> Any:
        with app.app_context():
            try:
                return act()
            finally:
                db.session.remove()

    return contextvars.Context().run(run)
