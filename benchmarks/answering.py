"""Answering a pulse, by the link of a letter and signed in, against a floor and a peer.

The floor is a bare endpoint that inserts one row. The peer is django-survey-and-report, where a
survey for everybody stands beside the link, and one for accounts beside being signed in.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks import asked, peer
from benchmarks.databases import Database, environment_for
from benchmarks.served import Load, Server, Visit, open_and_send, send, serving
from benchmarks.signed_in import sign_in, visit
from config import Settings
from cxstaff import clock, create_app
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.pulses.answering import links

ROWS, RUNS = 2_000, 3
PEERS_SHARE = 5
"""How much fewer people answer where it takes longer: at the peer, and form and answer together."""
KEYS = ("teei-mission", "teei-asked", "teei-tools", "enps", "comment")
ANSWER = {"teei-mission": "6", "teei-asked": "4", "teei-tools": "5", "enps": "8"}


@dataclass(slots=True)
class Way:
    """One way to answer: who visits the product and the peer, and what was seen, run by run."""

    name: str
    ours: list[Visit]
    theirs: list[Visit] = field(default_factory=list)
    floor: list[Load] = field(default_factory=list)
    answer: list[Load] = field(default_factory=list)
    both: list[Load] = field(default_factory=list)
    peers_answer: list[Load] = field(default_factory=list)
    peers_both: list[Load] = field(default_factory=list)


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return two lines, by link and signed in: throughput, ratios, latencies, and errors.

    `rows` people answer, in each run anew, and so many rows are inserted by the floor.
    """
    with ExitStack() as stack:
        urls = [stack.enter_context(database.fresh(name)) for name in ("product", "floor", "peer")]
        tell("founding a company")
        env = environment_for(urls[0], folder)
        ways = _prepare(env, rows)
        tell(f"installing {peer.NAME}")
        python = peer.install(folder)
        beside = peer.found(python, urls[2], max(1, rows // PEERS_SHARE)) if python else None
        product = stack.enter_context(serving("wsgi:app", env, database.workers))
        bare_env = {"CXSTAFF_DATABASE_URL": urls[1]}
        bare = stack.enter_context(serving("benchmarks.bare:app", bare_env, database.workers))
        if beside:
            ways[0].theirs, ways[1].theirs = beside.by_link, beside.signed_in
            other = stack.enter_context(
                serving("project:app", beside.env, database.workers, peer.HERE, beside.granian)
            )
        for way in ways:
            for run in range(1, RUNS + 1):
                tell(f"{way.name}, run {run} of {RUNS}")
                _run_ours(way, product, bare)
                if beside:
                    _run_theirs(way, other)
    return "\n".join(_line(database.name, way) for way in ways)


def _run_ours(way: Way, product: Server, bare: Server) -> None:
    some = way.ours[: max(1, len(way.ours) // PEERS_SHARE)]
    rows = [Visit("/", {"person": str(n), "word": "word"}) for n in range(len(way.ours))]
    way.both.append(open_and_send(product, some, 303))
    way.floor.append(send(bare, rows, 204))
    way.answer.append(send(product, way.ours, 303))


def _run_theirs(way: Way, other: Server) -> None:
    way.peers_both.append(open_and_send(other, way.theirs, 302))
    way.peers_answer.append(send(other, way.theirs, 302))


def _line(name: str, way: Way) -> str:
    seen = _middle(way.answer)
    mine = [*way.answer, *way.both]
    low, middle, high = _ratios(way.answer, way.floor)
    return (
        f"answering {way.name}, {name}: {seen.per_second:,.0f}/s against "
        f"{_middle(way.floor).per_second:,.0f}/s bare, ratio {middle:.2f} of {low:.2f}–{high:.2f} "
        f"(aim ≥ 0.45), processor {_worked(way.answer):.2f} against {_worked(way.floor):.2f} ms "
        f"(ratio {_worked(way.floor) / _worked(way.answer):.2f}); {_beside_peer(way)}; "
        f"median {seen.median:.0f} ms, 95 % within {seen.p95:.0f} ms, "
        f"99 % within {seen.p99:.0f} ms; "
        f"{sum(run.wrong for run in mine)} wrong of {sum(run.sent for run in mine):,}"
    )


def _beside_peer(way: Way) -> str:
    if not way.theirs:
        return f"{peer.NAME} could not be installed, so nothing is said beside it"
    wrong = sum(run.wrong for run in (*way.peers_answer, *way.peers_both))
    answers, both = _ratios(way.answer, way.peers_answer), _ratios(way.both, way.peers_both)
    return (
        f"{answers[1]:.1f} of {answers[0]:.1f}–{answers[2]:.1f} times {peer.NAME}'s "
        f"{_middle(way.peers_answer).per_second:,.0f}/s (aim ≥ 6), form and answer together "
        f"{both[1]:.1f} of {both[0]:.1f}–{both[2]:.1f} times its "
        f"{_middle(way.peers_both).per_second:,.0f}/s (aim ≥ 4), in processor time "
        f"{_worked(way.peers_answer) / _worked(way.answer):.1f} and "
        f"{_worked(way.peers_both) / _worked(way.both):.1f}"
        + (f", {wrong} wrong there" if wrong else "")
    )


def _ratios(mine: Sequence[Load], others: Sequence[Load]) -> tuple[float, float, float]:
    """Return the lowest, the middle and the highest ratio of runs that belong together."""
    found = [a.per_second / b.per_second for a, b in zip(mine, others, strict=True)]
    return min(found), statistics.median_low(found), max(found)


def _worked(runs: Sequence[Load]) -> float:
    """Return the processor's milliseconds a visit, in the middle of the runs."""
    return statistics.median_low(run.processor for run in runs)


def _middle(runs: Sequence[Load]) -> Load:
    return sorted(runs, key=lambda run: run.per_second)[(len(runs) - 1) // 2]


def _prepare(env: dict[str, str], people: int) -> list[Way]:
    """Found a company with an open round; return everybody's visit, by link and signed in.

    Each holds the cookie and the token of a page that was opened before.
    """
    app = create_app(Settings.from_environment(env))
    with app.app_context():
        db.create_all()
        asked.found(people)
        round_id = asked.open_round(clock.now(), KEYS).id
        everybody = list(db.session.scalars(db.select(Person).order_by(Person.id)))
        secret = app.config["SETTINGS"].secret_key
        tokens = {each.id: links.write(round_id, each, secret) for each in everybody}
        db.session.remove()
    here = f"/pulses/rounds/{round_id}"
    by_link = [_visit(app, f"/answers/{token}", *visit(app)) for token in tokens.values()]
    signed_in = [_visit(app, here, *sign_in(app, person)) for person in tokens]
    with app.app_context():
        db.engine.dispose()
    return [Way("by link", by_link), Way("signed in", signed_in)]


def _visit(app: Flask, address: str, content: dict[str, Any], token: str) -> Visit:
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    cookie = f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps(content)}"
    form = {f"q-{key}": value for key, value in ANSWER.items()}
    return Visit(address, form | {"comment": "", "csrf_token": token}, cookie)
