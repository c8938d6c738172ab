"""What no page may do, noted while it happens; and what every page has to be."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
LOOKS = Path(__file__).parent / "looks.js"
TARGETS = Path(__file__).parent / "targets.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What hangs on how a page is drawn, though nothing came or went: sizes, frames, the whole.
DRAWN = [
    *("color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"),
    *(
        "bypass",
        "region",
        "skip-link",
        "heading-order",
        "page-has-heading-one",
        "aria-hidden-focus",
    ),
    *("landmark-one-main", "landmark-unique", "landmark-no-duplicate-main"),
]
# What axe need not measure again or at all: see looks.js and targets.js.
MARKED = """axe.configure({rules: [
    {id: 'color-contrast', selector: '[data-new-look]'},
    {id: 'target-size', selector: '[data-target-in-doubt]'},
]})"""
# What axe could not decide, as where something lies over words, is measured when seen again.
ASK = """async (rules) => {
    const options = {runOnly: rules, resultTypes: ['violations', 'incomplete'], elementRef: true};
    const {violations, incomplete} = await axe.run(document, options);
    const undecided = incomplete.filter(rule => rule.id === 'color-contrast')
        .flatMap(rule => rule.nodes.map(node => node.element.dataset.newLook));
    return {violations: violations.map(({id, help, nodes}) =>
        ({id, help, nodes: nodes.slice(0, 3).map(({html}) => ({html}))})), undecided};
}"""
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


known: set[str] = set()
"""Looks whose contrast axe has measured, and changes it has seen, in this process."""


def carry_axe(page: Page) -> None:
    """Let each document of a page begin with axe: sent once, not with each check."""
    page.add_init_script(path=AXE)


def check(page: Page) -> None:
    """Check a page: axe finds nothing, nothing runs off its side, it has a title and one h1.

    Contrast is measured once for each look: see looks.js.
    """
    size = page.viewport_size
    page.wait_for_load_state()
    _check(page, lambda _changes: RULES)
    page.set_viewport_size(size)  # type: ignore[arg-type]


def check_both_ways(page: Page, width: int) -> None:
    """Check a page as it is, then wider and in the dark, and leave it as it was.

    Where nothing came or went by that but what did elsewhere, what no drawing changes is not
    asked again: names, roles, labels.
    """
    size = page.viewport_size
    page.wait_for_load_state()
    height = _check(page, lambda _changes: RULES)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": width, "height": height})
    _check(page, lambda changes: RULES if changes else DRAWN)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)  # type: ignore[arg-type]


def _check(page: Page, rules: Callable[[str], list[str]]) -> int:
    """Check a page in a window as high as all of it; return that height.

    What lies under the bar at the bottom is a matter of scrolling.
    """
    size = page.viewport_size
    assert size
    height: int = page.evaluate("document.documentElement.scrollHeight")
    if height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": height})
    problems = [*_found_by_axe(page, rules), *_found_by_us(page)]
    assert not problems, f"{page.url} at {size['width']} px: " + "\n".join(problems)
    return max(height, size["height"])


def _found_by_axe(page: Page, rules: Callable[[str], list[str]]) -> list[str]:
    if not page.evaluate(f"'axe' in window && ({MARKED}, true)"):
        page.evaluate(f"{AXE.read_text()};{MARKED}")
    new: dict[str, str] = page.evaluate(LOOKS.read_text(), " ".join(known))
    page.evaluate(TARGETS.read_text())
    found: dict[str, Any] = page.evaluate(ASK, rules(new["changes"]))
    if not found["violations"]:
        known.update({*new["looks"].split(), *new["changes"].split()} - set(found["undecided"]))
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
