"""HR as the attacker: whatever its own pages can do to learn what one person of a team answered.

Each attack gives four people of a team of five answers that HR knows, so that the fifth person's
follow from the team's means. HR reads the letters to addresses of its own, and no others.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import scipy

from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.models import PulseRound, RoundResult
from tests.cast import NOW
from tests.roster_files import bring, upload

QUESTIONS = {"teei-mission": 7, "teei-asked": 7, "teei-tools": 7, "voice-safe": 7, "enps": 10}
KNOWN = {"teei-mission": 4, "teei-asked": 3, "teei-tools": 5, "voice-safe": 2, "enps": 6}
FORM = {f"q-{key}": str(value) for key, value in KNOWN.items()}
PASSWORD = {"password": "as good as any other", "again": "as good as any other"}
LUCK = 0.001


@dataclass
class Hr:
    """HR in front of a browser, with a mailbox of its own, and with others' browsers at hand."""

    visit: Any
    stranger: Callable[[], Any]
    mailbox: Path
    round_: PulseRound | None = None
    seen: set[Path] = field(default_factory=set)

    def give(self, person: Person, email: str | None) -> None:
        """Give a person another address, or none, on the page of their entry."""
        form = {"name": person.name, "email": email or "", "employee_number": ""}
        assert self.visit.post(f"/people/{person.id}", form).status_code == 303

    def own(self, person: Person) -> str:
        """Return the address that HR reads in a person's place."""
        return f"hr-{person.id}@elsewhere.example"

    def link_in_mail(self, to: str, path: str) -> str:
        """Return the newest link to `path` in letters to an address of HR's own."""
        assert to.endswith("@elsewhere.example")
        found = ""
        for file in sorted(self.mailbox.glob("*.eml")):
            content = file.read_bytes()
            if to.encode() not in content:
                continue  # to others; reading every letter takes half of an attack
            message = message_from_bytes(content, policy=policy.default)
            if str(message["To"]) == to:
                text = message.get_body(("plain",)).get_content()
                match = re.search(rf"http://127\.0\.0\.1:8000(/{path}/\S+)", text)
                found = match[1] if match else found
        return found

    def sign_in_by_letter(self, to: str) -> Any:
        """Choose a password by a link in HR's own mailbox; return the browser signed in by it."""
        browser = self.stranger()
        browser.post("/forgotten-password", {"email": to})
        browser.post(self.link_in_mail(to, "passwords"), PASSWORD)
        return browser

    @property
    def path(self) -> str:
        """Return the page of the round."""
        assert self.round_
        return f"/pulses/rounds/{self.round_.id}"


def by_codes(hr: Hr, four: Sequence[Person]) -> None:
    """Blank four addresses, make codes for them, answer, put the addresses back."""
    before = {person.id: person.email for person in four}
    names = [person.name for person in four]
    for person in four:
        hr.give(person, None)
    page = hr.visit.post(f"{hr.path}/codes").text
    for slip in page.split('<li class="slip">')[1:]:
        if any(f"<strong>{name}</strong>" in slip for name in names):
            code = slip.split("<code>")[1].split("</code>")[0]
            device = hr.stranger()
            entered = device.post("/device", {"code": code, "second": code})
            if entered.status_code == 303:
                device.post(entered.location, FORM)
    for person in four:
        hr.give(person, before[person.id])


def by_recovery(hr: Hr, four: Sequence[Person]) -> None:
    """Give four people HR's own addresses, ask for new passwords, answer, put all back."""
    for person in four:
        before = person.email
        hr.give(person, hr.own(person))
        hr.sign_in_by_letter(hr.own(person)).post(hr.path, FORM)
        hr.give(person, before)


def by_roster_file(hr: Hr, four: Sequence[Person]) -> None:
    """Do the same with a roster file instead of pages."""
    before = {person.id: str(person.email) for person in four}
    _import(hr, {person: hr.own(person) for person in four})
    for person in four:
        hr.sign_in_by_letter(hr.own(person)).post(hr.path, FORM)
    _import(hr, {person: before[person.id] for person in four})


ATTACKS = {"codes": by_codes, "recovery": by_recovery, "roster file": by_roster_file}


def invent(hr: Hr, team: Team, number: int) -> list[str]:
    """Add people to a team, under addresses of HR's own; return the addresses."""
    addresses = [f"new-{team.id}-{n}@elsewhere.example" for n in range(number)]
    for n, email in enumerate(addresses):
        form = {"name": f"New {team.name} {n}", "email": email, "team": team.id}
        form |= {"since": "2025-01-06", "invite": "y"}
        assert hr.visit.post("/people", form).status_code == 303
    return addresses


def answer_as_invented(hr: Hr, addresses: Sequence[str]) -> None:
    """Answer for people who do not exist, by the letters that they get."""
    for email in addresses:
        hr.stranger().post(hr.link_in_mail(email, "answers"), FORM)


def answer_honestly(
    round_: PulseRound, people: Sequence[Person], seed: int, now: datetime = NOW
) -> dict[Any, int]:
    """Let people answer everything, each in their own way; return what they answered."""
    draw, truth = random.Random(seed), dict[Any, int]()
    for person in people:
        mine = {key: draw.randint(1, highest) for key, highest in QUESTIONS.items()}
        actions.answer(hold_respondent(round_.id, person.id), mine, None, now=now)
        truth |= {(person.id, key): value for key, value in mine.items()}
    db.session.commit()
    return truth


def derived(round_: PulseRound, team: Team) -> dict[str, float]:
    """Work out the fifth person's answers from the team's means, taking four for HR's own."""
    rows = db.session.scalars(
        db.select(RoundResult).where(
            RoundResult.round_id == round_.id, RoundResult.team_id == team.id
        )
    )
    found = {}
    for row in rows:
        key = row.subject.removeprefix("question:")
        if key in KNOWN and row.subject != key:
            low, steps = (0, 10) if key == "enps" else (1, 6)
            total = row.n * (row.mean / 100 * steps + low)
            found[key] = round(total - (row.n - 1) * KNOWN[key], 6)
    return found


@dataclass
class Hits:
    """How many answers were worked out rightly, and how many guessing the likeliest would be."""

    right: int = 0
    tries: int = 0
    guessed: float = 0.0

    def add(self, worked_out: dict[str, float], truth: dict[Any, int], victim: int) -> None:
        """Hold what was worked out about one person to what they answered."""
        for key in QUESTIONS:
            said = Counter(value for (_, asked), value in truth.items() if asked == key)
            self.tries += 1
            self.right += worked_out.get(key) == truth[victim, key]
            self.guessed += max(said.values()) / said.total()

    @property
    def is_no_better_than_guessing(self) -> bool:
        """Say whether whoever guesses the likeliest answer could be as lucky."""
        rate = self.guessed / self.tries
        return self.right <= float(scipy.stats.binom.isf(LUCK, self.tries, rate))

    @property
    def is_certain(self) -> bool:
        """Say whether every answer was worked out."""
        return self.right == self.tries


def _import(hr: Hr, emails: dict[Person, str]) -> None:
    lines = [f"{person.name},{email},{person.employee_number}" for person, email in emails.items()]
    content = "\n".join(["name,email,employee_number", *lines]).encode()
    bring(hr.visit, upload(hr.visit, content).location, "stay")
