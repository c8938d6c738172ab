"""Pages of pulses: answering, planning, results, and the promise of privacy."""

from __future__ import annotations

from flask import Blueprint, Flask

from cxstaff.pulses import bank, scoring, words
from cxstaff.pulses.forms import field_name
from cxstaff.pulses.models import SMALLEST_COMMENTS, SMALLEST_GROUP, Scale

bp = Blueprint("pulses", __name__)


@bp.context_processor
def _words() -> dict[str, object]:
    return {
        "bank": bank,
        "words": words,
        "scoring": scoring,
        "Scale": Scale,
        "field_name": field_name,
        "SMALLEST_GROUP": SMALLEST_GROUP,
        "SMALLEST_COMMENTS": SMALLEST_COMMENTS,
    }


def init_app(app: Flask) -> None:
    """Let people choose a language that questions are translated into."""
    questions.init_app(app)


from cxstaff.pulses.views import (  # noqa: E402
    answering,  # noqa: F401
    codes,  # noqa: F401
    device,  # noqa: F401
    drafting,  # noqa: F401
    giving_up,  # noqa: F401
    heard,  # noqa: F401
    links,  # noqa: F401
    oversight,  # noqa: F401
    planning,  # noqa: F401
    questions,
    results,  # noqa: F401
    threads,  # noqa: F401
    thresholds,  # noqa: F401
)
