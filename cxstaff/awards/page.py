"""What pages of awards are handed: a list, one award, nominations, and kind words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from cxstaff import clock
from cxstaff.awards.models import Award, AwardPart, AwardState, Ballot, Nomination, Nominators
from cxstaff.awards.words import BALLOTS, NOMINATORS, STATES, last_day, next_of
from cxstaff.db import Page
from cxstaff.people.models import Person
from cxstaff.recognition.words import people
from cxstaff.web import day, number
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import NOTHING, Notice, Way


@dataclass(frozen=True, slots=True)
class AwardLine:
    """An award as its reader sees it in a list: its state, and what is next."""

    award: Award
    state: AwardState
    zone: str

    @property
    def mark(self) -> tuple[Any, str]:
        """Return its state in words, and the tone of that."""
        return STATES[self.state]

    @property
    def next(self) -> str:
        """Say what comes next, and when."""
        return next_of(self.award, self.state, self.zone)


@dataclass(frozen=True, slots=True)
class AwardAsks:
    """Something an award asks of its reader, or tells them, and where it leads."""

    tone: str
    title: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class AwardsPage:
    """One page of the awards somebody sees, what is asked of them, and what may be done."""

    lines: Page[AwardLine]
    asked: Sequence[AwardAsks]
    may_keep: bool

    @property
    def headings(self) -> list[str]:
        """Return the headings of the table."""
        return [_("Award"), _("Celebrates"), _("State"), _("What comes next")]

    @property
    def ways(self) -> list[Way]:
        """Return what makes an award, and the way to one's own kind words."""
        own = Way(_("Kind words about you"), "awards.mine", icon="mood-smile")
        make = Way(_("Make an award"), "awards.new", tone="primary", icon="trophy")
        return [own, make] if self.may_keep else [own]

    @property
    def nothing(self) -> EmptyState:
        """Say that there is no award."""
        title = _("No award at the moment")
        if not self.may_keep:
            text = _("HR makes them. Until then, thank somebody: it takes a minute.")
            return EmptyState("trophy", title, text, _("Thank somebody"), "recognition.new")
        text = _("Name what it celebrates, who may nominate until when, and two to nine jurors.")
        return EmptyState("trophy", title, text, _("Make an award"), "awards.new")


@dataclass(frozen=True, slots=True)
class NominationRow:
    """A nomination as its reader sees it; `by` is "" where they do not read who gave it."""

    nomination: Nomination
    by: str
    may_withdraw: bool

    @property
    def ways(self) -> list[Way]:
        """Return what takes it back, for who gave it."""
        place = {"award_id": self.nomination.award_id, "nomination_id": self.nomination.id}
        back = Way(_("Take it back"), "awards.withdraw_nomination", place, tone="link", posts=True)
        return [back] if self.may_withdraw else []


@dataclass(frozen=True, slots=True)
class NomineeRow:
    """A nominee with all that was said of them, and how they stand where that is told."""

    part: AwardPart
    rows: Sequence[NominationRow]
    place: int | None
    total: int | None
    is_here: bool
    may_take_out: bool

    @property
    def name(self) -> str:
        """Return the nominee's name."""
        return self.part.person.name

    @property
    def can_win(self) -> bool:
        """Say whether the jury votes on them."""
        return self.part.out_at is None and self.is_here

    @property
    def note(self) -> str:
        """Say how they stand, or why they do not any more."""
        if self.part.out_at is not None:
            return str(_("Out: declined, or taken out by HR"))
        if not self.is_here:
            return str(_("Has left the company"))
        if self.part.has_won:
            return str(_("The award went to them"))
        if self.place is None:
            return ""
        if self.total is None:
            return str(_("Place %(place)s", place=self.place))
        told = number(self.total)
        return str(_("Place %(place)s, %(total)s points", place=self.place, total=told))

    @property
    def ways(self) -> list[Way]:
        """Return what takes a nominee out, for HR."""
        place = {"award_id": self.part.award_id, "person_id": self.part.person_id}
        out = Way(_("Take out"), "awards.take_out", place, tone="link", posts=True)
        return [out] if self.may_take_out and self.part.out_at is None else []


