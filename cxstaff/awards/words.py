"""Awards in words: their states, who may nominate, how a jury votes, and letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.awards.models import Award, AwardState, Ballot, NamesFor, Nominators
from cxstaff.web import day

TICK = timedelta(microseconds=1)

STATES = {
    AwardState.PLANNED: (_l("Opens later"), "muted"),
    AwardState.OPEN: (_l("Open for nominations"), "good"),
    AwardState.CLOSED: (_l("Nominations are over"), "info"),
    AwardState.VOTING: (_l("Before the jury"), "info"),
    AwardState.SHORT: (_l("Too few votes"), "warn"),
    AwardState.COUNTED: (_l("To be decided"), "warn"),
    AwardState.DECIDED: (_l("Decided"), "primary"),
    AwardState.WITHDRAWN: (_l("Withdrawn"), "muted"),
}
NOMINATORS = {
    Nominators.EVERYBODY: _l("Everybody who works here"),
    Nominators.LEADS: _l("Whoever leads a team"),
    Nominators.TEAM: _l("The people of one team, and of those below it"),
}
BALLOTS = {
    Ballot.PLACES: _l("Each names a first, a second and a third"),
    Ballot.POINTS: _l("Each gives 0 to 5 points on every criterion"),
}
NAMES_FOR = {
    NamesFor.JURY: _l("The jury and HR"),
    NamesFor.HR: _l("HR alone"),
    NamesFor.NOBODY: _l("Nobody"),
}


class AwardTidings(StrEnum):
    """What a letter about an award tells; the value is stored until it has gone."""

    VOTE = "vote"
    NOMINATED = "nominated"
    NOBODY = "nobody"
    SHORT = "short"
    COUNTED = "counted"
    WON = "won"
    KIND_WORDS = "kind words"
    WITHDRAWN = "withdrawn"


class AwardLetter(NamedTuple):
    """A letter about an award: what it tells, what to do next, and the page where to do it."""

    subject: object
    said: object
    button: object
    endpoint: str


LETTERS = {
    AwardTidings.VOTE: AwardLetter(
        _l("Your vote for “%(award)s”"),
        _l("Nominations are over. You are on the jury: please read them and vote by %(until)s."),
        _l("Read and vote"),
        "awards.vote",
    ),
    AwardTidings.NOMINATED: AwardLetter(
        _l("You are nominated for “%(award)s”"),
        _l("A colleague nominated you. You need do nothing; if you would rather not, say so."),
        _l("See the award"),
        "awards.mine",
    ),
    AwardTidings.NOBODY: AwardLetter(
        _l("Nobody is nominated for “%(award)s”"),
        _l("Nominations are over and there is none. Give people more time, or withdraw the award."),
        _l("Choose what to do"),
        "awards.show",
    ),
    AwardTidings.SHORT: AwardLetter(
        _l("Too few votes for “%(award)s”"),
        _l("The time is over and too few jurors voted. Give them more time, or change the jury."),
        _l("Choose what to do"),
        "awards.show",
    ),
    AwardTidings.COUNTED: AwardLetter(
        _l("The jury has voted on “%(award)s”"),
        _l("Votes are counted. Look at how the nominees stand, and announce to whom it goes."),
        _l("See the result and decide"),
        "awards.decide",
    ),
    AwardTidings.WON: AwardLetter(
        _l("“%(award)s” goes to you"),
        _l("Congratulations: the jury chose you. Everybody here can read it on Thanks."),
        _l("Read what was said"),
        "awards.show",
    ),
    AwardTidings.KIND_WORDS: AwardLetter(
        _l("Kind words about you"),
        _l("Colleagues had good reasons to nominate you for “%(award)s”, and let you read them."),
        _l("Read them"),
        "awards.mine",
    ),
    AwardTidings.WITHDRAWN: AwardLetter(
        _l("“%(award)s” is withdrawn"),
        _l("The award you had a part in is not given. Its page says why."),
        _l("Read why"),
        "awards.show",
    ),
}


def last_day(until: datetime, zone: str) -> str:
    """Write the last day of a stretch that ends at a moment."""
    return day(clock.local_day(until - TICK, zone))


def next_of(award: Award, state: AwardState, zone: str) -> str:
    """Say what an award waits for."""
    if state is AwardState.PLANNED:
        opens = day(clock.local_day(award.opens_at, zone))
        return str(_("Nominations open on %(day)s.", day=opens))
    if state is AwardState.OPEN:
        return str(_("Nominate until %(day)s.", day=last_day(award.closes_at, zone)))
    if state is AwardState.CLOSED:
        return _closed(award)
    if state is AwardState.VOTING:
        return str(_("The jury votes until %(day)s.", day=last_day(award.votes_until, zone)))
    if state is AwardState.SHORT:
        return str(_("HR gives the jury more time, changes it, or withdraws the award."))
    if state is AwardState.COUNTED:
        return str(_("The jury has voted. HR announces to whom it goes."))
    return award.words or ""


def voted_of(award: Award, count: int) -> str:
    """Say how many of a jury have voted."""
    jury = len(award.jury)
    return str(
        ngettext(
            "%(num)s of %(jury)s has voted", "%(num)s of %(jury)s have voted", count, jury=jury
        )
    )


def _closed(award: Award) -> str:
    if award.stuck_told_at is None:
        return str(_("The jury begins in a moment."))
    return str(_("Nobody is nominated. HR gives more time, or withdraws the award."))
