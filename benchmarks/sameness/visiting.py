"""All that the product says of a company, written to a folder: `… visiting COMPANY FOLDER`.

Pages come before posts, and both in one order, since looking at a comparison is noted.
"""

from __future__ import annotations

import contextvars
import hashlib
import io
import json
import re
import shutil
import sys
import tempfile
import zipfile
from collections import Counter, deque
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import select, text
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from benchmarks.databases import settings_for
from benchmarks.sameness.companies import NOW
from benchmarks.sameness.questions import COMMANDS, DECLARED, addresses
from benchmarks.signed_in import sign_in
from cxstaff import clock, create_app
from cxstaff.db import db
from cxstaff.people.models import Person

LINK = re.compile(r'<a\b[^>]*?href="([^"#]+)')
VARYING = re.compile(
    rb"[A-Za-z0-9_-]{86,}={0,2}|nonce-[A-Za-z0-9_-]+|nonce=\"[^\"]+\"|/sessions/\d+/"
    rb"|request_key\" type=\"hidden\" value=\"[^\"]+|cxstaff-same-\w+|\b[0-9a-f]{64}\b"
    rb"|\?v=\w+"
)
"""Masked tokens, which are twice as long as what they hold, nonces, numbers and names drawn by
chance, the seals of the security log, which hold some, and versions of static files."""
DATED = "docProps/core.xml"
"""The part of a workbook that says when it was made, by the machine's own clock."""
ALIKE, MOST = {"demonstration": 3}, 400
"""Pages of one view that are shown: of the generated companies, whose comparisons matter, one."""
LOCAL_PARTS = ("employee", "lead", "hr", "cx", "admin")
TABLES = {
    "study": "id",
    "study_version": "id",
    "comparison_look": "engagement, outcome, span, lag, day",
}
Wanted = tuple[str, str]


def visit(company: Path, to: Path) -> None:
    """Show everything of a copy of a company to everybody who signs in."""
    with tempfile.TemporaryDirectory(prefix="cxstaff-same-") as made:
        copy = Path(shutil.copytree(company, Path(made) / "company"))
        app = create_app(settings_for(f"sqlite:///{copy / 'company.db'}", copy))
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
        with app.app_context(), clock.frozen(NOW):
            upgrade()
            people = list(_people())
            db.session.remove()
            clients = {name: _client(app, person) for name, person in people}
            for name, client in clients.items():
                _follow_links(app, client, to / name, ALIKE.get(company.name, 1))
            asks = clients["hr"]
            _ask(asks, to / "linkage", [("GET", path) for path in addresses(asks)])
            _study(app, asks, to / "studies")
            _command(app, to / "commands")
            _tables(to / "tables")
            db.session.remove()
            db.engine.dispose()


def _people() -> Iterator[tuple[str, int]]:
    """Return who is looked through, by role."""
    for name in LOCAL_PARTS:
        query = select(Person.id).where(Person.email.like(f"{name}@%"))
        if (found := db.session.scalars(query).first()) is not None:
            yield name, found


def _client(app: Flask, person: int) -> FlaskClient:
    cookie, _token = sign_in(app, person)
    client = app.test_client()
    with client.session_transaction() as session:
        session.update(cookie)
    return client


def _follow_links(app: Flask, client: FlaskClient, to: Path, most_alike: int) -> None:
    """Follow links from the first page on; of pages that one view shows alike, the first few."""
    waiting, seen, alike = deque(["/"]), set[str](), Counter[tuple[str, ...]]()
    while waiting and len(seen) < MOST:
        path = waiting.popleft()
        place = _place(app, path)
        if path in seen or place is None or alike[place] == most_alike:
            continue
        seen.add(path)
        alike[place] += 1
        answer = _open(client, "GET", path)
        _keep(to, len(seen), ("GET", path), answer)
        if answer.mimetype == "text/html":
            waiting += _links(answer.text, path)


