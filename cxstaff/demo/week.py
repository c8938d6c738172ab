"""The files of a week: a survey, then ratings of known contacts, new ones, and some in doubt."""

from __future__ import annotations

import csv
import secrets
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from cxstaff import clock, tables
from cxstaff.customers.imports import actions
from cxstaff.customers.imports.jobs import bring_in, path_of
from cxstaff.customers.models import Channel, ContactReason, Feedback, Interaction
from cxstaff.customers.reading import guesses
from cxstaff.customers.records.actions import correct
from cxstaff.db import db
from cxstaff.demo import interactions, names
from cxstaff.demo.accounts import ACCOUNTS
from cxstaff.people.models import Person, Role

FILE_NAME, SURVEY_NAME = "service-desk-week.csv", "survey-week.csv"
HEADINGS = (
    "Ticket ID", "Created at", "Agent", "Channel", "Category", "Status", "CSAT score", "Comment",
)  # fmt: skip
SURVEY_HEADINGS = ("Ticket ID", "Survey completed at", "Did we solve your problem?")
RATED, ASKED, NEW = 40, 40, 24
WRONG_AGENTS = ("Chatbot", "Chatbot", "Chatbot", "Robin Nobody", "")
SAID = {1: "I am still waiting.", 2: "It took three calls.", 4: "Thank you.", 5: "Solved at once!"}
WHY = "The customer called: the rating was meant for another shop."


def bring(now: datetime) -> None:
    """Write the files and import them as CX would: some records wait to be mended afterwards.

    The survey comes first, so that what it says of new contacts waits for the second file and joins
    them. One interaction that this rated is corrected by hand: its history has two steps.
    """
    cx, unrated = _cx(), _unrated(now)
    rated, asked = unrated[:RATED], unrated[RATED:]
    corrected = [one.id for one in rated[:1]]
    survey = list(_answers(asked, now))
    contacts = [*_ratings(rated), *_new(rated, now)]
    _bring_in(SURVEY_NAME, SURVEY_HEADINGS, survey, cx, now)
    _bring_in(FILE_NAME, HEADINGS, contacts, cx, now)
    for number in corrected:
        correct(number, {"csat": None, "remark": None}, cx, WHY, now=clock.now())


def _bring_in(
    name: str,
    headings: Sequence[str],
    records: Sequence[Sequence[str]],
    cx: Person,
    now: datetime,
) -> None:
    """Write a file and import it as it is guessed to be read."""
    stored_as = f"interactions-{secrets.token_hex(16)}.csv"
    path = path_of(stored_as)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(path, [headings, *records])
    layout = tables.examine(path)
    rows = [record.values for record in tables.records(path, layout)]
    how = guesses.guess(layout.headings, rows, interactions.SOURCE, names.ZONE)
    run = actions.receive(path, name, stored_as, cx, now=now)
    actions.start(run, how, cx, now=now)
    worker = uuid.uuid4().hex
    run_id = actions.LEASE.claim(worker, now=now, row_id=run.id)
    if run_id is not None:
        bring_in(run_id, worker)


def _cx() -> Person:
    (address,) = (account.email for account in ACCOUNTS if account.role is Role.CX)
    return db.session.scalars(select(Person).where(Person.email == address)).one()


def _unrated(now: datetime) -> list[Interaction]:
    """Return the newest contacts of the last weeks about which nobody has said anything."""
    query = (
        select(Interaction)
        .outerjoin(Feedback)
        .where(Feedback.interaction_id.is_(None), Interaction.handler_id > 0)
        .where(Interaction.happened_at < now - timedelta(days=1))
        .order_by(Interaction.happened_at.desc())
    )
    return list(db.session.scalars(query.limit(RATED + ASKED)))


def _answers(asked: Sequence[Interaction], now: datetime) -> Iterator[list[str]]:
    """Give what customers answered whether it was solved: of known contacts and of new ones."""
    given = now - timedelta(hours=1)
    moment = given.strftime("%Y-%m-%dT%H:%M:%S.%f%z")
    for place, one in enumerate(asked):
        yield [one.reference, moment, "no" if place % 5 == 0 else "yes"]
    for place in range(len(WRONG_AGENTS), NEW // 2):
        yield [f"W{place + 1:04d}", moment, "yes"]


def _ratings(rated: Sequence[Interaction]) -> Iterator[list[str]]:
    for place, one in enumerate(rated):
        csat = (5, 4, 5, 1, 5, 2)[place % 6]
        said = SAID[csat] if place % 3 == 0 else ""
        yield _row(one, one.reference, one.happened_at, _agent(one), str(csat), said)


def _new(rated: Sequence[Interaction], now: datetime) -> Iterator[list[str]]:
    """Give new contacts like known ones; of some the handler or the score cannot be read."""
    agents = dict(enumerate(WRONG_AGENTS))
    for place, one in enumerate(rated[:NEW]):
        when = now - timedelta(hours=2 + place)
        score = "n/a" if place % 4 else ("9" if place % 8 == 0 else "4")
        agent = agents.get(place, _agent(one))
        yield _row(one, f"W{place + 1:04d}", when, agent, score, "")


def _row(
    like: Interaction, reference: str, when: datetime, agent: str, score: str, said: str
) -> list[str]:
    channel = db.session.get_one(Channel, like.channel_id).name
    reason = db.session.get_one(ContactReason, like.reason_id).name
    status = "Resolved" if score != "1" else "Open"
    moment = when.strftime("%Y-%m-%dT%H:%M:%S.%f%z")
    return [reference, moment, agent, channel, reason, status, score, said]


def _agent(one: Interaction) -> str:
    return (one.handler.email or one.handler.name) if one.handler else ""


def _write(path: Path, rows: Sequence[Sequence[str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
