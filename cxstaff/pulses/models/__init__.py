"""Pulses, their rounds, the sealed box while a round is open, and the plain rows afterwards."""

from cxstaff.pulses.models.kept import (
    Answer,
    Comment,
    Intraclass,
    RoundHalf,
    RoundResult,
    ThreadMessage,
)
from cxstaff.pulses.models.planned import (
    MOST_NUMBERS,
    MOST_OPTIONS,
    SMALLEST_COMMENTS,
    SMALLEST_GROUP,
    Driver,
    OwnQuestion,
    Pulse,
    PulseQuestion,
    QuestionTranslation,
    Scale,
    Thresholds,
    pulse_audience,
)
from cxstaff.pulses.models.rounds import (
    Invitation,
    PulseCode,
    PulseLetter,
    PulseRound,
    RoundQuestion,
    SealedAnswer,
)

__all__ = [
    "MOST_NUMBERS",
    "MOST_OPTIONS",
    "SMALLEST_COMMENTS",
    "SMALLEST_GROUP",
    "Answer",
    "Comment",
    "Driver",
    "Intraclass",
    "Invitation",
    "OwnQuestion",
    "Pulse",
    "PulseCode",
    "PulseLetter",
    "PulseQuestion",
    "PulseRound",
    "QuestionTranslation",
    "RoundHalf",
    "RoundQuestion",
    "RoundResult",
    "Scale",
    "SealedAnswer",
    "ThreadMessage",
    "Thresholds",
    "pulse_audience",
]
