"""What is posted to Slack, Teams and Mattermost: plain JSON, in the marks of each.

What people wrote is shown as it stands: it marks nothing up, and calls nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LONGEST = 10_000
"""Signs of a post: Mattermost takes 16,383, Slack 40,000, Teams 28 kB."""
ZERO_WIDTH = "\N{ZERO WIDTH SPACE}"
_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~>-])")
_CALLS = re.compile(r"@(?=\w)")


class ChatKind(StrEnum):
    """A product that takes posts at an address of its own ("incoming webhook")."""

    SLACK = "slack"
    TEAMS = "teams"
    MATTERMOST = "mattermost"


@dataclass(frozen=True, slots=True)
class PostLine:
    """A line of a post: words that stand out, then words, then a link; each may be empty."""

    strong: str = ""
    text: str = ""
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ChatText:
    """A post: its title, and its blocks of lines."""

    title: str
    blocks: Sequence[Sequence[PostLine]]


def content_for(kind: ChatKind, text: ChatText) -> dict[str, Any]:
    """Return what is posted, as JSON has it."""
    return {
        ChatKind.SLACK: _for_slack,
        ChatKind.TEAMS: _for_teams,
        ChatKind.MATTERMOST: _for_mattermost,
    }[kind](text)


def _for_slack(text: ChatText) -> dict[str, Any]:
    """Return Slack's own marks; `&`, `<` and `>` are the only signs that begin a call or a link."""
    told = _written(text, _slack_text, "*{}*", lambda label, to: f"<{to}|{label}>")
    quiet = {"unfurl_links": False, "unfurl_media": False, "link_names": False, "parse": "none"}
    return {"text": told, **quiet}


def _for_mattermost(text: ChatText) -> dict[str, Any]:
    return {"text": _written(text, _markdown_text, "**{}**", lambda label, to: f"[{label}]({to})")}


def _for_teams(text: ChatText) -> dict[str, Any]:
    """Return a message with an Adaptive Card, as Workflows take it."""

    def linked(label: str, to: str) -> str:
        return f"[{label}]({to})"

    title = {"type": "TextBlock", "size": "Large", "weight": "Bolder", "wrap": True}
    body: list[dict[str, Any]] = [{**title, "text": _markdown_text(text.title)}]
    length = 0
    for block in text.blocks:
        told = "\n\n".join(_line(each, _markdown_text, "**{}**", linked) for each in block)
        length += len(told)
        if length <= LONGEST:
            body.append({"type": "TextBlock", "wrap": True, "text": told})
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    kind = "application/vnd.microsoft.card.adaptive"
    return {"type": "message", "attachments": [{"contentType": kind, "content": card}]}


def _written(
    text: ChatText,
    plain: Callable[[str], str],
    strong: str,
    linked: Callable[[str, str], str],
) -> str:
    title = strong.format(plain(text.title))
    blocks = ["\n".join(_line(each, plain, strong, linked) for each in b) for b in text.blocks]
    return _short("\n\n".join([title, *blocks]))


def _line(
    line: PostLine,
    plain: Callable[[str], str],
    strong: str,
    linked: Callable[[str, str], str],
) -> str:
    parts = [strong.format(plain(line.strong))] if line.strong else []
    parts += [plain(line.text)] if line.text else []
    parts += [linked(plain(line.label), line.address)] if line.label else []
    return " ".join(parts)


def _slack_text(text: str) -> str:
    told = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([*_~`])", rf"{ZERO_WIDTH}\1", _uncalled(told))


def _markdown_text(text: str) -> str:
    told = _MARKS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))
    return _uncalled(told)


def _uncalled(text: str) -> str:
    """Return text that calls nobody: "@channel" is not read as a name any more."""
    return _CALLS.sub(f"@{ZERO_WIDTH}", " ".join(text.split()))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else "".join([text[: LONGEST - 1], "…"])
