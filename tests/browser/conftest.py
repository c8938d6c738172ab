"""A real Chromium in front of the real application, served on loopback from this process."""

from __future__ import annotations

import contextvars
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from cxstaff import clock
from cxstaff.db import db
from cxstaff.people.models import Person
from cxstaff.work import schedule
from tests.browser.watching import Watch
from tests.cast import NOW, PASSWORD

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
# What Chromium leaves out: of Playwright's own list, which this one takes the place of, what can
# matter here; and pages of its own and spare ones around each of ours, most of a test's time.
WITHOUT = (
    *("DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades"),
    *("LensOverlay", "MediaRouter", "OptimizationHints", "PaintHolding", "PreconnectToSearch"),
    *("PreloadTopChromeWebUI", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    "SpareRendererForSitePerProcess",
)
QUIET = [
    f"--disable-features={','.join(WITHOUT)}",
    "--disable-gpu",
    "--site-per-process",  # as it is with a screen: a letter shut in a frame has its own process
    "--disable-quic",
    "--no-first-run",
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10_000  # milliseconds; nothing here takes one, unless the machine is busy


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


def chromium_path() -> str | None:
    """Find a browser: CXSTAFF_CHROMIUM, or one of the system's; first the one with no screen."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
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
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


class Silent(WSGIRequestHandler):
    """Say nothing about requests that went well."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: Any) -> None:
        """Keep quiet."""


def closed(app: Flask) -> WSGIApplication:
    """Close each answer's file, also where the browser hung up: Werkzeug's server then does not."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterator[bytes]:
        parts = app(environ, start)
        try:
            yield from parts
        finally:
            getattr(parts, "close", bool)()

    return answer


@pytest.fixture
def address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve the application as a developer's machine does, tokens checked; give its address."""
    with serving(app, monkeypatch) as url:
        yield url


@contextmanager
def serving(
    app: Flask, monkeypatch: pytest.MonkeyPatch, *, host: str = "127.0.0.1", **settings: Any
) -> Iterator[str]:
    """Serve the application on loopback, called `host`, with other settings; give its address."""
    # What a test still holds must not be read anew behind its back: reading opens a transaction,
    # and on SQLite that would keep the server from writing.
    db.session().expire_on_commit = False
    server = make_server("127.0.0.1", 0, closed(app), threaded=True, request_handler=Silent)
    url = f"http://{host}:{server.server_port}"
    told = {"base_url": url, "environment": "development"} | settings
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], **told))
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield url
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def work(app: Flask) -> Callable[..., None]:
    """Run a job as the worker does, at some moment: `work("pulses.close_ended", LATER)`."""

    def run(job: str, at: datetime = NOW) -> None:
        db.session.commit()
        with clock.frozen(at):
            contextvars.Context().run(_run, app, job)

    return run


@pytest.fixture
def open_as(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open somebody's browser, signed in: `open_as(ana, phone=True, dark=True)`.

    The form is sent without being shown, which takes half of the time; tests of signing in show it.
    The test fails when a page breaks the Content-Security-Policy, throws, misses a file of its
    own, fails on the server or asks another machine.
    """
    watch = Watch(address)
    contexts: list[BrowserContext] = []

    def open_(
        person: Person | None, *, phone: bool = False, dark: bool = False, scripts: bool = True
    ) -> Page:
        email = person.email if person else None
        db.session.commit()
        context = chromium.new_context(
            base_url=address,
            viewport=PHONE if phone else DESK,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watch.over(context)
        page = context.new_page()
        if email is not None:
            send_form(context, email)
            page.goto("/")
            expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not watch.complaints, watch.complaints


def send_form(context: BrowserContext, email: str) -> None:
    """Sign in by the form as it comes from the server, on no page."""
    form = context.request.get("/sign-in").text()
    token = form.split('name="csrf_token" value="')[1].split('"')[0]
    typed = {"csrf_token": token, "email": email, "password": PASSWORD}
    answer = context.request.post("/sign-in", form=typed, max_redirects=0)
    assert answer.status == 303, answer.text()


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Sign in by the form and wait for the first page."""
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")


def _run(app: Flask, job: str) -> None:
    with app.app_context():
        assert schedule.run_once(job), f"{job} failed; the log says why"
