"""Second factors in a real browser, with its own virtual security key, and without JavaScript."""

from base64 import b32decode
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import CDPSession, Page, expect

from cxstaff.factors import totp
from cxstaff.people.models import Person
from tests.browser.conftest import serving
from tests.browser.keyboard import tab_to
from tests.browser.watching import check
from tests.cast import NOW, PASSWORD

Open = Callable[..., Page]
OWN = "/profile/second-factor"


@pytest.fixture
def address(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve at a name, which passkeys want, and want second factors of whoever holds a role."""
    with serving(app, monkeypatch, host="localhost", second_factor="privileged") as url:
        yield url


def with_key(page: Page, **instead: Any) -> tuple[CDPSession, str]:
    """Plug a virtual security key into a page's browser."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options | instead})
    return devtools, added["authenticatorId"]


def type_password(page: Page, email: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Your menu").locator("visible=true").click()
    page.get_by_role("button", name="Sign out").locator("visible=true").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def code_on(page: Page) -> str:
    secret = b32decode(page.locator(".secret").inner_text().replace(" ", ""))
    return totp.code_of(secret, totp.step_at(NOW))


def heading(page: Page) -> Any:
    return expect(page.get_by_role("heading", level=1))


def test_a_passkey_from_enrolment_to_signing_in_without_a_password(
    ada: Person, open_as: Open
) -> None:
    page = open_as(None, phone=True)
    devtools, key = with_key(page)
    type_password(page, "ada@bright.example")
    heading(page).to_have_text("Second factor")
    expect(page.get_by_text("Set up a second factor to go on")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Add a passkey").click()
    check(page)
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_label("Name")).to_be_focused()  # and no passkey was made without a name
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add the passkey").click()
    heading(page).to_have_text("Your recovery codes")
    assert (
        len(devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1
    )
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied == page.locator(".recovery-codes code").all_inner_texts()
    check(page)
    page.get_by_role("link", name="I have kept them").click()
    heading(page).to_contain_text("Hello")

    sign_out(page)
    type_password(page, "ada@bright.example")
    heading(page).to_have_text("Your second factor")
    check(page)
    page.get_by_role("button", name="Use a passkey").click()
    heading(page).to_contain_text("Hello")

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    heading(page).to_contain_text("Hello")
    page.goto(OWN)
    expect(page.get_by_role("cell", name="Remove My laptop")).to_be_visible()
    check(page)


def test_the_same_device_is_not_added_twice(ben: Person, open_as: Open) -> None:
    page = open_as(ben)
    with_key(page)
    for _ in range(2):
        page.goto(f"{OWN}/passkeys/new")
        page.get_by_label("Name").fill("My laptop")
        page.get_by_role("button", name="Add the passkey").click()
        expect(page.locator("[data-passkey-said]:visible, .recovery-codes")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("has a passkey for your account already")
    check(page)


def test_a_key_that_does_not_check_its_holder_is_a_second_step_only(
    ben: Person, open_as: Open
) -> None:
    page = open_as(ben)
    with_key(page, transport="usb", hasResidentKey=False, hasUserVerification=False)
    page.goto(f"{OWN}/passkeys/new")
    page.get_by_label("Name").fill("Key on my keyring")
    page.get_by_role("button", name="Add the passkey").click()
    heading(page).to_have_text("Your recovery codes")
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("alert")).to_be_visible()
    heading(page).to_have_text("Sign in")
    type_password(page, "ben@bright.example")
    page.get_by_role("button", name="Use a passkey").click()
    heading(page).to_contain_text("Hello")


def test_a_copied_key_is_refused(ben: Person, open_as: Open) -> None:
    page = open_as(ben)
    devtools, key = with_key(page)
    page.goto(f"{OWN}/passkeys/new")
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add the passkey").click()
    heading(page).to_have_text("Your recovery codes")
    held = devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    sign_out(page)
    type_password(page, "ben@bright.example")
    page.get_by_role("button", name="Use a passkey").click()
    heading(page).to_contain_text("Hello")
    sign_out(page)
    devtools.send("WebAuthn.clearCredentials", {"authenticatorId": key})
    copy = {"authenticatorId": key, "credential": held[0]}
    devtools.send("WebAuthn.addCredential", copy)  # as it was before it was used
    type_password(page, "ben@bright.example")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("The passkey was not taken")
    check(page)


def test_an_app_is_set_up_and_used_without_javascript(ines: Person, open_as: Open) -> None:
    page = open_as(None, scripts=False)
    type_password(page, "ines@bright.example")
    page.get_by_role("link", name="Set up an app").click()
    picture = page.get_by_role("img", name="QR code")
    expect(picture).to_be_visible()
    assert picture.evaluate_handle is not None
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    page.get_by_label("Code", exact=True).fill(code_on(page))
    page.get_by_role("button", name="Set up the app").click()
    heading(page).to_have_text("Your recovery codes")
    spare = page.locator(".recovery-codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    heading(page).to_contain_text("Hello")
    page.goto(f"{OWN}/passkeys/new")
    expect(page.get_by_text("JavaScript is off")).to_be_visible()

    again = open_as(None, scripts=False)
    type_password(again, "ines@bright.example")
    again.get_by_label("Code from your app, or a recovery code").fill(spare)
    again.get_by_role("button", name="Sign in", exact=True).click()
    heading(again).to_contain_text("Hello")


def test_a_browser_without_passkeys_says_so(ben: Person, open_as: Open) -> None:
    page = open_as(ben)
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(f"{OWN}/passkeys/new")
    expect(page.get_by_text("This browser cannot use passkeys")).to_be_visible()
    expect(page.get_by_role("button", name="Add the passkey")).to_be_hidden()


def test_all_of_it_works_without_a_mouse(ada: Person, open_as: Open) -> None:
    page = open_as(None)
    type_password(page, "ada@bright.example")
    tab_to(page, page.get_by_role("link", name="Set up an app"))
    page.keyboard.press("Enter")
    heading(page).to_have_text("Set up an authenticator app")
    code = code_on(page)
    tab_to(page, page.get_by_label("Code", exact=True))
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    heading(page).to_have_text("Your recovery codes")
    tab_to(page, page.get_by_role("link", name="I have kept them"))
    page.keyboard.press("Enter")
    heading(page).to_contain_text("Hello")


def test_two_people_remove_the_factors_of_a_third(
    ada: Person, ines: Person, ben: Person, open_as: Open
) -> None:
    page = open_as(ben)
    page.goto(f"{OWN}/app")
    page.get_by_label("Code", exact=True).fill(code_on(page))
    page.get_by_role("button", name="Set up the app").click()
    heading(page).to_have_text("Your recovery codes")
    first, second = _enrolled(open_as, ines), _enrolled(open_as, ada)
    first.goto(f"/people/{ben.id}")
    first.get_by_role("link", name="Second factor").click()
    check(first)
    first.get_by_role("button", name="Ask to remove them").click()
    expect(first.get_by_role("button", name="I have spoken to")).to_have_count(0)
    check(first)
    page.goto(OWN)
    expect(page.get_by_text("Ines Ingo asked to remove your second factors")).to_be_visible()
    check(page)
    second.goto(f"/people/{ben.id}/second-factor")
    check(second)
    second.get_by_role("button", name="I have spoken to Ben Berg: remove them").click()
    expect(second.get_by_text("The second factors are removed")).to_be_visible()
    check(second)
    page.goto(OWN)
    heading(page).to_have_text("Sign in")


def _enrolled(open_as: Open, person: Person) -> Page:
    """Give the browser of somebody who holds a role, past enrolment."""
    page = open_as(None)
    type_password(page, str(person.email))
    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Code", exact=True).fill(code_on(page))
    page.get_by_role("button", name="Set up the app").click()
    page.get_by_role("link", name="I have kept them").click()
    heading(page).to_contain_text("Hello")
    return page
