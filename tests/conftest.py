"""What every test stands on: a fresh company, a stopped clock, closed sockets, real requests."""

import contextvars
import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from werkzeug.test import TestResponse

from config import Settings
from cxstaff import clock, create_app
from cxstaff.alignment import scorecards
from cxstaff.db import db
from cxstaff.linkage.material.cache import cache as comparisons
from cxstaff.people.accounts import passwords
from cxstaff.people.models import Person, Team
from tests import asked
from tests.cast import NOW, QUICK, email_of, found_company
from tests.databases import Postgres, Sqlite, fastest_folder
from tests.pages import Browser
from tests.signed_in import signed_in
from tests.spreading import ByUnit, dearest_first
from tests.told import Stories

# A slow machine is no fault. Every run tries the same examples, as far as the same modules are
# loaded: Hypothesis takes constants from their sources.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")

# What tests write, with what browsers and servers that they start write, is written to memory: on
# a disk that is told of each file that goes, three folders taken down took longer than most tests.
FAST = fastest_folder()
if FAST is not None:
    os.environ["TMPDIR"] = tempfile.tempdir = str(FAST)

Flask.test_client_class = Browser  # pages are read as browsers read them

DEAR, DEAR_DECOY = passwords._hasher, passwords._DECOY
DECOY = QUICK.hash("decoy")
# What a migrated database has besides: so that stories of such a one are rows, which are quick to
# lay down, and no other tables, which are copied file by file.
REVISION = "CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY)"
BEGUN = "INSERT INTO sign_in_session"
# Files and folders of tests that take seconds each: half of the time for a tenth of the tests.
LONG = frozenset(
    "attack backups browser demo test_acceptance.py test_benchmarks.py test_bytes.py "
    "test_covering.py test_disclosure.py test_erasing.py test_exports.py test_generated.py "
    "test_halves_disclosure.py test_migrations.py test_power.py test_real.py test_strangers.py "
    "test_throttle.py test_two_workers.py test_whole_chunks.py".split()
)
RESOLVED: dict[str, set[str]] = {}
"""Addresses of hosts that tests may reach: asked for once, not by every test."""
SELDOM = 50_000, 20, 50  # new objects before the garbage collector looks, at those, at older ones
DATABASES = {"sqlite": Sqlite, "postgresql": Postgres}
Keep = Callable[[str, str, Callable[[], AbstractContextManager[Any]]], Any]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=list(DATABASES), help="only on this database")


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before tests are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what takes long, and begin with what takes longest."""
    for item in items:
        if LONG.intersection(item.path.parts):
            item.add_marker("long")
    yield
    items[:] = [items[place] for place in dearest_first([item.nodeid for item in items])]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByUnit:
    """Spread tests over workers by the unit."""
    config.option.loadscopereorder = False
    return ByUnit(config, log)


def pytest_collection_finish() -> None:
    """Let the garbage collector leave what stays: modules, models, tests. It looked through all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        all_ = ["sqlite"] if _asks_pages(metafunc) else list(DATABASES)
        for marker in metafunc.definition.iter_markers("only"):
            all_ = [name for name in DATABASES if name in marker.args]
        names = [name for name in all_ if chosen in {None, name}]
        metafunc.parametrize("database", names, indirect=True, scope="session")