@dataclass(frozen=True, slots=True)
class AwardPage:
    """One award as its reader sees it; `nominees` are None for who does not read nominations."""

    line: AwardLine
    own: Sequence[NominationRow]
    nominees: Sequence[NomineeRow] | None
    winners: Sequence[str]
    jury: Sequence[str]
    voted: str
    tie: str
    may_nominate: bool
    may_vote: bool
    has_voted: bool
    may_keep: bool
    may_decide: bool
    may_read_thanks: bool

    @property
    def award(self) -> Award:
        """Return the award."""
        return self.line.award

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Tell who nominates until when, how the jury decides, and who is on it."""
        award, zone = self.award, self.line.zone
        who = str(NOMINATORS[Nominators(award.nominators)])
        who = f"{who}: {award.team.name}" if award.team else who
        how = str(BALLOTS[Ballot(award.ballot)])
        named = ", ".join(each.name for each in award.criteria)
        spans = f"{day(clock.local_day(award.opens_at, zone))} – {last_day(award.closes_at, zone)}"
        return [
            (_("Celebrates"), award.celebrated),
            (_("Who may nominate"), who),
            (_("Nominations"), spans),
            (_("Votes until"), last_day(award.votes_until, zone)),
            (_("How the jury votes"), f"{how}: {named}" if named else how),
            (_("Votes needed"), number(award.quorum)),
            (_("Jury"), ", ".join(self.jury) or NOTHING),
        ]

    @property
    def notices(self) -> list[Notice]:
        """Say what comes next, where the award stands, and that there is a tie."""
        tone = "warn" if self.line.state in {AwardState.SHORT, AwardState.COUNTED} else "info"
        told = [Notice(tone, self.line.mark[0], self.line.next)]
        if self.winners:
            told.append(Notice("good", _("It went to %(names)s", names=people(self.winners))))
        return [*told, Notice("info", _("Equal in first place"), self.tie)] if self.tie else told

    @property
    def ways(self) -> list[Way]:
        """Return what the reader can do now, the next thing first."""
        place, state = {"award_id": self.award.id}, self.line.state
        going = {AwardState.PLANNED, AwardState.OPEN, AwardState.CLOSED}
        voting = {AwardState.VOTING, AwardState.SHORT}
        told = []
        if self.may_nominate and state is AwardState.OPEN:
            told.append(Way(_("Nominate somebody"), "awards.nominate", place, tone="primary"))
        if self.may_vote and state is AwardState.VOTING:
            label = _("Change my vote") if self.has_voted else _("Read and vote")
            told.append(Way(label, "awards.vote", place, tone="primary"))
        if self.may_decide and state is AwardState.COUNTED:
            told.append(Way(_("Decide"), "awards.decide", place, tone="primary"))
        if self.may_keep and state in going | voting:
            told.append(Way(_("Change the days"), "awards.edit_days", place, icon="calendar"))
            told.append(Way(_("Change the jury"), "awards.edit_jury", place, icon="users-group"))
        if self.may_keep and not self.award.is_over:
            told.append(Way(_("Withdraw it"), "awards.withdraw", place, icon="ban"))
        if self.may_read_thanks:
            on = {"thanks_id": self.award.thanks_id}
            told.append(Way(_("See it on Thanks"), "recognition.show", on, icon="heart-handshake"))
        return told


@dataclass(frozen=True, slots=True)
class AwardFormPage:
    """A form about an award: its title, what it says first, and where one comes from."""

    title: str
    lead: str
    award: Award | None
    form: Any
    fields: Sequence[Any]
    submit: str
    rows: Sequence[NomineeRow] = ()


@dataclass(frozen=True, slots=True)
class BallotPage:
    """A juror's page: the nominees with what was said of them, and the fields of the ballot.

    `ballot` are fields under the name of whom they are about, "" where they are about several.
    """

    award: Award
    title: str
    lead: str
    rows: Sequence[NomineeRow]
    form: Any
    ballot: Sequence[tuple[str, Sequence[Any]]]
    submit: str


@dataclass(frozen=True, slots=True)
class NomineePage:
    """Whom somebody can nominate: people with their team, found by words."""

    award: Award
    people: Page[tuple[Person, str]]
    words: str

    @property
    def nothing(self) -> EmptyState:
        """Say that nobody is called so."""
        text = _("Check the spelling, or try a part of the name.")
        return EmptyState("search", _("Nobody here is called that"), text)


@dataclass(frozen=True, slots=True)
class OwnAwardsPage:
    """What colleagues let somebody read, and for what they know that they are nominated."""

    rows: Page[Nomination]
    nominated: Sequence[tuple[AwardPart, Award]]

    @property
    def nothing(self) -> EmptyState:
        """Say that there is nothing yet, and what to do meanwhile."""
        title = _("No kind words here yet")
        text = _("When colleagues nominate you and let you read why, it stands here once decided.")
        return EmptyState("mood-smile", title, text, _("Thank somebody"), "recognition.new")
