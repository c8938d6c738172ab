"""What an edition says: thanks received, thanks in the reader's teams, customers' own words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.digests.models import Edition
from cxstaff.people import queries as people
from cxstaff.recognition import queries as recognition
from cxstaff.recognition.models import Thanks
from cxstaff.recognition.words import names_of
from cxstaff.recognition.words import people as named
from cxstaff.web import when

LISTED = 10


@dataclass(frozen=True, slots=True)
class ThanksTold:
    """One thanks as an edition shows it; `quote` is what the customer said, if that is known."""

    giver: str
    receivers: tuple[str, ...]
    message: str
    celebrates: str
    quote: str | None
    is_private: bool
    given_at: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything one edition says, in plain values; private thanks of others only as a total."""

    name: str
    zone: str
    first_day: date
    last_day: date
    teams: tuple[str, ...]
    received: tuple[ThanksTold, ...]
    others: tuple[ThanksTold, ...]
    others_total: int
    private_total: int

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing worth a letter."""
        return not self.received and not self.others

    @property
    def heading(self) -> str:
        """Say in a line what it tells."""
        if not self.received:
            return str(_("What colleagues were thanked for"))
        count = len(self.received)
        return str(ngettext("You were thanked once", "You were thanked %(num)s times", count))

    @property
    def private(self) -> str:
        """Say how many thanks of others are private; "" where none is."""
        if not self.private_total:
            return ""
        return str(
            ngettext(
                "%(num)s more thanks was given privately.",
                "%(num)s more thanks were given privately.",
                self.private_total,
            )
        )

    def when(self, line: ThanksTold) -> str:
        """Say when a thanks was given, and that it is private."""
        moment = when(line.given_at, self.zone)
        return (
            " · ".join((moment, _("only the two of you see this"))) if line.is_private else moment
        )

    def whom(self, line: ThanksTold) -> str:
        """Name whom a thanks was for."""
        return named(line.receivers)

    @property
    def more(self) -> int:
        """Return how many thanks in the teams are not listed."""
        return self.others_total - len(self.others)


def contents_of(edition: Edition) -> Contents:
    """Read what `edition` says; asked again later, it says the same."""
    person, since, until = edition.person, edition.since, edition.until
    zone = people.zone_of(person)
    team_ids = people.led_team_ids(person, edition.ends_on)
    own = people.team_id_of(person, edition.ends_on)
    shown = people.team_ids_below(team_ids) | ({own} if own is not None else set())
    received = recognition.thanks_received(person.id, since, until)
    others = recognition.thanks_to_others(shown, person.id, since, until, LISTED)
    return Contents(
        name=person.name,
        zone=zone,
        first_day=clock.local_day(since, zone),
        last_day=edition.ends_on - timedelta(days=1),
        teams=tuple(_names({*team_ids, own} if own is not None else team_ids)),
        received=tuple(_line(thanks) for thanks in received),
        others=tuple(_line(thanks) for thanks in others.listed),
        others_total=others.total,
        private_total=others.private,
    )


def _names(team_ids: Iterable[int]) -> list[str]:
    wanted = set(team_ids)
    return [team.name for team in people.all_teams() if team.id in wanted]


def _line(thanks: Thanks) -> ThanksTold:
    return ThanksTold(
        giver=thanks.giver.name,
        receivers=tuple(names_of(thanks)),
        message=thanks.message,
        celebrates=thanks.celebrated or "",
        quote=thanks.quote,
        is_private=thanks.is_private,
        given_at=thanks.given_at,
    )
