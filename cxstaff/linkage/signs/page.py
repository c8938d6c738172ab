"""What the page of signs shows: each sign in words, with its numbers and what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from cxstaff.customers.outcomes import OUTCOMES
from cxstaff.db import Page, db, page_in
from cxstaff.incentives.models import IncentivePlan
from cxstaff.linkage.leads.queries import KINDS
from cxstaff.linkage.material.periods import Period
from cxstaff.linkage.signs import words
from cxstaff.linkage.signs.evidence import Evidence, LeverKey, Quantity, RaisedSign, Sign, SignTests
from cxstaff.linkage.signs.words import FALSE_ALARMS, TRIED
from cxstaff.linkage.words.terms import UNITS, name_of
from cxstaff.measures.models import Lever, Measure
from cxstaff.web import amount, between, day, number, signed

SPANS = {Sign.PAYOUT: Period.WEEK, Sign.FLOOD: Period.WEEK}
"""How long the periods are that a sign is told by, where they are not months."""
PERCENT = "%"
SELDOM = 0.001
"""A chance that is not told more exactly."""
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the evidence, written out; `usual` is None where it stands for itself."""

    what: str
    value: str
    usual: str | None
    n: int


@dataclass(frozen=True, slots=True)
class SignCard:
    """One sign, written out; `luck` says how often luck alone shows as much."""

    title: str
    team_id: int
    team: str
    when: str
    lever: str
    rows: tuple[Figure, ...]
    luck: str
    advice: str


@dataclass(frozen=True, slots=True)
class WatchRow:
    """What one tripwire looked for; `silence` says why it could not, None where it could."""

    name: str
    how: str
    looks: int
    seen: int
    silence: str | None
    false_alarms: str


@dataclass(frozen=True, slots=True)
class SignNotice:
    """What the page says first; `tone` is that of an alert."""

    tone: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SignsPage:
    """The page of signs: those that stand out, all that is watched, and what is not and why."""

    notice: SignNotice
    signs: Page[SignCard]
    watched: Sequence[WatchRow]
    not_watched: Sequence[tuple[str, str]]


def signs_page(watches: Sequence[SignTests], names: Mapping[int, str], number: int) -> SignsPage:
    """Show page `number` of what was seen, and all that is watched."""
    every = [(each.sign, found) for each in watches for found in each.found]
    here: Page[tuple[Sign, RaisedSign]] = page_in(every, number)
    levers = _levers([found.lever for _sign, found in here.items if found.lever])
    cards = [_card(sign, found, names, levers) for sign, found in here.items]
    watched = [_watched(each) for each in watches]
    not_watched = [(str(what), str(why)) for what, why in words.NOT_WATCHED]
    notice = _notice(here.total, has_looked=any(each.looks for each in watched))
    return SignsPage(notice, here.showing(cards), watched, not_watched)


def _notice(signs: int, *, has_looked: bool) -> SignNotice:
    """Say how many signs stand out, and what that is worth."""
    if signs:
        return SignNotice(
            "warn",
            ngettext("%(num)s sign stands out", "%(num)s signs stand out", signs),
            _(
                "A sign is a reason to look at a measure, a plan or how answers are collected. It "
                "proves nothing, and it is about nobody in particular."
            ),
        )
    if has_looked:
        return SignNotice(
            "good",
            _("Nothing stands out"),
            _("What could be looked at is listed below, and what cannot be seen from here."),
        )
    return SignNotice(
        "info",
        _("There is nothing to look at yet"),
        _(
            "Signs are looked for in imported interactions, and in measures with targets or "
            "incentive plans. The list below says what each of them takes."
        ),
    )


def _levers(keys: Sequence[LeverKey]) -> dict[LeverKey, Lever]:
    """Read the levers that signs hang on: a query for each kind."""
    found = dict[LeverKey, Lever]()
    for table, kind in KINDS.items():
        ids = [lever_id for name, lever_id in keys if name == table]
        query = select(kind).where(kind.id.in_(ids))
        query = query.options(joinedload(kind.measure).joinedload(Measure.guard))
        found |= {(table, each.id): each for each in db.session.scalars(query)}
    return found


