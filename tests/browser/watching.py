"""What no page may do, noted while it happens; and what every page has to be."""

from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The browser's own words about a page that was not found; which file it was, responses tell.
NOT_FOUND = "Failed to load resource"
# Said of a page that had to wait on a busy machine before it was drawn.
SLOW = "was preloaded using link preload but not used within a few seconds"


class Watch:
    """Listens to every page of some browsers, and keeps what is wrong."""

    def __init__(self, address: str) -> None:
        self.home = (f"{address}/", "data:", "about:", "blob:")
        self.complaints: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Listen to all pages of `context`."""
        context.on("console", self._said)
        context.on("weberror", lambda error: self._note(error.page, f"threw {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _note(self, page: Page | None, what: str) -> None:
        self.complaints.append(f"{page.url if page else 'a page'} {what}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(
            known in message.text for known in (NOT_FOUND, SLOW)
        ):
            self._note(message.page, f"said on the console: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(self.home):
            self.complaints.append(f"asked another machine: {request.url}")

    def _answered(self, response: Response) -> None:
        is_part = response.request.resource_type != "document"
        if response.status >= (400 if is_part else 500):
            self.complaints.append(f"{response.url} answered {response.status}")


def check(page: Page) -> None:
    """Check a page: axe finds nothing, nothing runs off its side, it has a title and one h1."""
    page.wait_for_load_state()
    size = page.viewport_size
    assert size
    # As high as the page: what lies under the bar at the bottom is a matter of scrolling.
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": max(size["height"], height)})
    problems = [*_found_by_axe(page), *_found_by_us(page)]
    page.set_viewport_size(size)
    assert not problems, f"{page.url} at {size['width']} px: " + "\n".join(problems)


def _found_by_axe(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    return [
        f"{rule['id']}: {rule['help']} at {[node['html'][:200] for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
    ]


def _found_by_us(page: Page) -> list[str]:
    told = page.evaluate(
        """() => {
            const wide = document.documentElement.scrollWidth - innerWidth;
            const seen = document.querySelectorAll('h1').length;
            const off = wide <= 0 ? [] : [...document.querySelectorAll('main *')]
                .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
                .slice(0, 3).map(each => each.outerHTML.slice(0, 150));
            const own = document.title.replace('– cxstaff', '').trim();
            return {wide, seen, off, own};
        }"""
    )
    problems = []
    if told["wide"] > 0:
        problems.append(f"it runs {told['wide']} px off its side at {told['off']}")
    if told["seen"] != 1:
        problems.append(f"it has {told['seen']} main headings")
    if not told["own"]:
        problems.append("it has no title")
    return problems
