"""The first visit of a phone: what comes over a slow network, and when it shows, then and now."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.databases import Database, environment_for
from benchmarks.earlier import python_of, unpacked
from benchmarks.served import HOST, ROOT, serving
from cxstaff.demo.accounts import DOMAIN, PASSWORD

EARLIER = "3631ce9"
"""The commit that is measured beside this one: nothing was compressed, whole kits were sent."""

ROWS, RUNS, TEAMS = 5_000, 5, 24
PHONE = {"width": 360, "height": 740}
SLOW_4G = {
    "offline": False,
    "latency": 150,  # milliseconds
    "downloadThroughput": 1_638_400 / 8,  # bytes a second, as Lighthouse has them
    "uploadThroughput": 675_000 / 8,
}
SLOWER_PROCESSOR = 4
SETTLED = 1_000  # milliseconds in which nothing comes any more
SEEN = """
window.seen = {largest: 0, shifted: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.largest = entry.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


@dataclass(frozen=True, slots=True)
class Aim:
    """A page, who asks for it, and how much it may send (kB) until when it has to show (s).

    `link` finds its address among the links of the page `through`; '' is the page itself.
    """

    name: str
    role: str
    through: str
    link: str
    kilobytes: int
    seconds: float


AIMS = (
    Aim(
        "answering", "employee", "/pulses", 'a.btn-light-on-deep[href*="/pulses/rounds/"]', 60, 2.0
    ),
    Aim("employee's home", "employee", "/", "", 90, 2.2),
    Aim("comparison", "hr", "/comparison", "", 220, 3.0),
    Aim("results", "hr", "/pulses", 'a[href$="/results"]', 220, 3.0),
)


@dataclass(slots=True)
class Visit:
    """What a visit saw: bytes on the wire, largest content (ms), shifts, and bytes of HTML."""

    bytes: int = 0
    largest: float = 0.0
    shifted: float = 0.0
    html: int = 0


@dataclass(slots=True)
class Version:
    """A version of the product that is served, with its visits by page."""

    name: str
    address: str
    visits: dict[str, list[Visit]] = field(default_factory=dict)

    def median(self, page: str, what: str) -> float:
        """Return the median of what the visits of a page saw."""
        return statistics.median(getattr(visit, what) for visit in self.visits[page])


def measure(database: Database, folder: Path, rows: int, tell: Callable[[str], None]) -> str:
    """Return a line for each page: bytes and time now against then, and what shifted.

    Pages do not depend on the database: SQLite serves both, whatever else is measured.
    """
    if database.name != "SQLite":
        return f"first visit, {database.name}: pages are the same as on SQLite"
    with ExitStack() as stack:
        versions = [stack.enter_context(each) for each in _versions(folder, rows, tell)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"]
            )
            for run in range(1, RUNS + 1):
                for version in versions:
                    tell(f"run {run} of {RUNS}, {version.name}")
                    _visit_all(browser, version)
            browser.close()
    return "\n".join(line_for(aim, versions) for aim in AIMS)


def _versions(folder: Path, rows: int, tell: Callable[[str], None]) -> Iterator[Any]:
    """Return both versions, each to be entered: the earlier one, where it can be had, and this."""
    then, now = folder / "then", folder / "now"
    tell("installing what the earlier version needs")
    code = unpacked(EARLIER, folder / "first-visit")
    python = python_of(code) if code else None
    earlier = (code, python.parent) if code and python else (ROOT, Path(sys.executable).parent)
    tell("making a company up")
    _flask(*earlier, then, "db", "upgrade")
    _flask(*earlier, then, "demo", "load", "--teams", str(TEAMS), "--contacts", str(rows))
    shutil.copytree(then, now)
    current = ROOT, Path(sys.executable).parent
    _flask(*current, now, "assets", "compress")
    _flask(*current, now, "db", "upgrade")
    yield _served("now", *current, now)
    if earlier != current:
        yield _served("then", *earlier, then)


@contextmanager
def _served(name: str, code: Path, commands: Path, data: Path) -> Iterator[Version]:
    with serving("wsgi:app", _environment(data), 1, code, commands / "granian") as server:
        yield Version(name, f"http://{HOST}:{server.port}")


def _environment(data: Path) -> dict[str, str]:
    return environment_for(f"sqlite:///{data / 'cxstaff.db'}", data)


def _flask(code: Path, commands: Path, data: Path, *words: str) -> None:
    """Let a version's own `flask` do something with its data; what it says of failing is told."""
    data.mkdir(exist_ok=True)
    command = [str(commands / "flask"), "--app", "wsgi", *words]
    env = os.environ | _environment(data)
    done = subprocess.run(command, cwd=code, env=env, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr}")


def _visit_all(browser: Browser, version: Version) -> None:
    """Visit each page once, with an empty cache each time."""
    for role in dict.fromkeys(aim.role for aim in AIMS):
        context = browser.new_context(base_url=version.address)
        page = context.new_page()
        _sign_in(page, role)
        state = context.storage_state()
        for aim in (each for each in AIMS if each.role == role):
            page.goto(aim.through)
            found = page.locator(aim.link).first.get_attribute("href") if aim.link else aim.through
            page.goto(str(found))  # what a process loads once belongs to no visit
            empty = browser.new_context(
                base_url=version.address,
                viewport=PHONE,  # type: ignore[arg-type]
                is_mobile=True,
                has_touch=True,
                device_scale_factor=3,
                storage_state=state,
            )
            version.visits.setdefault(aim.name, []).append(visit_page(empty, str(found)))
            empty.close()
        context.close()


def _sign_in(page: Page, role: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(f"{role}@{DOMAIN}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/")


def visit_page(context: BrowserContext, path: str) -> Visit:
    """Open a page as a slow phone on a slow network does."""
    page, visit = context.new_page(), Visit()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})

    def came(event: dict[str, Any]) -> None:
        visit.bytes += int(event["encodedDataLength"])

    wire.on("Network.loadingFinished", came)
    page.add_init_script(SEEN)
    answer = page.goto(path, wait_until="networkidle", timeout=120_000)
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{path} answered {answer and answer.status}.")
    if page.locator("[data-chart]:visible").count():  # others are drawn once they are opened
        page.locator("[data-chart]:visible svg").first.wait_for(state="attached", timeout=120_000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLED)
    seen = page.evaluate("seen")
    visit.largest, visit.shifted = seen["largest"], seen["shifted"]
    visit.html = len(answer.body())
    return visit


def line_for(aim: Aim, versions: list[Version]) -> str:
    """Write what visits of a page saw: of this version, and of the earlier one if it is there."""
    now = versions[0]
    size, time = now.median(aim.name, "bytes") / 1000, now.median(aim.name, "largest") / 1000
    seen = f"{size:,.0f} kB and {time:.1f} s to the largest content"
    if len(versions) > 1:
        then = versions[1]
        before = then.median(aim.name, "bytes") / 1000, then.median(aim.name, "largest") / 1000
        seen += f" against {before[0]:,.0f} kB and {before[1]:.1f} s then, "
        seen += f"ratio {size / before[0]:.2f} and {time / before[1]:.2f}"
    return (
        f"first visit, {aim.name}: {seen} (aim ≤ {aim.kilobytes} kB, ≤ {aim.seconds:.1f} s); "
        f"shifted by {now.median(aim.name, 'shifted'):.3f} (aim 0); "
        f"page of {now.median(aim.name, 'html') / 1000:.0f} kB (aim ≤ 60)"
    )


def _chromium() -> str:
    names = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
    found = os.environ.get("CXSTAFF_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise RuntimeError("No Chromium is installed (apt-get install chromium).")
    return found
