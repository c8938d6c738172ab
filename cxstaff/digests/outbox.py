"""The outbox of digests, as `dispatch` sends them: whose edition is due, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import product
from typing import NamedTuple

from flask_babel import force_locale

from cxstaff import clock, mail
from cxstaff.db import db
from cxstaff.digests import actions, links, queries
from cxstaff.digests.contents import Contents, contents_of
from cxstaff.digests.models import Edition, EditionState
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.digests.periods import Cadence, latest_day
from cxstaff.mail import Letter, MailDown
from cxstaff.mail.smtp import Undeliverable
from cxstaff.people import queries as people
from cxstaff.people.letters import unreachable
from cxstaff.people.models import Person, WaitingLetter

AT_ONCE = 5000
"""Editions tried again that are looked at together; of new ones nothing but ids is read."""


class Due(NamedTuple):
    """Whose edition is due; one that waits for another attempt has its id, a new one none."""

    person_id: int
    edition_id: int | None


class _Prepared(NamedTuple):
    """What an edition comes to: its state once it is done, and what is noted beside."""

    state: EditionState
    thanks: int
    address: str | None


@dataclass(slots=True)
class Digests:
    """Editions of one run: those left waiting, then those of each zone where it is time.

    `ended` counts them by state. `served` are the zones and rhythms in which everybody due was
    looked at, with the day, so that nobody looks there again for a while.
    """

    ended: Counter[EditionState] = field(default_factory=Counter)
    served: dict[tuple[str, str], date] = field(default_factory=dict)
    _prepared: dict[Due, _Prepared] = field(default_factory=dict)
    _material: EditionMaterial = field(default_factory=EditionMaterial)

    def due(self, now: datetime) -> Sequence[Due]:
        """Return whose editions are due now; each person of a zone once a run."""
        found = [Due(*row) for row in queries.editions_waiting(now, AT_ONCE)]
        plan = queries.find_plan()
        if plan is None or plan.is_paused:
            return found
        known = queries.checked_zones(now)
        for zone, every in product(queries.zones(), Cadence):
            rhythm = queries.rhythm_of(plan, every)
            day, kind = latest_day(rhythm, zone, now), (zone, str(every))
            if day >= rhythm.starts_on and day not in {known.get(kind), self.served.get(kind)}:
                due = queries.people_due(zone, day, every, plan.every)
                found += [Due(person_id, None) for person_id in due]
                self.served[kind] = day
        return found

    def claim(self, keys: Sequence[Due], now: datetime) -> Sequence[Due]:
        """Claim editions, and take up those that wait; return those that no other worker has."""
        return [*_taken_up(keys, now), *_claimed(keys, now)]

    def writer(self, keys: Sequence[Due]) -> Callable[[Due], Letter | None]:
        """Return what writes each; None where an edition says nothing, or goes to nobody."""
        return self._written

    def note_sent(self, key: Due, now: datetime) -> None:
        """Keep that an edition went, or why it needed no letter."""
        prepared = self._prepared.pop(key)
        if prepared.address is not None:
            unreachable.note_taken(key.person_id, prepared.address)
        actions.finish(_get(key), prepared.state, prepared.thanks, now=now)
        self.ended[prepared.state] += 1

    def note_failure(self, key: Due, why: Exception, now: datetime) -> None:
        """Keep why an edition did not go, and that its address was refused if it was."""
        prepared = self._prepared.pop(key, None)
        if isinstance(why, Undeliverable) and prepared is not None and prepared.address:
            unreachable.note_refused(key.person_id, prepared.address, why.said, now=now)
        sentence = str(why) if isinstance(why, MailDown) else f"{type(why).__name__}: {why}"
        actions.fail(_get(key), sentence, now=now)
        self.ended[EditionState.FAILED] += 1

    def release(self, keys: Sequence[Due], now: datetime) -> None:
        """Give back editions that were claimed and not tried: they are due at once."""
        for key in keys:
            self._prepared.pop(key, None)
            actions.give_back(_get(key), now=now)

    def _written(self, key: Due) -> Letter | None:
        edition, plan = _get(key), queries.find_plan()
        with force_locale(edition.person.locale or people.get_company().locale):
            contents = contents_of(edition, self._material, now=clock.now())
            state, address = EditionState.SENT, edition.person.email
            if contents.is_empty or (contents.is_quiet and plan and not plan.tells_quiet):
                state, address = EditionState.EMPTY, None
            elif not _wants_mail(edition.person):
                state, address = EditionState.KEPT, None
            self._prepared[key] = _Prepared(state, len(contents.received), address)
            return letter_of(edition, contents, address) if address is not None else None


def letter_of(edition: Edition, contents: Contents, to: str) -> Letter:
    """Compose the letter that tells `contents`, in the language that they are in."""
    person, stop = edition.person, links.stop_address(edition.person)
    told = (*contents.received, *contents.others)
    letter = mail.compose(
        "digest",
        to,
        message_id=edition.message_id,
        contents=contents,
        reactions={each.thanks_id: links.reaction_address(person, each.thanks_id) for each in told},
        browser=_page_of(edition),
        stop=stop,
        company=people.get_company(),
    )
    return replace(letter, unsubscribe=stop)


def letter_now(waiting: WaitingLetter) -> Letter:
    """Compose the letter that somebody asked for at once, of the last seven days."""
    now, person = clock.now(), waiting.person
    edition = queries.draft_of(person, now)
    edition.message_id = mail.message_id_for(waiting.key)
    with force_locale(person.locale or people.get_company().locale):
        return letter_of(edition, contents_of(edition, now=now), waiting.address)


def message_id(person_id: int, day: date) -> str:
    """Return the Message-ID of somebody's edition of `day`, the same at every attempt."""
    return mail.message_id_for("digest", person_id, day.isoformat())


def _page_of(edition: Edition) -> str:
    """Return the full address of an edition's page; of one that is not kept, of the preview."""
    if edition.id is None:
        return mail.address_of("digests.preview")
    return mail.address_of("digests.show", edition_id=edition.id)


def _taken_up(keys: Sequence[Due], now: datetime) -> Iterator[Due]:
    """Take up what waits; every worker in the same order, so that no two wait for each other."""
    waiting = sorted((key.edition_id, key) for key in keys if key.edition_id is not None)
    for edition_id, key in waiting:
        if actions.take_up(edition_id, now=now) is not None:
            yield key


def _claimed(keys: Sequence[Due], now: datetime) -> Iterator[Due]:
    for person_id in (key.person_id for key in keys if key.edition_id is None):
        person = db.session.get_one(Person, person_id)
        edition = actions.claim(person, message_id, now=now)
        if edition is not None:
            yield Due(person_id, edition.id)


def _wants_mail(person: Person) -> bool:
    today = clock.local_day(clock.now(), people.zone_of(person))
    reachable = person.email is not None and person.works_here(today)
    return reachable and not queries.refuses(person.id)


def _get(key: Due) -> Edition:
    return db.session.get_one(Edition, key.edition_id)
