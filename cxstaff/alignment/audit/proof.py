"""What proves a finding: the levers, thanks and signs it rests on, and a fingerprint of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256

from cxstaff.alignment.audit.facts import (
    Finding,
    FindingKind,
    MeasureFact,
    PlanFact,
    SignFact,
    ThanksFact,
)
from cxstaff.alignment.audit.held import (
    CUSTOMER,
    OFTEN,
    HeldLevers,
    LeverFact,
    ended_lately,
    hardest,
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a finding rests on: `levers` that hold and those that `ended`, thanks and signs.

    `about` are the measures whose definition counts, such as a guard that one has.
    """

    finding: Finding
    levers: tuple[LeverFact, ...] = ()
    ended: tuple[LeverFact, ...] = ()
    thanks: tuple[ThanksFact, ...] = ()
    signs: tuple[SignFact, ...] = ()
    about: tuple[MeasureFact, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return what is another one as soon as a fact that proves the finding is another one.

        A SHA-256 in hexadecimal digits. What moves with the days alone is not in it: how many
        thanks there were lately, and the months that a sign looks at. Nor are names.
        """
        facts = [
            (self.finding.kind.value, self.finding.measure_id),
            *sorted(_bare(each) for each in (*self.levers, *self.ended)),
            *sorted(("thanked", each.measure_id) for each in self.thanks),
            *sorted(("sign", each) for each in {sign.measure_id for sign in self.signs}),
            *sorted(("guard", each.id, str(each.guard_id)) for each in self.about),
            *sorted(("opposite", each.id, str(each.opposite_id)) for each in self.about),
        ]
        return sha256(repr(facts).encode()).hexdigest()


def proof_of(held: HeldLevers, finding: Finding) -> Proof:
    """Return what proves a finding among the levers that hold."""
    return PROVEN_BY[finding.kind](held, finding)


def _bare(lever: LeverFact) -> tuple[str, ...]:
    """Return a lever as text, without its name and its number: what it asks for, and from when."""
    told = [type(lever).__name__, str(lever.measure_id), str(lever.since), str(lever.until)]
    if isinstance(lever, PlanFact):
        return (*told, str(lever.guard_id), str(lever.level))
    more = [str(each) for each in astuple(lever)[3:-1] if not isinstance(each, str)]
    return (*told, *more)


def _on(levers: Sequence[LeverFact], measures: Collection[int | None]) -> tuple[LeverFact, ...]:
    return tuple(each for each in levers if each.measure_id in measures)


def _measures(held: HeldLevers, *ids: int | None) -> tuple[MeasureFact, ...]:
    return tuple(held.measures[each] for each in ids if each is not None)


def _thanks(held: HeldLevers, finding: Finding, at_least: int = 1) -> tuple[ThanksFact, ...]:
    return tuple(
        each
        for each in held.facts.thanks
        if each.measure_id == finding.measure_id and each.count >= at_least
    )


def _signs(held: HeldLevers, finding: Finding) -> tuple[SignFact, ...]:
    return tuple(each for each in held.facts.signs if each.measure_id == finding.measure_id)


def _paid_for_another(held: HeldLevers, finding: Finding) -> Proof:
    plans = [each for each in held.plans if each.guard_id not in held.measured]
    return Proof(finding, (*_on(plans, [finding.measure_id]), *held.targets))


def _paid_for_one_of_two(held: HeldLevers, finding: Finding) -> Proof:
    heard = [each for each in held.targets if held.voice(each.measure_id) == CUSTOMER]
    plans = [each for each in held.plans if not held.stops_for_customers(each)]
    asked, paid = (_on(each, [finding.measure_id]) for each in (held.targets, plans))
    return Proof(finding, (*paid, *asked, *heard))


def _paid_while_guard_falls(held: HeldLevers, finding: Finding) -> Proof:
    on = finding.measure_id
    plans, signs = _on(held.plans, [on]), _signs(held, finding)
    return Proof(finding, plans, signs=signs, about=_measures(held, on))


def _celebrated_under_suspicion(held: HeldLevers, finding: Finding) -> Proof:
    on = finding.measure_id
    return Proof(
        finding,
        _on(held.celebrations, [on]),
        thanks=_thanks(held, finding, OFTEN),
        signs=_signs(held, finding),
        about=_measures(held, on),
    )


def _paid_without_guard(held: HeldLevers, finding: Finding) -> Proof:
    bare = [each for each in held.plans if each.guard_id is None]
    return Proof(finding, _on(bare, [finding.measure_id]))


def _both_ways(held: HeldLevers, finding: Finding) -> Proof:
    (measure,) = _measures(held, finding.measure_id)
    pulled: list[LeverFact] = [*held.targets, *held.plans]
    on_both = _on(pulled, [measure.id, measure.opposite_id])
    return Proof(finding, on_both, about=(measure,))


def _on_it(held: HeldLevers, finding: Finding) -> Proof:
    """Return every lever on the measure."""
    every: list[LeverFact] = [*held.targets, *held.plans, *held.celebrations]
    return Proof(finding, _on(every, [finding.measure_id]))


def _asked_and_paid(held: HeldLevers, finding: Finding) -> Proof:
    """Return the targets on the measure, and the plans that ask for the hardest level of it."""
    (measure,) = _measures(held, finding.measure_id)
    asked = [each for each in held.targets if each.measure_id == measure.id]
    plans = [each for each in held.plans if each.measure_id == measure.id]
    top = hardest([each.level for each in plans if each.level is not None], measure)
    return Proof(finding, (*asked, *(each for each in plans if each.level == top)))


def _celebrated(held: HeldLevers, finding: Finding) -> Proof:
    found = _on(held.celebrations, [finding.measure_id])
    return Proof(finding, found, thanks=_thanks(held, finding, OFTEN))


def _ended(held: HeldLevers, finding: Finding) -> Proof:
    going: list[LeverFact] = [*held.targets, *held.plans, *held.celebrations]
    ended = _on(list(ended_lately(held)), [finding.measure_id])
    return Proof(finding, _on(going, [finding.measure_id]), ended)


def _asked(held: HeldLevers, finding: Finding) -> Proof:
    return Proof(finding, _on(held.targets, [finding.measure_id]))


def _everything(held: HeldLevers, finding: Finding) -> Proof:
    return Proof(finding, (*held.targets, *held.plans, *held.celebrations))


def _all_targets(held: HeldLevers, finding: Finding) -> Proof:
    return Proof(finding, tuple(held.targets))


def _nothing(_held: HeldLevers, finding: Finding) -> Proof:
    return Proof(finding)


PROVEN_BY: dict[FindingKind, Callable[[HeldLevers, Finding], Proof]] = {
    FindingKind.PAID_FOR_ANOTHER: _paid_for_another,
    FindingKind.PAID_FOR_ONE_OF_TWO: _paid_for_one_of_two,
    FindingKind.PAID_WHILE_GUARD_FALLS: _paid_while_guard_falls,
    FindingKind.CELEBRATED_UNDER_SUSPICION: _celebrated_under_suspicion,
    FindingKind.PAID_WITHOUT_GUARD: _paid_without_guard,
    FindingKind.BOTH_WAYS: _both_ways,
    FindingKind.ON_WHAT_CUSTOMERS_CONFLICT: _on_it,
    FindingKind.LEVELS_DIFFER: _asked_and_paid,
    FindingKind.ONLY_INTERNAL: _everything,
    FindingKind.CELEBRATED_NOT_MEASURED: _celebrated,
    FindingKind.ENDED_WHILE_OTHERS_POINT_ON: _ended,
    FindingKind.NEVER_CELEBRATED: _asked,
    FindingKind.TARGET_WITHOUT_READINGS: _asked,
    FindingKind.NO_GOOD_BEHAVIOUR: _all_targets,
    FindingKind.NOBODY_MEASURED_ON_CUSTOMER: _nothing,
}
"""What each kind of finding rests on."""
