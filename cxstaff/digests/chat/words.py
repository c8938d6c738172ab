"""What the words of posts to chat are called on screen."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from cxstaff.digests.chat.formats import ChatKind
from cxstaff.digests.models import PostState

KINDS = {
    ChatKind.SLACK: _l("Slack"),
    ChatKind.TEAMS: _l("Microsoft Teams"),
    ChatKind.MATTERMOST: _l("Mattermost"),
}
POST_STATES = {
    PostState.CLAIMED: (_l("On its way"), "info"),
    PostState.POSTING: (_l("On its way"), "info"),
    PostState.POSTED: (_l("Posted"), "good"),
    PostState.EMPTY: (_l("Nothing to say"), "muted"),
    PostState.FAILED: (_l("Not posted"), "bad"),
}
