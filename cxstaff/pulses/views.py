"""Every page of pulses, and what their templates know; each sense has a package of its own."""

from __future__ import annotations

from flask import Flask

import cxstaff.pulses.answering.views.device
import cxstaff.pulses.answering.views.links
import cxstaff.pulses.answering.views.pages
import cxstaff.pulses.codes.views
import cxstaff.pulses.early_end.views
import cxstaff.pulses.giving_up.views
import cxstaff.pulses.oversight.views
import cxstaff.pulses.planning.views.drafting
import cxstaff.pulses.planning.views.plans
import cxstaff.pulses.results.views.files
import cxstaff.pulses.results.views.heard
import cxstaff.pulses.results.views.pages
import cxstaff.pulses.threads.views
import cxstaff.pulses.thresholds.views  # noqa: F401
from cxstaff.pulses import words
from cxstaff.pulses.blueprint import bp
from cxstaff.pulses.models import SMALLEST_COMMENTS, SMALLEST_GROUP, Scale
from cxstaff.pulses.questions import bank
from cxstaff.pulses.questions import views as questions
from cxstaff.pulses.questions.words import SCALES
from cxstaff.pulses.scoring import scoring

__all__ = ["bp", "init_app"]


@bp.context_processor
def _words() -> dict[str, object]:
    return {
        "bank": bank,
        "words": words,
        "scoring": scoring,
        "Scale": Scale,
        "SCALES": SCALES,
        "SMALLEST_GROUP": SMALLEST_GROUP,
        "SMALLEST_COMMENTS": SMALLEST_COMMENTS,
    }


def init_app(app: Flask) -> None:
    """Let people choose a language that questions are translated into."""
    questions.init_app(app)
