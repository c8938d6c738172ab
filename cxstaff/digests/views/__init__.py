"""Pages of digests: one's own editions, what letters lead to, when they go out, what became."""

from flask import Blueprint

bp = Blueprint("digests", __name__, url_prefix="/digests")

from cxstaff.digests.views import by_letter, chat, deliveries, own  # noqa: E402, F401 – they add
