"""Whom a line of a roster file is about: by employee number, e-mail or name, asked in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from cxstaff.people.roster.checking import rehires
from cxstaff.people.roster.checking.changes import Choice, Plan, RosterQuestion
from cxstaff.people.roster.checking.entry import Entry, key_of
from cxstaff.people.roster.reading.line import LineProblem, RosterLine
from cxstaff.people.roster.reading.status import RosterStanding
from cxstaff.text import N_

TWO_PEOPLE = N_("The e-mail belongs to %(email_name)s, the employee number to %(number_name)s.")
OTHER_NUMBER = N_("Line %(first)s gives this e-mail to the employee number %(number)s.")
OTHER_EMAIL = N_("Line %(first)s gives this employee number the e-mail %(email)s.")
NAMESAKES = N_("Several people are called %(name)s. Whom does line %(line)s mean?")
SAME_PERSON = N_(
    "Line %(line)s has a number or e-mail for %(name)s that nobody has yet. Who is it?"
)
CAME_BACK = N_(
    "Line %(line)s looks like %(name)s, who left on %(day)s, under another employee number. Is it "
    "the same person?"
)
WAS_HERE = N_(
    "Line %(line)s looks like an earlier time of %(name)s here, until %(day)s, under another "
    "employee number. Is it the same person?"
)
LEFT_UNKNOWN = N_(
    "%(name)s has left by the status, without a day, and is not on the roster: not brought in."
)
A_PERSON = N_("%(name)s, %(who)s")
SOMEBODY_NEW = N_("Somebody new")
NEW = "new"


class People:
    """The people of a roster while a file is read, and where each of them stands."""

    def __init__(
        self,
        entries: Sequence[Entry],
        teams: Mapping[str, str],
        answers: Mapping[str, str],
        plan: Plan,
        today: date,
    ) -> None:
        self.entries = list(entries)
        self.known, self.teams, self.answers, self.plan = len(entries), teams, answers, plan
        self.today = today
        self.told: dict[int, int] = {}
        self.doubtful = set[int]()
        self.aliases = defaultdict[str, set[int]](set)
        self._expected = set[int]()
        self._places: dict[tuple[str, str], int] = {}
        self._names = defaultdict[str, set[int]](set)
        for place in range(len(self.entries)):
            self._index(place)

    def expect(self, rows: Iterable[RosterLine]) -> None:
        """Note whom the lines name by number or e-mail, so that nobody else is taken for them."""
        for row in rows:
            self._expected |= self._by_keys(row)

    def place_of(self, row: RosterLine) -> int | None:
        """Return where the person of a line stands, adding a new one; None where it is open."""
        by_number, by_email = self.by_number(row.number), self.by_email(row.email)
        if by_number is not None and by_email is not None and by_number != by_email:
            names = {
                "email_name": self.entries[by_email].name,
                "number_name": self.entries[by_number].name,
            }
            self._wrong(row, "email", TWO_PEOPLE, **names)
            return None
        known = (each for each in (by_number, by_email, self._formerly(row)) if each is not None)
        place = next(known, None)
        if place is not None:
            return place if self._agrees(row, place) else None
        alike = sorted(self._names[key_of(row.name)])
        if row.number or row.email:
            may_be = [each for each in alike if self._may_be(row, each)]
            return self._asked(row, may_be, SAME_PERSON) if may_be else self._again(row, alike)
        if len(alike) > 1:
            return self._asked(row, alike, NAMESAKES)
        return alike[0] if alike else self._added(row)

    def put(self, place: int, entry: Entry, row: RosterLine) -> None:
        """Keep what a line makes of a person."""
        self.entries[place] = entry
        self.told.setdefault(place, row.line)
        self._index(place)
        for name in row.aliases:
            self.aliases[key_of(name)].add(place)

    def by_number(self, number: str | None) -> int | None:
        """Return where the person with an employee number stands."""
        return self._places.get(("number", number)) if number else None

    def by_email(self, email: str | None) -> int | None:
        """Return where the person with an e-mail stands."""
        return self._places.get(("email", email)) if email else None

    def by_any_number(self, number: str | None) -> int | None:
        """Return where the person stands who has an employee number, or else had it before."""
        now = self.by_number(number)
        return self._places.get(("former", number)) if number and now is None else now

    def called(self, name: str) -> set[int]:
        """Return where the people stand who are called so, or were so by a line."""
        return self._names[key_of(name)] | self.aliases[key_of(name)]

    def choice(self, place: int) -> Choice:
        """Return a person as the answer to a question."""
        entry = self.entries[place]
        team = self.teams.get(entry.team or "", "")
        who = ", ".join(each for each in (entry.number, entry.email, team) if each)
        return Choice(self.value(place), A_PERSON, {"name": entry.name, "who": who or "–"})

    def value(self, place: int) -> str:
        """Return by what an answer names a person."""
        entry = self.entries[place]
        return f"person-{entry.id}" if entry.id else f"line-{self.told.get(place, place)}"

    def _may_be(self, row: RosterLine, place: int) -> bool:
        """Say whether somebody known may be meant under another number or e-mail."""
        entry = self.entries[place]
        if entry.id is None or place in self._expected or place in self.told:
            return False
        return not (row.number and entry.number)

    def _formerly(self, row: RosterLine) -> int | None:
        """Return where the person stands who had the number of a line before, and is called so."""
        place = self.by_any_number(row.number)
        return place if place is not None and place in self.called(row.name) else None

    def _again(self, row: RosterLine, alike: Sequence[int]) -> int | None:
        """Return who came back under another number, which is asked; else somebody new."""
        times = [
            each for each in alike if rehires.is_another_time(self.entries[each], row, self.today)
        ]
        if not times:
            return self._added(row)
        known = [each for each in times if rehires.is_known(self.entries[each], row)]
        if len(known) == 1:  # one who is called so left on that very day, as somebody said before
            return known[0]
        left = [day for each in times if (day := self.entries[each].left_on)]
        sentence = CAME_BACK if left else WAS_HERE
        return self._asked(row, times, sentence, day=max(left) if left else row.left_on)

    def _asked(
        self, row: RosterLine, alike: Sequence[int], sentence: str, **told: object
    ) -> int | None:
        """Return whom the answer names; asks where there is none."""
        key = f"line-{row.line}"
        answer, values = self.answers.get(key), [self.value(each) for each in alike]
        if answer == NEW:
            return self._added(row)
        if answer in values:
            return alike[values.index(answer)]
        choices = [*(self.choice(each) for each in alike), Choice(NEW, SOMEBODY_NEW)]
        values_ = {"name": row.name, "line": row.line, **told}
        self.plan.questions.append(RosterQuestion(key, sentence, values_, choices))
        self.doubtful |= set(alike)
        return None

    def _agrees(self, row: RosterLine, place: int) -> bool:
        """Say whether a line names its person as the lines before it did."""
        first, entry = self.told.get(place), self.entries[place]
        if first is None or rehires.is_another_time(entry, row, self.today):
            return True
        if row.number and entry.number not in (None, row.number):
            self._wrong(row, "employee_number", OTHER_NUMBER, first=first, number=entry.number)
            return False
        if row.email and entry.email not in (None, row.email):
            self._wrong(row, "email", OTHER_EMAIL, first=first, email=entry.email)
            return False
        return True

    def _added(self, row: RosterLine) -> int | None:
        if row.standing is RosterStanding.LEFT and row.left_on is None:
            self.plan.notes.append(
                LineProblem(row.line, "status", LEFT_UNKNOWN, {"name": row.name})
            )
            return None
        self.entries.append(Entry(None, row.name, row.email, row.number))
        self._index(len(self.entries) - 1)
        return len(self.entries) - 1

    def _by_keys(self, row: RosterLine) -> set[int]:
        found = (self.by_number(row.number), self.by_email(row.email))
        return {place for place in found if place is not None}

    def _index(self, place: int) -> None:
        entry = self.entries[place]
        if entry.number:
            self._places["number", entry.number] = place
        for number in entry.former:
            self._places["former", number] = place
        if entry.email:
            self._places["email", entry.email] = place
        self._names[key_of(entry.name)].add(place)

    def _wrong(self, row: RosterLine, column: str, sentence: str, **values: object) -> None:
        self.plan.problems.append(LineProblem(row.line, column, sentence, values))
