"""What HR is handed about patterns among thanks: each in a sentence about the pattern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.db import Page
from cxstaff.recognition import words
from cxstaff.recognition.patterns.forms import NAMES, PatternRulesForm, field_of
from cxstaff.recognition.patterns.models import NoticedPattern
from cxstaff.recognition.patterns.rules import PatternKind, PatternRule
from cxstaff.web import number, when
from cxstaff.web.empty import EmptyState
from cxstaff.web.marks import Way


@dataclass(frozen=True, slots=True)
class PatternLine:
    """A pattern that holds; `names` are those of everybody on the page, by id."""

    pattern: NoticedPattern
    rule: PatternRule
    names: Mapping[int, str]

    @property
    def kind(self) -> str:
        """Name what kind of pattern it is."""
        return str(NAMES[PatternKind(self.pattern.kind)])

    @property
    def sentence(self) -> str:
        """Say what is seen, and nothing about why."""
        who = [self.names.get(each, "–") for each in self.pattern.people]
        counts = [number(each) for each in self.pattern.counts]
        told = {"weeks": number(self.rule.weeks), "first": who[0], "second": who[1]}
        if self.pattern.kind == PatternKind.PAIR:
            return str(
                _(
                    "In %(weeks)s weeks %(first)s thanked %(second)s %(count)s times and got "
                    "%(back)s thanks back: most of what each of the two gave.",
                    **told,
                    count=counts[0],
                    back=counts[1],
                )
            )
        if self.pattern.kind == PatternKind.ONE_PERSON:
            of = number(self.pattern.of)
            return str(
                _(
                    "Of %(of)s thanks that %(first)s gave by name in %(weeks)s weeks, %(count)s "
                    "went to %(second)s.",
                    **told,
                    count=counts[0],
                    of=of,
                )
            )
        return str(
            _(
                "In %(weeks)s weeks points went round %(names)s: %(counts)s times.",
                weeks=told["weeks"],
                names=words.people(who),
                counts=", ".join(counts),
            )
        )

    @property
    def looked(self) -> str:
        """Say when HR looked at it; "" where nobody has."""
        at = self.pattern.looked_at
        return str(_("Looked at, %(when)s", when=when(at))) if at else ""

    @property
    def ways(self) -> list[Way]:
        """Return what puts it aside."""
        if self.pattern.looked_at:
            return []
        place = {"kind": self.pattern.kind.replace(" ", "-"), "who": self.pattern.who}
        return [Way(_("Looked at"), "recognition.look_at_pattern", place, icon="check", posts=True)]


@dataclass(frozen=True, slots=True)
class PatternsPage:
    """One page of the patterns that hold."""

    lines: Page[PatternLine]

    @property
    def nothing(self) -> EmptyState:
        """Say that there is no pattern."""
        told = _("They are looked for every six hours, by the rules that you set.")
        return EmptyState("refresh", _("No patterns at the moment"), told)


@dataclass(frozen=True, slots=True)
class RuleFields:
    """The fields of one kind's rule."""

    name: Any
    fields: Sequence[Any]


@dataclass(frozen=True, slots=True)
class PatternRulesPage:
    """When something is a pattern, and what happens then."""

    form: PatternRulesForm

    @property
    def kinds(self) -> list[RuleFields]:
        """Return the fields, kind by kind."""
        parts = ("answer", "weeks", "fewest", "share")
        return [
            RuleFields(NAMES[kind], [self.form[field_of(kind, part)] for part in parts])
            for kind in PatternKind
        ]


def waiting_title(count: int) -> str:
    """Say how many patterns HR has not looked at."""
    told = ngettext(
        "%(num)s pattern in thanks to look at", "%(num)s patterns in thanks to look at", count
    )
    return str(told)