def _asks_pages(metafunc: pytest.Metafunc) -> bool:
    """Say whether a test is about pages, which do not know the database: one will do for it.

    That what pages ask is asked of both is held by `tests.asked`.
    """
    test = metafunc.definition
    if "browser" in test.path.parts:
        return True
    return "as_" in metafunc.fixturenames and test.get_closest_marker("both") is None


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Give what a worker has seen to the process that began it."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["asked"] = {name: sorted(found) for name, found in asked.places.items()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a worker has seen."""
    for name, found in getattr(node, "workeroutput", {}).get("asked", {}).items():
        asked.places[name].update(found)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Name the lines that never asked PostgreSQL, for whoever adds tests; the run does not fail.

    Which line sends a flush hangs on the test before it.
    """
    never = asked.missing(asked.places) if asked.is_whole(config) else []
    if never:
        terminalreporter.section("asked SQLite and never PostgreSQL: mark a test with `both`")
        terminalreporter.line("\n".join(never))


@pytest.fixture(scope="session")
def made_once() -> Iterator[Keep]:
    """Keep what was made for a database, by kind and name, to the end of the run.

    A worker is handed tests of one database and of the other in turns: made anew at each turn, a
    server, its tables and all stories would take longer than many a turn.
    """
    made: dict[tuple[str, str], Any] = {}
    with ExitStack() as stack:

        def keep(kind: str, name: str, make: Callable[[], AbstractContextManager[Any]]) -> Any:
            if (kind, name) not in made:
                made[kind, name] = stack.enter_context(make())
            return made[kind, name]

        yield keep


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, made_once: Keep) -> Any:
    """A database with the cast in it, ready to be photocopied."""
    return made_once("database", request.param, lambda: _begun(request.param))


@contextmanager
def _begun(name: str) -> Iterator[Any]:
    """Begin a database; its folder is none of pytest's, which a later run would clear away."""
    with tempfile.TemporaryDirectory(prefix="cxstaff-", ignore_cleanup_errors=True) as folder:
        made = DATABASES[name](Path(folder))
        yield made
        made.stop()


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for compiled templates, for all workers of this run."""
    here = tmp_path_factory.getbasetemp()
    folder = (here.parent if "PYTEST_XDIST_WORKER" in os.environ else here) / "templates"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def built(
    database: Any, made_once: Keep, compiled: Path, tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    """The application on that database; use `app`, which is fresh for every test."""
    data = tmp_path_factory.mktemp("data")
    app: Flask = made_once("application", database.name, lambda: _built(database, compiled, data))
    return app


@contextmanager
def _built(database: Any, compiled: Path, data: Path) -> Iterator[Flask]:
    app = create_app(
        Settings.from_environment(
            {
                "CXSTAFF_ENV": "testing",
                "CXSTAFF_DATABASE_URL": database.url,
                "CXSTAFF_DATA_DIR": str(data),
            }
        )
    )
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    with app.app_context(), clock.frozen(NOW):
        db.create_all()
        db.session.execute(db.text(REVISION))
        found_company()
        db.session.remove()
        database.keep_as_template(db.engine.dispose)
        engine = db.engine
        asked.listen_to(engine)
    yield app
    engine.dispose()


@pytest.fixture
def app(built: Flask, database: Any) -> Iterator[Flask]:
    """The application with the cast as it was founded, inside its context."""
    with built.app_context():
        database.renew(db.engine)
        scorecards.kept.clear()
        comparisons.clear()  # another test's company may have the same versions by chance
        kept: Settings = built.config["SETTINGS"]
        for folder in (kept.key_dir, kept.upload_dir, kept.key_dir.parent / "mail"):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        kept.erased_file.unlink(missing_ok=True)
        yield built
        db.session.remove()


@pytest.fixture(scope="session")
def stories(
    built: Flask, database: Any, made_once: Keep, tmp_path_factory: pytest.TempPathFactory
) -> Stories:
    """Return what stories have been told on this database; use `tell`."""
    with built.app_context():
        engine = db.engine
    data = built.config["SETTINGS"].key_dir.parent
    told = Stories(database, engine, data, tmp_path_factory.mktemp("told"))
    return cast(Stories, made_once("stories", database.name, lambda: nullcontext(told)))


@pytest.fixture
def tell(app: Flask, stories: Stories) -> Callable[[str, Callable[[], Any]], Any]:
    """Tell a story once, and find the company as it left it ever after: `tell(name, story)`."""
    return stories.tell


@pytest.fixture(autouse=True)
def stopped_clock() -> Iterator[None]:
    """Hold the clock at a Wednesday morning in March 2026."""
    with clock.frozen(NOW):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the cast's cheap hashes for today's; tests of their cost take `dear_passwords`."""
    monkeypatch.setattr(passwords, "_hasher", QUICK)
    monkeypatch.setattr(passwords, "_DECOY", DECOY)