def _place(app: Flask, path: str) -> tuple[str, ...] | None:
    """Return the view of an address with the names of what it is asked; None for other places."""
    parts = urlsplit(path)
    try:
        endpoint, _ = app.url_map.bind("here").match(parts.path, method="GET")
    except HTTPException:
        return None
    return None if endpoint == "static" else (endpoint, *re.findall(r"(\w+)=", parts.query))


def _links(html: str, base: str) -> Iterator[str]:
    for link in LINK.findall(html):
        parts = urlsplit(urljoin(f"http://here{base}", unescape(link)))
        if parts.netloc == "here":
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def _ask(client: FlaskClient, to: Path, wanted: list[Wanted], **data: str) -> None:
    for number, (method, path) in enumerate(wanted, 1):
        _keep(to, number, (method, path), _open(client, method, path, **data))


def _study(app: Flask, client: FlaskClient, to: Path) -> None:
    """Declare studies, run them now and a month later, as the job does; close one."""
    for number, declared in enumerate(DECLARED):
        _ask(client, to / f"new-{number}", [("POST", "/comparison/studies/new")], **declared)
    _ask(
        client,
        to / "refused",
        [("POST", "/comparison/studies/new")],
        **(DECLARED[0] | {"name": "", "teams": "1", "smallest": "x"}),
    )
    with app.app_context():
        studies = [str(row.id) for row in db.session.execute(text("SELECT id FROM study"))]
        db.session.remove()
    shown = [("GET", f"/comparison/studies/{study}") for study in studies]
    _ask(client, to / "run", [("POST", f"{path}/versions") for _, path in shown[::2]])
    _ask(client, to / "first", shown)
    for days in (1, 31):
        with clock.frozen(NOW + timedelta(days=days)):
            _run(app, "jobs", "run", "linkage.run_studies")
    _ask(client, to / "second", [*shown, ("GET", "/comparison/studies")])
    _ask(client, to / "closed", [("POST", f"{path}/closure") for _, path in shown[:1]])
    _ask(client, to / "third", shown[:1])


def _command(app: Flask, to: Path) -> None:
    to.mkdir(parents=True)
    for number, words in enumerate(COMMANDS):
        (to / f"{number:03}.txt").write_text(_run(app, *words))


def _run(app: Flask, *words: str) -> str:
    """Run a command as an operator would, and return what it says."""
    runner = app.test_cli_runner()
    result = contextvars.Context().run(lambda: runner.invoke(args=list(words)))
    return f"{result.exit_code}\n{result.output}\n{result.exception or ''}\n"


def _tables(to: Path) -> None:
    """Write what studies have stored, and which questions were looked at."""
    to.mkdir(parents=True)
    for name, order in TABLES.items():
        rows = db.session.execute(text(f"SELECT * FROM {name} ORDER BY {order}")).mappings()
        lines = [json.dumps(dict(row), default=str, sort_keys=True) for row in rows]
        (to / f"{name}.txt").write_text("\n".join(lines))


def _open(client: FlaskClient, method: str, path: str, **data: str) -> TestResponse:
    """Ask in a context of its own, as a server does."""
    return contextvars.Context().run(
        lambda: client.open(path, method=method, data=data or None, buffered=True)
    )


def _keep(to: Path, number: int, wanted: Wanted, answer: TestResponse) -> None:
    """Write an answer: what it is, and its body without what varies."""
    to.mkdir(parents=True, exist_ok=True)
    method, path = wanted
    name = quote(path, safe="=&?,")
    if len(name) > 120:
        name = f"{name[:100]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    head = f"{method} {path}\n{answer.status} {answer.content_type} {answer.location}\n\n"
    body = VARYING.sub(b"(varies)", _unpacked(answer.data))
    (to / f"{number:03} {name}").write_bytes(head.encode() + body)


def _unpacked(body: bytes) -> bytes:
    """Give the parts of a workbook one after another, without when it was made."""
    if not body.startswith(b"PK"):
        return body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        names = sorted(set(packed.namelist()) - {DATED})
        return b"\n".join(name.encode() + b"\n" + packed.read(name) for name in names)


if __name__ == "__main__":
    visit(Path(sys.argv[1]), Path(sys.argv[2]))
