"""Measures and levers that tests of several features stand on."""

from datetime import date
from typing import Any

from cxstaff.incentives import actions as incentives
from cxstaff.measures import actions as measures
from cxstaff.measures.models import Measure
from cxstaff.people.models import Person, Team
from cxstaff.recognition import actions as recognition
from tests.cast import NOW

LONG_AGO = date(2026, 1, 5)


def a_measure(actor: Person, name: str = "Handle time", **options: Any) -> Measure:
    """Define a measure, internal and entered by hand unless told otherwise."""
    settings = {"unit": "min", "direction": "down", "voice": "internal"} | options
    return measures.define_measure(name, actor, now=NOW, **settings)


class TargetKind:
    """The verbs of targets, under the names that all three levers share."""

    path, button = "targets", "target"
    typed = {"level": "6", "good_behaviour": "Solve it once."}

    @staticmethod
    def begin(team: Team | None, measure: Measure, actor: Person, **options: Any) -> Any:
        settings = {"level": 6.0, "since": LONG_AGO, "now": NOW} | options
        return measures.set_target(team, measure, actor, **settings)

    @staticmethod
    def change(lever: Any, actor: Person, **options: Any) -> Any:
        return measures.change_target(lever, actor, **({"level": 5.0, "now": NOW} | options))

    end = staticmethod(measures.end_target)


class PlanKind:
    """The verbs of incentive plans, under the names that all three levers share."""

    path, button = "plans", "plan"
    typed = {"name": "Quick hands", "pays": "2 € for each call above 9 an hour"}

    @staticmethod
    def begin(team: Team, measure: Measure, actor: Person, **options: Any) -> Any:
        settings = PlanKind.typed | {"since": LONG_AGO, "now": NOW} | options
        return incentives.start_plan(team, measure, actor, **settings)

    @staticmethod
    def change(lever: Any, actor: Person, **options: Any) -> Any:
        settings = {"name": "Quick hands", "pays": "3 €", "now": NOW} | options
        return incentives.change_plan(lever, actor, **settings)

    end = staticmethod(incentives.end_plan)


class CelebrationKind:
    """The verbs of celebrations, under the names that all three levers share."""

    path, button = "celebrations", "celebration"
    typed = {"name": "Bell", "occasion": "Rung when a case is solved the first time"}

    @staticmethod
    def begin(team: Team, measure: Measure, actor: Person, **options: Any) -> Any:
        settings = CelebrationKind.typed | {"since": LONG_AGO, "now": NOW} | options
        return recognition.start_celebration(team, measure, actor, **settings)

    @staticmethod
    def change(lever: Any, actor: Person, **options: Any) -> Any:
        settings = {"name": "Bell", "occasion": "Rung on Fridays", "now": NOW} | options
        return recognition.change_celebration(lever, actor, **settings)

    end = staticmethod(recognition.end_celebration)


KINDS = [TargetKind, PlanKind, CelebrationKind]
