"""Awards, who has which part in one, nominations with their reasons, and votes."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cxstaff.db import Model
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.recognition.models import CompanyValue

RANKED = text("criterion = 0")


class Nominators(StrEnum):
    """Who may nominate: all who work here, who leads a team, or the people of a team."""

    EVERYBODY = "everybody"
    LEADS = "leads"
    TEAM = "team"


class Ballot(StrEnum):
    """How a juror votes: names a first, a second and a third, or gives points by criterion."""

    PLACES = "places"
    POINTS = "points"


class NamesFor(StrEnum):
    """Who reads who nominated: jury and HR, HR alone, or nobody."""

    JURY = "jury"
    HR = "hr"
    NOBODY = "nobody"


class AwardStage(StrEnum):
    """How far an award has come; the next stage is begun by a job or by HR."""

    NOMINATING = "nominating"
    VOTING = "voting"
    COUNTED = "counted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class AwardState(StrEnum):
    """What an award waits for at a moment."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"  # a job lets the jury begin, where anybody was nominated
    VOTING = "voting"
    SHORT = "short"  # the time for votes is over, and too few jurors have voted
    COUNTED = "counted"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class Award(Model):
    """An award: what it is for, who may nominate until when, and how its jury decides.

    Moments are those at which days begin where the company is. `stuck_told_at` is when HR heard
    that it cannot go on, `thanks_id` the thanks that announced it.
    """

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint("measure_id IS NOT NULL OR value_id IS NOT NULL", name="celebrates"),
        CheckConstraint("opens_at < closes_at AND closes_at < votes_until", name="in_order"),
        CheckConstraint("quorum BETWEEN 2 AND 9", name="quorum_of_jury"),
        CheckConstraint("nominators IN ('everybody', 'leads', 'team')", name="known_nominators"),
        CheckConstraint("(nominators = 'team') = (team_id IS NOT NULL)", name="team_named"),
        CheckConstraint("ballot IN ('places', 'points')", name="known_ballot"),
        CheckConstraint("names_for IN ('jury', 'hr', 'nobody')", name="known_names_for"),
        CheckConstraint(
            "stage IN ('nominating', 'voting', 'counted', 'decided', 'withdrawn')",
            name="known_stage",
        ),
        CheckConstraint(
            "(stage IN ('decided', 'withdrawn')) = (ended_at IS NOT NULL)", name="ended_has_a_time"
        ),
        Index("ix_award_stage_closes_at", "stage", "closes_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    purpose: Mapped[str]
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measure.id"))
    value_id: Mapped[int | None] = mapped_column(ForeignKey("company_value.id"))
    nominators: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    votes_until: Mapped[datetime]
    ballot: Mapped[str]
    quorum: Mapped[int]
    tells_nominee: Mapped[bool]
    names_for: Mapped[str]
    stage: Mapped[str] = mapped_column(default=AwardStage.NOMINATING.value)
    words: Mapped[str | None]  # why it was withdrawn, or what the decision says
    stuck_told_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    thanks_id: Mapped[int | None] = mapped_column(ForeignKey("thanks.id", ondelete="SET NULL"))

    measure: Mapped[Measure | None] = relationship()
    value: Mapped[CompanyValue | None] = relationship()
    team: Mapped[Team | None] = relationship()
    made_by: Mapped[Person] = relationship(foreign_keys=[made_by_id])
    criteria: Mapped[list[AwardCriterion]] = relationship(
        cascade="all, delete-orphan", order_by="AwardCriterion.number"
    )
    parts: Mapped[list[AwardPart]] = relationship(
        cascade="all, delete-orphan", order_by="AwardPart.person_id"
    )

    @property
    def celebrated(self) -> str:
        """Return the name of the measure or value it is for."""
        celebrated = self.measure or self.value
        return celebrated.name if celebrated else ""

    @property
    def jury(self) -> list[AwardPart]:
        """Return its jurors."""
        return [each for each in self.parts if each.part == PartKind.JUROR]

    @property
    def nominees(self) -> list[AwardPart]:
        """Return who is nominated, those taken out as well."""
        return [each for each in self.parts if each.part == PartKind.NOMINEE]

    @property
    def winners(self) -> list[AwardPart]:
        """Return to whom it went."""
        return [each for each in self.nominees if each.has_won]

    @property
    def is_over(self) -> bool:
        """Say whether it was decided or withdrawn."""
        return self.ended_at is not None

    def part_of(self, person_id: int) -> AwardPart | None:
        """Return the part that somebody has in it."""
        return next((each for each in self.parts if each.person_id == person_id), None)

    def state(self, now: datetime) -> AwardState:
        """Return what it waits for."""
        if self.stage == AwardStage.VOTING and now >= self.votes_until:
            return AwardState.SHORT
        if self.stage != AwardStage.NOMINATING:
            return AwardState(self.stage)
        if now < self.opens_at:
            return AwardState.PLANNED
        return AwardState.OPEN if now < self.closes_at else AwardState.CLOSED


class AwardCriterion(Model):
    """What jurors give 0 to 5 points for; numbered from 1."""

    __tablename__ = "award_criterion"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 5", name="up_to_five"),)

    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


class PartKind(StrEnum):
    """What somebody is in an award: nobody is both."""

    JUROR = "juror"
    NOMINEE = "nominee"


class AwardPart(Model):
    """The one part that somebody has in an award: on its jury, or nominated.

    `voted_at` is when a juror voted last, `out_at` when a nominee declined or was taken out.
    """

    __tablename__ = "award_part"
    __table_args__ = (
        CheckConstraint("part IN ('juror', 'nominee')", name="known_part"),
        CheckConstraint("part = 'juror' OR voted_at IS NULL", name="jurors_vote"),
        CheckConstraint(
            "part = 'nominee' OR (out_at IS NULL AND NOT has_won)", name="nominees_win"
        ),
        CheckConstraint("NOT has_won OR out_at IS NULL", name="who_is_out_wins_nothing"),
        UniqueConstraint("award_id", "person_id", "part"),  # what nominations and votes point to
        Index("ix_award_part_person_id", "person_id"),
    )

    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    part: Mapped[str]
    voted_at: Mapped[datetime | None]
    out_at: Mapped[datetime | None]
    has_won: Mapped[bool] = mapped_column(default=False)

    person: Mapped[Person] = relationship()


class Nomination(Model):
    """Somebody's reason to nominate somebody else; each nominates each once.

    `may_be_told` says whether the nominee reads the words once the award is decided.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        CheckConstraint("nominator_id <> nominee_id", name="not_oneself"),
        CheckConstraint("part = 'nominee'", name="of_a_nominee"),
        UniqueConstraint("award_id", "nominee_id", "nominator_id"),
        ForeignKeyConstraint(
            ["award_id", "nominee_id", "part"],
            ["award_part.award_id", "award_part.person_id", "award_part.part"],
        ),
        Index("ix_nomination_nominator_id", "nominator_id"),
        Index("ix_nomination_nominee_id", "nominee_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"))
    nominee_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    part: Mapped[str] = mapped_column(default=PartKind.NOMINEE.value)
    nominator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str]
    may_be_told: Mapped[bool]
    given_at: Mapped[datetime]

    award: Mapped[Award] = relationship()
    nominee: Mapped[Person] = relationship(foreign_keys=[nominee_id])
    nominator: Mapped[Person] = relationship(foreign_keys=[nominator_id])


class AwardVote(Model):
    """What a juror says of a nominee: a place (criterion 0), or points by criterion; each once.

    Of a juror no two nominees have the same place.
    """

    __tablename__ = "award_vote"
    __table_args__ = (
        CheckConstraint(
            "(criterion = 0 AND value BETWEEN 1 AND 3)"
            " OR (criterion BETWEEN 1 AND 5 AND value BETWEEN 0 AND 5)",
            name="known_value",
        ),
        CheckConstraint("by_part = 'juror' AND of_part = 'nominee'", name="jurors_on_nominees"),
        ForeignKeyConstraint(
            ["award_id", "juror_id", "by_part"],
            ["award_part.award_id", "award_part.person_id", "award_part.part"],
        ),
        ForeignKeyConstraint(
            ["award_id", "nominee_id", "of_part"],
            ["award_part.award_id", "award_part.person_id", "award_part.part"],
        ),
        Index(
            "uq_award_vote_place",
            "award_id",
            "juror_id",
            "value",
            unique=True,
            sqlite_where=RANKED,
            postgresql_where=RANKED,
        ),
    )

    award_id: Mapped[int] = mapped_column(primary_key=True)
    juror_id: Mapped[int] = mapped_column(primary_key=True)
    nominee_id: Mapped[int] = mapped_column(primary_key=True)
    criterion: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int]
    by_part: Mapped[str] = mapped_column(default=PartKind.JUROR.value)
    of_part: Mapped[str] = mapped_column(default=PartKind.NOMINEE.value)
