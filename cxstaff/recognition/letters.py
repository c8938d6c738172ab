"""The letter by which somebody hears at once that they were thanked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from flask_babel import force_locale
from flask_babel import gettext as _

from cxstaff import clock, mail
from cxstaff.people.models import Person, WaitingLetter
from cxstaff.people.queries import get_company, zone_of
from cxstaff.points.queries import is_on
from cxstaff.recognition import queries, words
from cxstaff.recognition.models import Hearing, Thanks
from cxstaff.web import when

NO_NEWS = timedelta(days=7)
"""After so long a letter that no mail server took says nothing new: the digest has told it."""


@dataclass(frozen=True, slots=True)
class ThanksLetter:
    """A thanks as it is told to one of those it is to."""

    thanks: Thanks
    reader: Person

    @property
    def title(self) -> str:
        """Say who thanked whom, as the reader is spoken to."""
        giver = self.thanks.giver.name
        if self.thanks.to_team is not None:
            team = self.thanks.to_team.name
            return str(_("%(giver)s thanked you and all of %(team)s", giver=giver, team=team))
        others = [name for name in words.names_of(self.thanks) if name != self.reader.name]
        if not others:
            return str(_("%(giver)s thanked you", giver=giver))
        return str(
            _("%(giver)s thanked you and %(others)s", giver=giver, others=words.people(others))
        )

    @property
    def drawn(self) -> words.Drawn | None:
        """Return the picture that goes with it."""
        return words.drawn(self.thanks.picture)

    @property
    def points(self) -> str:
        """Say how many points the reader got with it; "" where it is without."""
        return words.points_of(self.thanks) if is_on() else ""

    @property
    def private(self) -> str:
        """Say who alone sees it; "" where others do."""
        return words.private(self.thanks)

    @property
    def at(self) -> str:
        """Say when it was given, where the reader lives."""
        return when(self.thanks.given_at, zone_of(self.reader))


def is_wanted(letter: WaitingLetter) -> bool:
    """Say whether a thanks is still to be told: it stands, and its reader is here and listens."""
    now, reader = clock.now(), letter.person
    if _thanks_in(letter) is None or now - letter.made_at > NO_NEWS:
        return False
    is_here = reader.works_here(clock.local_day(now, zone_of(reader)))
    return is_here and queries.hearing_of(reader.id) is Hearing.AT_ONCE


def to_thanked(letter: WaitingLetter) -> mail.Letter:
    """Write the letter. Raises ValueError where the thanks was taken back in this moment."""
    thanks, company = _thanks_in(letter), get_company()
    if thanks is None:
        raise ValueError("The thanks was taken back.")
    told = ThanksLetter(thanks, letter.person)
    with force_locale(letter.person.locale or company.locale):
        written = mail.compose(
            "thanks",
            letter.address,
            message_id=mail.message_id_for(letter.key),
            told=told,
            company=company,
        )
    return replace(written, picture=mail.embedded(told.drawn.png)) if told.drawn else written


def _thanks_in(letter: WaitingLetter) -> Thanks | None:
    """Return what a letter is about, unless it was taken back and its number given anew."""
    thanks = queries.find_thanks_to(letter.person_id, letter.words["thanks"])
    is_same = thanks is not None and thanks.given_at.isoformat() == letter.words["given_at"]
    return thanks if is_same else None