def _card(
    sign: Sign, found: RaisedSign, names: Mapping[int, str], levers: Mapping[LeverKey, Lever]
) -> SignCard:
    lever = levers.get(found.lever) if found.lever else None
    named = _named(lever) | {
        "when": _when(sign, found),
        "n": number(found.evidence[0].n) if found.evidence else "",
    }
    return SignCard(
        str(words.TITLES[sign]) % named,
        found.team_id,
        names[found.team_id],
        str(named["when"]),
        _lever(sign, lever),
        tuple(_row(each, lever, named) for each in found.evidence),
        _luck(found.adjusted_p),
        str(words.ADVICE[sign]) % named,
    )


def _luck(adjusted_p: float) -> str:
    """Say how often luck alone would show as much, over everything looked at."""
    if adjusted_p < SELDOM:
        return str(
            _(
                "By luck alone, with everything looked at, fewer than 1 of 1,000 companies would "
                "show as much."
            )
        )
    return str(
        _(
            "By luck alone, with everything looked at, about %(count)s of 1,000 companies would "
            "show as much.",
            count=ceil(1000 * adjusted_p),
        )
    )


def _lever(sign: Sign, lever: Lever | None) -> str:
    """Say which target or plan a sign hangs on, and from when to when; empty where on none."""
    if lever is None:
        return ""
    what = (
        _("Plan “%(name)s”", name=lever.name) if isinstance(lever, IncentivePlan) else _("Target")
    )
    if sign is Sign.PAYOUT and lever.span.last_day:
        return str(_("%(what)s, until %(day)s", what=what, day=day(lever.span.last_day)))
    return str(_("%(what)s, since %(day)s", what=what, day=day(lever.since)))


def _named(lever: Lever | None) -> dict[str, str]:
    """Name what a sign hangs on, in quotes."""
    if lever is None:
        return {"measure": "", "guard": "", "plan": ""}
    guard = lever.measure.guard
    plan = getattr(lever, "name", lever.measure.name)
    parts = {"measure": lever.measure.name, "guard": guard.name if guard else "", "plan": plan}
    return {key: str(_("“%(name)s”", name=name)) for key, name in parts.items()}


def _when(sign: Sign, found: RaisedSign) -> str:
    span = SPANS.get(sign, Period.MONTH)
    if sign is Sign.FLOOD:
        return str(_("the week of %(day)s", day=name_of(found.first, span)))
    if found.first == found.last:
        return name_of(found.first, span)
    ends = name_of(found.first, span), name_of(found.last, span)
    return str(_("%(first)s to %(last)s", first=ends[0], last=ends[1]))


def _row(evidence: Evidence, lever: Lever | None, named: Mapping[str, str]) -> Figure:
    unit, digits = _unit(evidence.what, lever)
    value = amount(evidence.value, unit, digits)
    if evidence.what in words.CHANGES:
        value = signed(evidence.value, digits, unit)
    known = evidence.low is not None and evidence.high is not None
    usual = between(evidence.low or 0.0, evidence.high or 0.0, "", digits) if known else None
    return Figure(str(words.COUNTED[evidence.what]) % named, value, usual, evidence.n)


def _unit(what: Quantity, lever: Lever | None) -> tuple[str, int]:
    """Return the unit of a number and the digits after its point."""
    if what in words.SHARES:
        return PERCENT, 0
    measure = None if lever is None else lever.measure
    if what is Quantity.GUARD and measure is not None:
        measure = measure.guard
    if measure is None or what not in words.CHANGES:
        return "", DIGITS
    if measure.outcome:
        return str(UNITS[measure.outcome]), OUTCOMES[measure.outcome].decimals
    return measure.unit, DIGITS


def _watched(watch: SignTests) -> WatchRow:
    sign = watch.sign
    return WatchRow(
        str(words.NAMES[sign]),
        str(words.HOW[sign]),
        watch.looks,
        len(watch.found),
        None if watch.silence is None else str(words.SILENT[sign, watch.silence]),
        _false_alarms(sign),
    )


def _false_alarms(sign: Sign) -> str:
    if sign not in FALSE_ALARMS:
        return str(_("none: it is read off the plan"))
    return str(
        _(
            "%(raised)s of %(tried)s honest companies",
            raised=number(FALSE_ALARMS[sign]),
            tried=number(TRIED),
        )
    )
