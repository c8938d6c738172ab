"""What an edition says: all parts that concern one person, each where it has something to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.digests.models import Edition
from cxstaff.digests.parts import leading, teams, thanks
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.digests.parts.reader import EditionReader, reader_of
from cxstaff.digests.parts.sections import Section, SectionParts, sections, waiting
from cxstaff.digests.parts.thanks import OthersTold
from cxstaff.digests.parts.told import NO_NEWS, ThanksTold, WaitTold
from cxstaff.recognition.words import people as named
from cxstaff.web import number

ALSO_NAMED = 20
"""Of those who were thanked and not told of in full so many are named."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything one edition says, in plain values; private thanks of others only as a total.

    What waits, and who was not thanked, is told when it is written, and not where it is read later.
    """

    name: str
    zone: str
    first_day: date
    last_day: date
    teams: tuple[str, ...]
    received: tuple[ThanksTold, ...]
    to_others: OthersTold
    parts: SectionParts
    waits: tuple[WaitTold, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing happened: nobody was thanked, and nothing is new."""
        told = self.received or self.others or self.parts.action
        return not told and self.parts.news.is_empty

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing worth reading at all."""
        parts = self.parts
        filling = parts.remark, parts.unthanked, parts.milestones, self.waits
        return self.is_quiet and not any(filling)

    @property
    def waiting(self) -> list[Section]:
        """Return the section of what waits for the reader, if anything does."""
        return waiting(self.waits)

    @property
    def sections(self) -> list[Section]:
        """Return what is told beside thanks."""
        return sections(self.parts)

    @property
    def total(self) -> str:
        """Say how many public thanks others had in all."""
        return str(_("%(num)s in all", num=number(self.to_others.total)))

    @property
    def others(self) -> tuple[ThanksTold, ...]:
        """Return what others were thanked for, as far as it is given in full."""
        return self.to_others.listed

    @property
    def heading(self) -> str:
        """Say in a line what it tells."""
        count = len(self.received)
        if count:
            told = ngettext("You were thanked once", "You were thanked %(num)s times", count)
            return str(told)
        if self.others:
            return str(_("What colleagues were thanked for"))
        return str(_("What is new")) if not self.is_quiet else str(_("A quiet time"))

    @property
    def subject(self) -> str:
        """Say the same in the subject of a letter."""
        count = len(self.received)
        if count:
            return str(ngettext("%(num)s thanks for you", "%(num)s thanks for you", count))
        if self.others and len(self.teams) == 1:
            return str(_("What %(team)s was thanked for", team=self.teams[0]))
        return self.heading

    @property
    def preview(self) -> str:
        """Say what mail programs show beside the subject."""
        if self.received:
            first = self.received[0]
            return str(
                _("%(giver)s thanked you: %(words)s", giver=first.giver, words=first.message)
            )
        told = [each.message for each in self.others[:1]]
        told += [self.parts.remark.text] if self.parts.remark else []
        return told[0] if told else ""

    @property
    def private(self) -> str:
        """Say how many thanks of others are private; "" where none is."""
        count = self.to_others.private
        if not count:
            return ""
        return str(
            ngettext(
                "%(num)s more thanks was given privately.",
                "%(num)s more thanks were given privately.",
                count,
            )
        )

    @property
    def also(self) -> str:
        """Name who else was thanked; "" where nobody was."""
        names = self.to_others.also
        if not names:
            return ""
        if len(names) <= ALSO_NAMED:
            return str(_("Thanked as well: %(names)s.", names=", ".join(names)))
        told, others = ", ".join(names[:ALSO_NAMED]), len(names) - ALSO_NAMED
        values = {"names": told, "count": others}
        return str(_("Thanked as well: %(names)s and %(count)s others.", **values))

    @property
    def whose(self) -> str:
        """Name the teams that are told of."""
        return named(self.teams)

    def when(self, line: ThanksTold) -> str:
        """Say when a thanks was given, and that it is private."""
        return line.when(self.zone)


def contents_of(
    edition: Edition, material: EditionMaterial | None = None, *, now: datetime | None = None
) -> Contents:
    """Read what `edition` says; with `now`, as it is sent at that moment, what waits as well.

    Asked again later, it says of thanks, levers and remarks the same, as far as they are there.
    """
    known = material if material is not None else EditionMaterial()
    reader = reader_of(edition, known)
    received, others = thanks.received(reader), thanks.to_others(reader, known)
    quoted = {each.quote for each in (*received, *others.listed)}
    return Contents(
        name=edition.person.name,
        zone=reader.zone,
        first_day=reader.first_day,
        last_day=reader.last_day,
        teams=_names(reader, known),
        received=received,
        to_others=others,
        parts=SectionParts(
            levers=teams.levers(reader, known),
            milestones=teams.milestones(reader, known),
            remark=teams.remark(reader, quoted, known),
            action=teams.action(reader, known),
            unthanked=leading.unthanked(reader, now),
            news=leading.news(reader, known) if reader.hears_all else NO_NEWS,
        ),
        waits=leading.waits(edition.person, reader, now, known) if now is not None else (),
    )


def _names(reader: EditionReader, material: EditionMaterial) -> tuple[str, ...]:
    """Return the names of the reader's teams."""
    by_id = material.teams.by_id
    return tuple(sorted(by_id[each].name for each in reader.teams))
