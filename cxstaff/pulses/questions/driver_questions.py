"""What the bank asks about each driver, in cxstaff's own words: one idea each, in plain words.

A key is kept in databases for good: a question may be worded better, never made another one.
"""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from cxstaff.pulses.models import Driver

DRIVER_QUESTIONS: dict[Driver, tuple[tuple[str, Any], ...]] = {
    Driver.ENGAGEMENT: (
        ("engaged-best", _l("I want to give my best at work.")),
        ("engaged-stay", _l("If I could choose freely, I would stay here.")),
    ),
    Driver.RECOGNITION: (
        ("recognition-noticed", _l("When I do something well, somebody notices.")),
        ("recognition-fair", _l("What gets praised here is what is good for customers.")),
        ("recognition-small", _l("Small efforts are thanked here, not only big successes.")),
        ("recognition-quiet", _l("Quiet people are praised here as much as loud ones.")),
        ("recognition-credit", _l("When an idea works, whoever had it gets the credit.")),
        ("recognition-exact", _l("When I am thanked, I am told what exactly helped.")),
    ),
    Driver.CLARITY: (
        ("clarity-expected", _l("I know which of my tasks come first.")),
        ("clarity-why", _l("I know how my work makes a difference to customers.")),
        ("clarity-decide", _l("I know what I may decide for a customer without asking.")),
        ("clarity-news", _l("I hear about changes early enough to get ready for them.")),
        ("clarity-agree", _l("Those who tell me what to do want the same thing.")),
        ("clarity-judge", _l("I can tell by myself whether I did a good job.")),
    ),
    Driver.TOOLS: (
        ("tools-work", _l("The systems I work with help me rather than slow me.")),
        ("tools-answers", _l("I can find the answer a customer needs without a long search.")),
        ("tools-repair", _l("When something I work with breaks, it is fixed soon.")),
        ("tools-shown", _l("I was shown how to use the things I work with.")),
        ("tools-place", _l("The place I work in lets me work well.")),
        ("tools-handover", _l("What others hand over to me is complete enough to go on with.")),
    ),
    Driver.GROWTH: (
        ("growth-learnt", _l("I learnt something useful at work last month.")),
        ("growth-ahead", _l("I can see a next step for myself in this company.")),
        ("growth-advice", _l("I am told what I could do better, in a way that helps me.")),
        ("growth-trusted", _l("I am given harder tasks once I am ready for them.")),
        ("growth-practice", _l("I can practise new things during working hours.")),
        ("growth-open", _l("Better jobs here are given out fairly.")),
    ),
    Driver.VOICE: (
        ("voice-safe", _l("I can say what I think here without worry.")),
        ("voice-change", _l("When we point out a problem, something is done.")),
        ("voice-before", _l("Before my work is changed, somebody asks me.")),
        ("voice-mistake", _l("I can admit a mistake here without being made to pay for it.")),
        ("voice-reasons", _l("When a suggestion is turned down, we are told why.")),
        ("voice-customers", _l("What customers tell me reaches those who can change something.")),
    ),
    Driver.WORKLOAD: (
        ("workload-carry", _l("I can do my work well in the time I have.")),
        ("workload-rest", _l("After work I have energy left for my own life.")),
        ("workload-breaks", _l("I can take my breaks.")),
        ("workload-hours", _l("I know my working hours early enough to plan around them.")),
        ("workload-relief", _l("When too much comes in at once, somebody steps in.")),
        ("workload-useful", _l("Hardly any of my time goes into work that helps nobody.")),
    ),
    Driver.MANAGER: (
        ("manager-helps", _l("My lead helps me when I get stuck.")),
        ("manager-fair", _l("My lead treats everybody on the team fairly.")),
        ("manager-word", _l("My lead does what was promised.")),
        ("manager-time", _l("My lead has time for me when it matters.")),
        ("manager-backs", _l("My lead stands by me when I did right by a customer.")),
        ("manager-listens", _l("My lead hears both sides before deciding.")),
    ),
    Driver.BELONGING: (
        ("belonging-team", _l("I feel part of my team.")),
        ("belonging-self", _l("I can be myself at work.")),
        ("belonging-help", _l("On my team we help each other without being told to.")),
        ("belonging-new", _l("New people soon feel at home on my team.")),
        ("belonging-others", _l("Other teams treat us with respect.")),
        ("belonging-included", _l("Nobody is left out here for who they are.")),
    ),
}
