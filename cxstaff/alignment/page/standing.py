"""How each of the three levers of a team stands, in a line; and what people are thanked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from cxstaff.alignment.words import VERDICT_WORDS
from cxstaff.incentives.models import IncentivePlan
from cxstaff.measures.models import Measure
from cxstaff.recognition.models import Celebration
from cxstaff.recognition.queries import ThanksCount


@dataclass(frozen=True, slots=True)
class ThankedLine:
    """What people were thanked for in public lately: a measure, or a value of the company."""

    name: str
    count: int
    remarks: int
    is_value: bool = False

    @property
    def title(self) -> str:
        """Say what it is, where it is a value."""
        return str(_("Value: %(name)s", name=self.name)) if self.is_value else self.name

    @property
    def detail(self) -> str:
        """Say how often, and how often for what a customer said."""
        told = ngettext(
            "Named in %(num)s thanks of 90 days",
            "Named in %(num)s thanks of 90 days",
            self.count,
        )
        if not self.remarks:
            return str(told)
        return str(
            _("%(told)s, %(num)s of them for a customer’s words", told=told, num=self.remarks)
        )


@dataclass(frozen=True, slots=True)
class Applause:
    """What is celebrated: thanks by measure id, thanks by value, announced habits by measure id."""

    measures: Mapping[int, ThankedLine]
    values: Sequence[ThankedLine]
    habits: Mapping[int, Sequence[str]]

    def told_of(self, measure: Measure) -> list[str]:
        """Say what is celebrated of a measure, announced and really."""
        names = [
            str(_("Celebrated by “%(name)s”", name=name))
            for name in self.habits.get(measure.id, [])
        ]
        thanked = self.measures.get(measure.id)
        return [*names, thanked.detail] if thanked else names

    def besides(self, shown: Collection[int]) -> str:
        """Name what else people are thanked for than measures that are shown; "" for nothing."""
        others = [each for key, each in self.measures.items() if key not in shown]
        told = [
            str(_("%(name)s (%(count)s)", name=each.title, count=each.count))
            for each in (*others, *self.values)
        ]
        if not told:
            return ""
        return str(_("Public thanks of 90 days named as well: %(what)s", what=", ".join(told)))


def applause(
    counts: Sequence[ThanksCount],
    measures: Mapping[int, Measure],
    habits: Iterable[Celebration] = (),
) -> Applause:
    """Add up what people are thanked for, beside what is announced."""
    by_measure, by_value = Counter[int](), Counter[str]()
    remarks = Counter[int | str]()
    for each in counts:
        if each.measure_id is not None and each.measure_id in measures:
            by_measure[each.measure_id] += each.count
            remarks[each.measure_id] += each.remarks
        if each.value:
            by_value[each.value] += each.count
            remarks[each.value] += each.remarks
    announced = dict[int, list[str]]()
    for habit in habits:
        announced.setdefault(habit.measure_id, []).append(habit.name)
    return Applause(
        {
            key: ThankedLine(measures[key].name, count, remarks[key])
            for key, count in by_measure.most_common()
        },
        [ThankedLine(key, count, remarks[key], True) for key, count in by_value.most_common()],
        announced,
    )


def thanked_lines(
    counts: Sequence[ThanksCount], measures: Mapping[int, Measure]
) -> list[ThankedLine]:
    """Return what people are thanked for: measures, then values, what most are for first."""
    found = applause(counts, measures)
    return [*found.measures.values(), *found.values]


def targets_stand(told_of: Iterable[str]) -> str | None:
    """Say of how many targets what can be told, of a verdict for each; None without any."""
    verdicts = Counter(told_of)
    known = [(str(word), verdicts[str(word)]) for word in VERDICT_WORDS.values()]
    told = [f"{word}: {count}" for word, count in known if count]
    return " · ".join(told) or None


def plans_stand(plans: Sequence[IncentivePlan]) -> str | None:
    """Say how many plans work amounts out, and how many of them something stops."""
    paying = [each.terms for each in plans if each.terms is not None]
    if not plans:
        return None
    in_words = len(plans) - len(paying)
    guarded = sum(each.guard_id is not None for each in paying)
    parts = [
        ngettext("%(num)s pays money or points", "%(num)s pay money or points", len(paying))
        if paying
        else "",
        _("a guard stops %(num)s of them", num=guarded) if guarded else "",
        ngettext("%(num)s in words alone", "%(num)s in words alone", in_words) if in_words else "",
    ]
    return " · ".join(str(each) for each in parts if each)


def thanks_stand(counts: Sequence[ThanksCount]) -> str | None:
    """Say how often people were thanked in public; None where they were not."""
    count, remarks = sum(each.count for each in counts), sum(each.remarks for each in counts)
    if not count:
        return None
    told = ngettext(
        "Thanked in public %(num)s time in 90 days",
        "Thanked in public %(num)s times in 90 days",
        count,
    )
    if not remarks:
        return str(told)
    return str(_("%(told)s, %(num)s for a customer’s words", told=told, num=remarks))
