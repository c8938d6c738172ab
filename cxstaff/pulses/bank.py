"""The questions a pulse can ask: where each comes from, what it is about, how it is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.pulses.models import Driver, Scale

TEEI, ENPS, OWN = "teei", "enps", "own"
SOURCES = {
    TEEI: _l("Temkin Employee Engagement Index, © Bruce Temkin, whose author invites its use"),
    ENPS: _l("Employee Net Promoter question, asked 0–10"),
    OWN: _l("cxstaff’s own words"),
}
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
    def source(self) -> Any:
        """Return where the question comes from, in words."""
        return SOURCES[self.instrument]


def _own(key: str, driver: Driver, wording: Any) -> BankQuestion:
    return BankQuestion(key, wording, Scale.AGREE_7, driver, OWN)


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
    _own("engaged-best", Driver.ENGAGEMENT, _l("I want to give my best at work.")),
    _own("engaged-stay", Driver.ENGAGEMENT, _l("I see myself still working here in two years.")),
    _own(
        "recognition-noticed",
        Driver.RECOGNITION,
        _l("In the last two weeks somebody noticed work I did well."),
    ),
    _own(
        "recognition-fair",
        Driver.RECOGNITION,
        _l("What gets praised here is what is good for customers."),
    ),
    _own("clarity-expected", Driver.CLARITY, _l("I know what is expected of me this week.")),
    _own("clarity-why", Driver.CLARITY, _l("I know how my work makes a difference to customers.")),
    _own("tools-work", Driver.TOOLS, _l("The systems I work with help me rather than slow me.")),
    _own(
        "tools-answers",
        Driver.TOOLS,
        _l("I can find the answer a customer needs without a long search."),
    ),
    _own("growth-learnt", Driver.GROWTH, _l("I learnt something useful at work last month.")),
    _own("growth-ahead", Driver.GROWTH, _l("I can see a next step for myself in this company.")),
    _own("voice-safe", Driver.VOICE, _l("I can say what I think here without worry.")),
    _own("voice-change", Driver.VOICE, _l("When we point out a problem, something is done.")),
    _own("workload-carry", Driver.WORKLOAD, _l("I can do my work well in the time I have.")),
    _own("workload-rest", Driver.WORKLOAD, _l("After work I have energy left for my own life.")),
    _own("manager-helps", Driver.MANAGER, _l("My lead helps me when I get stuck.")),
    _own("manager-fair", Driver.MANAGER, _l("My lead treats everybody on the team fairly.")),
    _own("belonging-team", Driver.BELONGING, _l("I feel part of my team.")),
    _own("belonging-self", Driver.BELONGING, _l("I can be myself at work.")),
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
SUGGESTED = ("teei-mission", "teei-asked", "teei-tools", "recognition-noticed", "comment")


def in_order(keys: Iterable[str]) -> list[BankQuestion]:
    """Return the questions named by `keys` in the order of the bank, the comment last."""
    wanted = set(keys)
    return [question for question in QUESTIONS if question.key in wanted]
