"""A real Chromium in front of the real application, served on loopback from this process."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from werkzeug.serving import make_server

from cxstaff.db import db
from cxstaff.people.models import Person
from tests.cast import PASSWORD

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


def chromium_path() -> str | None:
    """Find a browser: CXSTAFF_CHROMIUM, or one of the system's."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CXSTAFF_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        wanted = "No Chromium is installed (apt-get install chromium)."
        if os.environ.get("CI"):
            pytest.fail(wanted)
        pytest.skip(wanted)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the application, tokens checked as in production; give its address."""
    app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture
def open_as(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open somebody's browser, signed in by the real form: `open_as(ana, phone=True, dark=True)`.

    The test fails when a page breaks the Content-Security-Policy, throws, or asks another machine.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_(person: Person | None, *, phone: bool = False, dark: bool = False) -> Page:
        db.session.commit()
        context = chromium.new_context(
            base_url=address,
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        _watch(page, address, complaints)
        if person is not None:
            page.goto("/sign-in")
            page.get_by_label("E-mail").fill(person.email or "")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not complaints, complaints


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """Check a page with axe (WCAG 2.2 AA), and that nothing runs off its side."""

    def check(page: Page) -> None:
        page.evaluate(AXE.read_text())
        found: dict[str, Any] = page.evaluate(
            """() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})"""
        )
        broken = [
            f"{rule['id']}: {rule['help']} at {[n['html'][:200] for n in rule['nodes'][:3]]}"
            for rule in found["violations"]
        ]
        assert not broken, f"{page.url}: {broken}"
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{page.url} runs {wide} px off its side"

    return check


def _watch(page: Page, address: str, complaints: list[str]) -> None:
    def heard(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"{page.url}: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "about:", "blob:"))
            else complaints.append(f"asked {request.url}")
        ),
    )
