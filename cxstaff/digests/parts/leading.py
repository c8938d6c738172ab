"""What an edition tells leads, HR and CX: who has not been thanked, what waits, what is new."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff import clock
from cxstaff.action_plans.queries import waited_for, waiting_for
from cxstaff.alignment.overview.kept import new_messages
from cxstaff.alignment.page.numbers import guard_line
from cxstaff.alignment.page.overview import sentences
from cxstaff.alignment.scorecards import GuardMove, MeasureLine, scorecard
from cxstaff.digests.parts.material import EditionMaterial
from cxstaff.digests.parts.reader import EditionReader
from cxstaff.digests.parts.told import (
    FindingTold,
    MoveTold,
    NewsTold,
    WaitTold,
)
from cxstaff.measures.judging import Move, Movement, moved
from cxstaff.people.models import Person
from cxstaff.pulses.queries import open_rounds, open_rounds_for
from cxstaff.pulses.threads.queries import unanswered_comments
from cxstaff.recognition.lately.page import LatelyCard
from cxstaff.recognition.lately.queries import Asked, not_lately
from cxstaff.recognition.rules.queries import chosen
from cxstaff.web import day

FEW = 5
UNHEARD = timedelta(days=3)
BEYOND_NOISE = frozenset({Move.BETTER, Move.WORSE})


def unthanked(reader: EditionReader, now: datetime | None) -> LatelyCard | None:
    """Return up to five people of the teams somebody leads whom nobody thanked by name lately.

    None for those who lead no team, where everybody was thanked, and where it is read later.
    """
    if not reader.led or now is None:
        return None
    rules = chosen()
    asked = Asked(reader.led, reader.person_id, rules.lately, now, reader.last_day)
    found = not_lately(asked, FEW)
    return LatelyCard(found, rules.lately_weeks) if found.people else None


def waits(
    person: Person, reader: EditionReader, now: datetime, material: EditionMaterial
) -> tuple[WaitTold, ...]:
    """Return what waits for somebody by now: pulses, actions of theirs, conversations."""
    return (
        *_pulses(person, reader, now, material),
        *_actions(person, clock.local_day(now, reader.zone), material),
        *_conversations(reader, now),
    )


def _pulses(
    person: Person, reader: EditionReader, now: datetime, material: EditionMaterial
) -> list[WaitTold]:
    """Name the open pulses that somebody has not answered; asked where any round is open at all."""
    if not material.once("rounds", lambda: bool(open_rounds(now))):
        return []
    return [
        WaitTold(_open_until(each.name, each.closes_at, reader), "pulses.index")
        for each in open_rounds_for(person, now)
        if not each.has_answered
    ]


def _actions(person: Person, today: date, material: EditionMaterial) -> list[WaitTold]:
    """Name the actions of somebody that are due; asked of those who have any at all."""
    if person.id not in material.once(("owners", today), lambda: waited_for(today)):
        return []
    return [
        WaitTold(
            _("Due on %(day)s: %(what)s", day=day(each.due_on), what=each.will_do),
            "action_plans.show",
            (("team_id", each.team_id), ("action_id", each.id)),
        )
        for each in waiting_for(person, today)
    ]


def news(reader: EditionReader, material: EditionMaterial) -> NewsTold:
    """Return what is new in the whole company in this time: numbers that moved, mixed messages."""
    key = "news", reader.first_day, reader.ends_on
    return material.in_words(key, lambda: _news(reader))


def _news(reader: EditionReader) -> NewsTold:
    found = [
        each
        for each in new_messages(reader.first_day, reader.ends_on)
        if each.found_on < reader.ends_on
    ]
    shown = [
        FindingTold(each.team_id, each.team.name, sentence)
        for each, sentence in zip(found[:FEW], sentences(found[:FEW]), strict=True)
    ]
    compared = _compared(reader)
    moves = [_told(line, move) for line, move in compared if move.move in BEYOND_NOISE]
    return NewsTold(moves, len(compared), shown, len(found))


def _compared(reader: EditionReader) -> list[tuple[MeasureLine, Movement]]:
    """Return how numbers of the company moved whose last period ended within these days."""
    found = list[tuple[MeasureLine, Movement]]()
    for line in scorecard(None, reader.ends_on, shows_pulses=True):
        before, last = line.trend[-2:]
        ended_on = last.period.last_day + timedelta(days=1)
        is_new = reader.first_day < ended_on <= reader.ends_on
        if is_new and before.number is not None and last.number is not None:
            found.append((line, moved(before.number, last.number, line.measure.direction)))
    return found


def _told(line: MeasureLine, movement: Movement) -> MoveTold:
    written = guard_line(GuardMove(line.measure, line.reading, movement))
    return MoveTold(
        name=written.name,
        moved=written.moved,
        tone=written.tone,
        value=written.number.value,
        how_sure=written.number.how_sure,
        difference=written.detail,
        period=written.number.period,
    )


def _conversations(reader: EditionReader, now: datetime) -> list[WaitTold]:
    """Say that somebody who wrote a comment waits for an answer of a lead."""
    if not reader.led:
        return []
    waiting = unanswered_comments(now - UNHEARD, reader.shown)
    if not waiting:
        return []
    told = ngettext(
        "%(num)s conversation on a comment has waited for an answer for three days.",
        "%(num)s conversations on comments have waited for an answer for three days.",
        len(waiting),
    )
    return [WaitTold(told, "pulses.thread", (("comment_id", waiting[0]),))]


def _open_until(name: str, closes_at: datetime, reader: EditionReader) -> str:
    last = day(clock.local_day(closes_at, reader.zone))
    return str(_("The pulse “%(name)s” is open until %(day)s.", name=name, day=last))
