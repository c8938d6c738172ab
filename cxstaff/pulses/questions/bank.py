"""The questions a pulse can ask: where each comes from, what it is about, how it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.pulses.models import Driver, Scale
from cxstaff.pulses.questions.driver_questions import DRIVER_QUESTIONS
from cxstaff.pulses.questions.instruments import ENPS, INSTRUMENTS, OWN, TEEI

__all__ = [
    "BY_KEY",
    "COMMENT",
    "DRIVER_MEANINGS",
    "DRIVER_NAMES",
    "ENDS",
    "ENPS",
    "INSTRUMENTS",
    "OWN",
    "QUESTIONS",
    "SUGGESTED",
    "TEEI",
    "BankQuestion",
    "in_order",
]

DRIVER_NAMES = {
    Driver.ENGAGEMENT: _l("Engagement"),
    Driver.RECOGNITION: _l("Recognition"),
    Driver.CLARITY: _l("Clarity"),
    Driver.TOOLS: _l("Tools"),
    Driver.GROWTH: _l("Growth"),
    Driver.VOICE: _l("Voice"),
    Driver.WORKLOAD: _l("Workload"),
    Driver.MANAGER: _l("Manager"),
    Driver.BELONGING: _l("Belonging"),
}
DRIVER_MEANINGS = {
    Driver.ENGAGEMENT: _l("Wanting to give one’s best here, and to stay"),
    Driver.RECOGNITION: _l("Good work is noticed"),
    Driver.CLARITY: _l("Knowing what is expected and why"),
    Driver.TOOLS: _l("Having what the work needs"),
    Driver.GROWTH: _l("Learning and getting ahead"),
    Driver.VOICE: _l("Being asked, and seeing something come of it"),
    Driver.WORKLOAD: _l("A load that can be carried"),
    Driver.MANAGER: _l("Support from the lead"),
    Driver.BELONGING: _l("Being part of the team"),
}
ENDS: dict[Scale, tuple[Any, Any]] = {
    Scale.AGREE_7: (_l("Strongly disagree"), _l("Strongly agree")),
    Scale.AGREE_5: (_l("Strongly disagree"), _l("Strongly agree")),
    Scale.ZERO_TO_TEN: (_l("Not at all likely"), _l("Extremely likely")),
}


@dataclass(frozen=True, slots=True)
class BankQuestion:
    """A question that can be asked; `wording` is translated when it is shown or fixed."""

    key: str
    wording: Any
    scale: Scale
    driver: Driver
    instrument: str

    @property
    def source(self) -> str:
        """Return where the question comes from, in words."""
        return INSTRUMENTS[self.instrument].source


def _teei(key: str, wording: Any) -> BankQuestion:
    return BankQuestion(key, wording, Scale.AGREE_7, Driver.ENGAGEMENT, TEEI)


QUESTIONS: tuple[BankQuestion, ...] = (
    _teei("teei-mission", _l("I understand the overall mission of my company.")),
    _teei("teei-asked", _l("My company asks for my feedback and acts upon my input.")),
    _teei(
        "teei-tools",
        _l("My company provides me with the training and the tools that I need to be successful."),
    ),
    BankQuestion(
        "enps",
        _l("How likely are you to recommend this company as a place to work?"),
        Scale.ZERO_TO_TEN,
        Driver.ENGAGEMENT,
        ENPS,
    ),
    *(
        BankQuestion(key, wording, Scale.AGREE_7, driver, OWN)
        for driver, asked in DRIVER_QUESTIONS.items()
        for key, wording in asked
    ),
    BankQuestion(
        "comment",
        _l("What should change, or stay exactly as it is?"),
        Scale.TEXT,
        Driver.ENGAGEMENT,
        OWN,
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}
COMMENT = BY_KEY["comment"]
SUGGESTED = (
    "teei-mission",
    "teei-asked",
    "teei-tools",
    "recognition-noticed",
    "clarity-expected",
    "tools-work",
    "growth-learnt",
    "voice-change",
    "workload-carry",
    "manager-helps",
    "belonging-team",
    "comment",
)
"""A good pulse to begin with: three statements in every round, two drivers in turn, a comment."""


def in_order(keys: Iterable[str]) -> list[BankQuestion]:
    """Return the questions named by `keys` in the order of the bank, the comment last."""
    wanted = set(keys)
    return [question for question in QUESTIONS if question.key in wanted]
