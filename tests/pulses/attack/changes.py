"""HR arranges rounds so that what changed between them is about one person, and works it out.

The attacker plans pulses, words and translates questions, invents people, answers for them, and
says who is away. Beyond that they have what `two_rounds` gives them: everything told and stored,
who answered each time, and the belief that whoever is asked the same again says the same.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person, Team
from cxstaff.pulses import actions, jobs
from cxstaff.pulses.actions import Draft, Translation, translate_question, write_question
from cxstaff.pulses.answering.queries.respondents import hold_respondent
from cxstaff.pulses.closing import split_halves
from cxstaff.pulses.models import Pulse, PulseRound, RoundHalf, Scale
from cxstaff.pulses.questions.catalogue import find_question
from tests.cast import NOW
from tests.pulses.attack.two_rounds import Sum, hire, solved, sums, team_of

SAME = "teei-mission"
DAY = timedelta(days=1)


@dataclass
class Company:
    """Three teams of one department; `mind` is what everybody thinks, on seven points."""

    hr: Person
    above: Team
    draw: random.Random = field(default_factory=lambda: random.Random(7))
    mind: dict[int, int] = field(default_factory=dict)
    told: list[Sum] = field(default_factory=list)
    rounds: list[PulseRound] = field(default_factory=list)

    def team(self, name: str, size: int) -> list[Person]:
        """Return a new team of people who have been here for a while."""
        people = team_of(self.above, name, size)
        for person in people:
            self.mind[person.id] = self.draw.randint(1, 7)
        return people

    def invent(self, team: Team, number: int) -> list[Person]:
        """Add people to a team for whom HR answers."""
        people = [hire(team, f"Made up {n}") for n in range(number)]
        for person in people:
            person.held_since, self.mind[person.id] = NOW - 10 * DAY, 4
            self.told.append((frozenset([person.id]), 4.0))
        db.session.commit()
        return people

    def pulse(self, key: str, weeks: int = 1, days: int = 3) -> Pulse:
        """Plan a pulse that asks one question, every week as a rule."""
        plan = actions.AskingPlan(f"About {key}", [self.above], [key], weeks, days, 11, None)
        made = actions.plan(plan, self.hr)
        db.session.commit()
        return made

    def ask(self, pulse: Pulse, people: Sequence[Person], day: int) -> PulseRound:
        """Have people answer a round that opens on a day; note everything that it tells."""
        now, key = NOW + day * DAY, pulse.questions[0].key
        made = actions.open_round(pulse, now=now)
        db.session.commit()
        for person in people:
            actions.answer(
                hold_respondent(made.id, person.id), {key: self.mind[person.id]}, None, now=now
            )
        db.session.commit()
        self._close(made, made.closes_at + timedelta(minutes=1))
        self.told += sums(made, key) + self._halves(made, people)
        self.rounds.append(made)
        return made

    def found_out(self) -> dict[int, float]:
        """Return what HR works out of single people, but for those whom it answers for."""
        mine = {next(iter(people)) for people, _ in self.told if len(people) == 1}
        return {who: said for who, said in solved(self.told).items() if who not in mine}

    def told_of(self, round_: PulseRound) -> int:
        """Return of how many groups of people something was told in a round."""
        return len({people for people, _ in sums(round_, round_.questions[0].key)})

    def _halves(self, round_: PulseRound, people: Sequence[Person]) -> list[Sum]:
        """Return what is kept of halves; years of counts tell whoever looks who is in which."""
        rows = db.select(RoundHalf).where(
            RoundHalf.round_id == round_.id, RoundHalf.subject == "index"
        )
        found = []
        for row in db.session.scalars(rows):
            mine = [e.id for e in people if e.memberships[0].team_id == row.team_id]
            for number, mean, side in (
                (row.first_n, row.first_mean, False),
                (row.second_n, row.second_mean, True),
            ):
                half = frozenset(e for e in mine if side_of(e) == side)
                assert len(half) == number
                found.append((half, number * (1 + mean / 100 * 6)))
        return found

    def _close(self, round_: PulseRound, at: datetime) -> None:
        with clock.frozen(at):
            jobs.close_rounds([round_.id], now=at)
        db.session.expire_all()


def in_three_ways(company: Company) -> list[int]:
    """Ask three times a week apart: without four, without four others, and without one."""
    (victim, *others), rest = company.team("Blau", 9), company.team("Rot", 9)
    first, second = others[:4], others[4:]
    pulse = company.pulse(SAME)
    for number, away in enumerate((second, first, [victim])):
        here = [each for each in (victim, *others) if each not in away]
        company.ask(pulse, [*here, *rest], 7 * number)
    return [victim.id]


def among_invented_people(company: Company) -> list[int]:
    """Ask twice, the second time without one and without four who do not exist."""
    team, rest = company.team("Blau", 8), company.team("Rot", 9)
    made_up = company.invent(team[0].memberships[0].team, 4)
    pulse = company.pulse(SAME)
    company.ask(pulse, [*team, *made_up, *rest], 0)
    company.ask(pulse, [*team[1:], *rest], 14)
    return [team[0].id]


def in_other_words(company: Company) -> list[int]:
    """Ask the same in other words on the next day, without one."""
    keys = [_own(company, words) for words in ("I know our aims.", "Our aims are known to me.")]
    return _one_missing(company, keys)


def in_words_of_the_bank(company: Company) -> list[int]:
    """Ask what the bank asks, in other words."""
    return _one_missing(company, [SAME, _own(company, "What this company is for, I understand.")])


def in_a_translation(company: Company) -> list[int]:
    """Ask two questions that everybody reads in another language, in which they are one."""
    keys = ["voice-safe", "voice-change"]
    for key in keys:
        question = find_question(key)
        assert question
        words = Translation("Ich kann hier etwas sagen.", (), None, None)
        translate_question(question, "de", words)
    db.session.commit()
    return _one_missing(company, keys)


def side_of(person_id: int) -> bool:
    """Say in which half of the index somebody is."""
    return split_halves.is_second(person_id, "index", split_halves.key())


def by_halves(company: Company) -> list[int]:
    """Ask twice, the second time without one of a half and four of the other."""
    team, rest = company.team("Blau", 26), company.team("Rot", 9)
    first, second = ([e for e in team if side_of(e.id) == side] for side in (False, True))
    away = [first[0], *second[:4]]
    company.ask(company.pulse(SAME, 4), [*team, *rest], 0)
    again = company.pulse(SAME, 4)
    company.ask(again, [*(e for e in team if e not in away), *rest], 14)
    return [first[0].id]


def after_a_long_round(company: Company) -> list[int]:
    """Ask for four weeks, and again on the day after that, without one."""
    team, rest = company.team("Blau", 8), company.team("Rot", 9)
    pulse = company.pulse(SAME, 4, 28)
    company.ask(pulse, [*team, *rest], 0)
    company.ask(pulse, [*team[1:], *rest], 28)
    return [team[0].id]


ATTACKS = {
    "halves": by_halves,
    "long round": after_a_long_round,
    "three ways": in_three_ways,
    "invented people": among_invented_people,
    "other words": in_other_words,
    "words of the bank": in_words_of_the_bank,
    "translation": in_a_translation,
}


def _one_missing(company: Company, keys: Sequence[str]) -> list[int]:
    team, rest = company.team("Blau", 8), company.team("Rot", 9)
    for day, key in enumerate(keys):
        pulse = company.pulse(key)
        company.ask(pulse, [*team[day:], *rest], 4 * day)
    return [team[0].id]


def _own(company: Company, words: str) -> str:
    draft = Draft(words, Scale.AGREE_7, None, "ours")
    made = write_question(draft, company.hr, now=NOW)
    db.session.commit()
    return made.key