@pytest.fixture
def dear_passwords(quick_passwords: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash as the product does."""
    monkeypatch.setattr(passwords, "_hasher", DEAR)
    monkeypatch.setattr(passwords, "_DECOY", DEAR_DECOY)


@pytest.fixture(autouse=True)
def closed_sockets(request: pytest.FixtureRequest) -> None:
    """Let no test reach beyond this machine."""
    import pytest_socket

    hosts = ["127.0.0.1", "::1", "localhost"]
    pytest_socket.socket_allow_hosts(hosts, allow_unix_socket=True, resolution_cache=RESOLVED)


def person_named(name: str) -> Person:
    """Return a member of the cast by first name."""
    return db.session.scalars(db.select(Person).where(Person.email == email_of(name))).one()


def _member(name: str) -> Any:
    @pytest.fixture(name=name)
    def member(app: Flask) -> Person:
        return person_named(name)

    return member


ana, ben, bea, cleo, rolf = (_member(n) for n in ("ana", "ben", "bea", "cleo", "rolf"))
ines, cyrus, ada, hugo = (_member(n) for n in ("ines", "cyrus", "ada", "hugo"))


def _team(name: str) -> Any:
    @pytest.fixture(name=name.lower())
    def team(app: Flask) -> Team:
        return db.session.scalars(db.select(Team).where(Team.name == name)).one()

    return team


blue, red, service = _team("Blue"), _team("Red"), _team("Service")


@dataclass
class Visit:
    """Somebody's browser: every request runs as in production, on a session of its own."""

    client: FlaskClient

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.open("GET", path, **options)

    def post(self, path: str, data: Any = None, **options: Any) -> TestResponse:
        return self.open("POST", path, data=data, **options)

    def open(self, method: str, path: str, **options: Any) -> TestResponse:
        """Commit what the test did, then ask; what the test holds is read anew afterwards."""
        db.session.commit()
        # The response holds the request's context; a fresh one keeps its session from ours.
        options = {"method": method, "buffered": True} | options  # streams are read in there too
        answer = contextvars.Context().run(self.client.open, path, **options)
        db.session.expire_all()
        return answer


@pytest.fixture
def as_(app: Flask) -> Callable[[Person | None], Visit]:
    """Give somebody's browser, signed in (None: a stranger's)."""

    def visit(person: Person | None) -> Visit:
        client = app.test_client()
        if person is not None:
            secret = signed_in(person)
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = secret, True
        return Visit(client)

    return visit


@dataclass
class Counted:
    """The statements a block sent to the database."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


@pytest.fixture
def counting(app: Flask) -> Callable[[], AbstractContextManager[Counted]]:
    """Count the statements that a block sends: `with counting() as sent: ...; len(sent)`."""

    @contextmanager
    def count() -> Iterator[Counted]:
        counted = Counted()

        def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(BEGUN):  # by `as_`: no part of what a page asks for
                counted.statements.append(statement)

        engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield counted
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return count


@pytest.fixture
def command(app: Flask) -> Callable[..., Any]:
    """Run `flask …` as an operator would: `command("people", "import", path).output`."""

    def run(*words: str, **options: Any) -> Any:
        db.session.commit()
        runner = app.test_cli_runner()
        result = contextvars.Context().run(runner.invoke, args=list(words), **options)
        db.session.expire_all()
        return result

    return run


@pytest.fixture
def mailbox(app: Flask) -> Path:
    """The folder that mail is kept in during tests."""
    kept: Settings = app.config["SETTINGS"]
    return Path(kept.mail_url.removeprefix("folder:"))
