"""Thanks of an edition: those to its reader, and of those to others some in full."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from cxstaff.digests.parts.highlights import (
    HighlightWeek,
    ThanksCandidate,
    begins,
    chosen,
    weeks_within,
)
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.digests.parts.reader import EditionReader
from cxstaff.digests.parts.told import ThanksTold
from cxstaff.people.queries import names_of_people
from cxstaff.recognition import queries as recognition
from cxstaff.recognition.models import Thanks
from cxstaff.recognition.queries import editions
from cxstaff.recognition.queries.editions import ReceiverRow
from cxstaff.recognition.words import NAMED, names_of

LISTED = 10


@dataclass(frozen=True, slots=True)
class OthersTold:
    """What others in the reader's teams were thanked for, and who else was.

    `total` are all that were given in public, `private` is how many were not.
    """

    listed: tuple[ThanksTold, ...]
    also: tuple[str, ...]
    total: int
    private: int


def received(reader: EditionReader) -> tuple[ThanksTold, ...]:
    """Return what the reader was thanked for, private ones too."""
    found = recognition.thanks_received(reader.person_id, reader.since, reader.until)
    return tuple(_told(each) for each in found)


def to_others(reader: EditionReader, material: EditionMaterial) -> OthersTold:
    """Return what others in the reader's teams were thanked for."""
    until, scope = reader.until, reader.shown
    total, private = editions.count_to_others(scope, reader.person_id, reader.since, until)
    kind = "thanks", scope, reader.since, until, reader.ends_on, reader.zone
    listed = material.once(kind, lambda: _highlights(reader, material))
    names = material.once((*kind, "also"), lambda: _also(reader, material, listed))
    mine = reader.person_id
    return OthersTold(
        tuple(each for each in listed if mine not in each.is_to),
        tuple(name for person_id, name in names if person_id != mine),
        total,
        private,
    )


def _highlights(reader: EditionReader, material: EditionMaterial) -> tuple[ThanksTold, ...]:
    """Return the thanks in the reader's teams that are given in full, the newest first."""
    ids = [each for quarter in _quarters(reader) for each in _picked(quarter, reader, material)]
    return tuple(_told(each) for each in editions.thanks_with_ids(ids))


def _quarters(reader: EditionReader) -> list[list[HighlightWeek]]:
    """Return the weeks that are told of; one that is not over yet ends with the edition."""
    weekday = reader.ends_on.weekday()
    found = weeks_within(reader.since, reader.until, weekday, reader.zone)
    last = found[-1][-1].until if found else None
    if last == reader.until:
        return found
    rest = HighlightWeek(reader.ends_on, reader.until)
    return [*found[:-1], [*found[-1], rest]] if found else [[rest]]


def _picked(
    quarter: Sequence[HighlightWeek], reader: EditionReader, material: EditionMaterial
) -> list[int]:
    """Return the ids of the thanks chosen for those weeks of a quarter that are told of."""
    since, until = begins(quarter, reader.zone), quarter[-1].until
    rows = _receivers(reader.shown, since, until, material)
    ends = [each.until for each in quarter]
    told = zip(quarter, chosen(_candidates(rows), ends, LISTED), strict=True)
    return [each for week, ids in told if week.until > reader.since for each in ids]


def _also(
    reader: EditionReader, material: EditionMaterial, listed: Iterable[ThanksTold]
) -> tuple[tuple[int, str], ...]:
    """Return who else was thanked in this time, of those whom no thanks given in full names."""
    rows = _receivers(reader.shown, reader.since, reader.until, material)
    named = {person for each in listed for person in each.named}
    ids = {row.person_id for row in rows} - named
    names = names_of_people(ids) if ids else {}
    return tuple(sorted(names.items(), key=lambda each: (each[1].casefold(), each[0])))


def _receivers(
    scope: frozenset[int], since: datetime, until: datetime, material: EditionMaterial
) -> Sequence[ReceiverRow]:
    key = "receivers", scope, since, until
    return material.once(key, lambda: editions.receivers_in(scope, since, until))


def _candidates(rows: Sequence[ReceiverRow]) -> list[ThanksCandidate]:
    """Return the thanks with those whom they would name: of many the first two, of a team nobody.

    Thanks to a whole team name it alone, so that they wait for nobody's turn.
    """
    found = list[ThanksCandidate]()
    for (thanks_id, given_at), group in groupby(rows, lambda row: (row.thanks_id, row.given_at)):
        several = list(group)
        told = several[: _told_of(len(several))]
        named = frozenset(-1 if row.is_to_team else row.person_id for row in told)
        found.append(ThanksCandidate(thanks_id, given_at, named))
    return found


def _told_of(count: int) -> int:
    """Return how many of so many people a sentence names (see `recognition.words.people`)."""
    return count if count <= NAMED else NAMED - 1


def _told(thanks: Thanks) -> ThanksTold:
    whom = [each.person_id for each in thanks.receivers]
    named = whom if thanks.to_team is not None else whom[: _told_of(len(whom))]
    return ThanksTold(
        thanks_id=thanks.id,
        giver=thanks.giver.name,
        receivers=tuple(names_of(thanks)),
        message=thanks.message,
        celebrates=thanks.celebrated or "",
        quote=thanks.quote,
        is_private=thanks.is_private,
        given_at=thanks.given_at,
        is_to=frozenset(whom),
        named=frozenset(named),
    )
