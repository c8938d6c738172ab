"""Every page that anybody reaches, at 360 px in the light and at 1280 px in the dark."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from cxstaff.action_plans import actions as action_plans
from cxstaff.alignment.audit.acknowledgements import actions as acknowledging
from cxstaff.alignment.audit.gathering import audit_of, audit_of_company
from cxstaff.awards import actions as awards
from cxstaff.awards.actions import AwardDays
from cxstaff.customers.imports import actions as customers
from cxstaff.db import db
from cxstaff.digests import actions as digests
from cxstaff.linkage.material.question import Question
from cxstaff.linkage.studies import actions as linkage
from cxstaff.linkage.verdicts.models import ExpectedDirection
from cxstaff.measures.actions import enter_readings
from cxstaff.people import company
from cxstaff.people.access import Permission
from cxstaff.people.models import Person, Team
from cxstaff.points import actions as points
from cxstaff.points.models import Audience, LedgerAccount
from cxstaff.pulses import actions as pulses
from cxstaff.pulses.models import Driver, Scale
from cxstaff.recognition import actions as recognition
from tests.browser.company import asked_and_answered, grow, heard
from tests.browser.conftest import DESK
from tests.browser.crawling import pages_for, reached
from tests.browser.keyboard import shows_focus
from tests.browser.watching import carry_axe, check, check_both_ways
from tests.cast import NOW, TODAY
from tests.conftest import Visit
from tests.customers.files import lines, queue
from tests.juries import an_award, nominate, terms
from tests.levers import KINDS, TargetKind, a_measure
from tests.linkage.conftest import words_of
from tests.plans import february_of, never_counted, waiting_proposal
from tests.pulses.rounds import a_round
from tests.said import say
from tests.statistical import STATISTICAL
from tests.thanks import thank

Open = Callable[..., Page]
Work = Callable[..., None]

# Each page is swept once, as the first of these whose business it is; homes and team pages,
# which differ, as everybody.
SWEPT: dict[str, set[Permission]] = {
    "ben": {Permission.USE, Permission.THANK, Permission.ENROL, Permission.USE_POINTS},
    "ana": {Permission.READ_RESULTS, Permission.READ_CUSTOMERS, Permission.TEND_THANKS},
    "ines": {
        Permission.SET_LEVERS,
        Permission.SET_THANKS,
        Permission.WATCH_THANKS,
        Permission.RUN_PULSES,
        Permission.COMPARE,
        Permission.READ_ROSTER,
        Permission.KEEP_ROSTER,
        Permission.PLAN_DIGESTS,
        Permission.KEEP_BUDGETS,
        Permission.SWITCH_POINTS,
        Permission.PAY,
    },
    "cyrus": {Permission.IMPORT_CUSTOMERS},
    "ada": {Permission.OPERATE},
}
EVERYBODYS = {"home.index", "alignment.show"}
# What nobody is led to by a link, and why.
UNLINKED = {
    "ben": {
        "factors.new_passkey": "wants a site with a name; its own test looks at it",
        "factors.prove": "stands before what changes, ten minutes after signing in",
        "home.mailbox": "is opened by developers, who know its address",
        "home.letter": "stands in the mailbox",
        "home.patterns": "is opened by developers, who know its address",
    },
    "ana": {"pulses.thread": "stands under comments, which her team is too small for"},
    "ines": {
        "people.invitations_progress": "is a part of the invitations' page",
        "people.edit_roster_mapping": "follows on a file; HR's own test looks at it",
        "people.show_import": "follows on a file; HR's own test looks at it",
        "measures.show_import": "follows on a file; its own test looks at it",
    },
    "cyrus": {
        "customers.import_progress": "is a part of the import's page",
        "customers.moves_progress": "is a part of the page of moves told late",
        "customers.quarantine_progress": "is a part of the quarantine's page",
    },
}


@pytest.fixture
def lived_in(
    app: Flask, ana: Person, ben: Person, ines: Person, cyrus: Person, ada: Person,
    blue: Team, service: Team, work: Work, tell: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    """Let the company have something of everything."""

    def story() -> None:
        grow(service)
        asked_and_answered(ines, service, work)
        heard(500)
        a_round(ines, name="Open to everybody")
        own = pulses.Draft("I like our new building.", Scale.AGREE_5, Driver.TOOLS, "Ours")
        pulses.write_question(own, ines, now=NOW)
        wanted = action_plans.Intention("Too loud.", "Quiet rooms.", ben, date(2026, 4, 1))
        action_plans.plan(blue, wanted, ana, today=date(2026, 3, 18), now=NOW)
        expected = linkage.Declaration(
            "Mood", "To know.", Question(), ExpectedDirection.RISE, 0.01, 10, 10, 6
        )
        linkage.declare(expected, ines, today=date(2026, 3, 18), now=NOW)
        measure = a_measure(ines)
        for kind in KINDS:
            kind.begin(blue, measure, ana)
        TargetKind.begin(None, measure, ines)
        _acknowledge(blue, ana, ines)
        value = recognition.define_value("Own it", ines, sentence="To the end.", now=NOW)
        for giver, receiver in ((ana, ben), (ben, ana), (ines, ada), (ada, ines), (ben, cyrus)):
            for days in (1, 6):
                when = NOW - timedelta(days=days)
                thank(receiver, giver, "Well held!", value=value, now=when)
        _awards(ines, ana, ben, ada)
        budget = _points(ben)
        february_of(blue, measure, ana, ines, budget, "Quick and solved")
        waiting_proposal(blue, measure, ana, budget, "More for more")
        never_counted(blue, a_measure(ines, "Calls"), ana, ines, budget)
        last_week = date(2026, 3, 9)
        enter_readings(measure, ana, starts_on=last_week, values={blue.id: 5.0}, now=NOW)
        _bring_in(tmp_path_factory.mktemp("files"))  # the story outlives its first test
        digests.ensure_plan(date(2026, 3, 10))
        work("customers.import_queued")
        work("digests.send_due")
        work("pulses.invite")
        work("linkage.run_studies")
        db.session.expire_all()

    tell("lived in", story)


def _acknowledge(blue: Team, ana: Person, ines: Person) -> None:
    """Let one mixed message of a team, and one of two of the company, be known."""
    for name in ("Kindness", "Ease"):
        a_measure(ines, name, voice="customer")
    of_team, of_company = audit_of(blue, [blue.id], {}, TODAY), audit_of_company(TODAY)
    for team, audit, actor in ((blue, of_team, ana), (None, of_company, ines)):
        finding, proof = next(iter(audit.proofs.items()))
        told = {"facts": proof.fingerprint, "sentence": "Two directions", "reason": "Until May."}
        again = TODAY + timedelta(days=30)
        acknowledging.acknowledge(team, finding, actor, **told, look_again_on=again, now=NOW)


def _awards(ines: Person, ana: Person, ben: Person, ada: Person) -> None:
    """Let one award be open for nominations, and another one before its jury."""
    an_award(ines, [ana, ada])
    before = NOW - timedelta(days=14)
    days = AwardDays(before.date(), TODAY - timedelta(days=3), TODAY + timedelta(days=9))
    named = terms(name="Calm in the storm", days=days)
    judged = awards.make_award(named, [ana, ben], ines, now=before)
    nominate(judged, ada, ines, now=before)
    awards.begin_voting(judged, now=NOW)


def _points(ben: Person) -> LedgerAccount:
    company.get_company().has_points = True
    budget = points.make_budget("Kudos", "points", None, amount=10**6, key="k", now=NOW)
    points.give(budget, ben, None, amount=20, key="g", words="Late shift", now=NOW)
    points.set_rule(Audience.EVERYBODY, "points", 100, None, source=budget, now=NOW)
    points.allow(ben, date(2026, 3, 18), 100, None, now=NOW)
    points.rename(budget, "Kudos for everybody", None, now=NOW)
    end = NOW + timedelta(days=9)
    points.set_aside(budget, None, amount=50, key="h", words="Outing", expires_at=end, now=NOW)
    points.link_some(now=NOW)
    return budget


def _bring_in(folder: Path) -> None:
    content = "\n".join([*lines(40), "41,in spring,Ben Berg,Chat,5,"])  # a moment nobody can read
    for name in ("finished.csv", "waiting.csv"):
        (folder / name).write_text(content, encoding="utf-8")
    queue(folder / "finished.csv")
    waiting = folder / "waiting.csv"
    customers.receive(waiting, waiting.name, str(waiting), None, now=NOW)


@pytest.mark.parametrize("name", list(SWEPT))
def test_every_page_is_fit_to_be_used(
    name: str, lived_in: None, app: Flask, request: pytest.FixtureRequest, open_as: Open
) -> None:
    page = open_as(request.getfixturevalue(name), phone=True)
    own = pages_for(app, frozenset(SWEPT[name]))
    found = reached(app, _same_session(app, page), "/", own | EVERYBODYS)
    missing = own - found.endpoints() - set(UNLINKED.get(name, ()))
    assert not missing, f"nothing leads {name} to {missing}"
    carry_axe(page)
    paths = [path for place, path in found.pages.items() if place.endpoint in own | EVERYBODYS]
    for path in [*paths, *(["/mailbox", "/patterns"] if name == "ben" else [])]:
        page.goto(path)
        check_both_ways(page, DESK["width"])


@pytest.mark.long
def test_no_page_of_an_employee_speaks_of_statistics(
    lived_in: None, app: Flask, ben: Person, as_: Any
) -> None:
    own = pages_for(app, frozenset(SWEPT["ben"])) | EVERYBODYS
    seen = reached(app, as_(ben), "/", own).pages
    assert {"pulses.index", "alignment.show", "home.index"} <= {each.endpoint for each in seen}
    told = {path: words_of(as_(ben).get(path)) for path in seen.values()}
    found = {path: STATISTICAL.findall(text) for path, text in told.items()}
    assert not {path: words for path, words in found.items() if words}
    assert any("answered" in text for text in told.values()), "how many stand behind it is told"


@pytest.mark.parametrize("name", ["ines", "cyrus"])
def test_a_company_without_anything_yet_is_led_on(
    name: str, request: pytest.FixtureRequest, open_as: Open
) -> None:
    page = open_as(request.getfixturevalue(name), phone=True)
    places = page.get_by_role("navigation", name="Main", include_hidden=True).get_by_role(
        "link", include_hidden=True
    )
    paths = {link.get_attribute("href"): None for link in places.all()}  # some stand in both bars
    assert len(paths) > 5
    for path in paths:
        page.goto(path or "")
        check(page)


def _same_session(app: Flask, page: Page) -> Visit:
    """Ask as a page does, without a browser: pages that are only followed need none."""
    client = app.test_client()
    for cookie in page.context.cookies():
        client.set_cookie(cookie["name"], cookie["value"])
    return Visit(client)


@pytest.mark.parametrize(
    "path", ["/sign-in", "/forgotten-password", "/privacy", "/conversations", "/nowhere"]
)
def test_pages_for_strangers_are_fit_to_be_used(path: str, open_as: Open) -> None:
    page = open_as(None, phone=True)
    page.goto(path)
    check_both_ways(page, DESK["width"])


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_the_first_tab_skips_to_the_content(phone: bool, ben: Person, open_as: Open) -> None:
    page = open_as(ben, phone=phone)
    page.goto("/thanks")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert shows_focus(page)


def test_what_has_the_focus_is_never_under_the_bar_of_a_phone(
    ben: Person, blue: Team, ana: Person, ines: Person, open_as: Open
) -> None:
    for number in range(6):
        say(ana, blue, f"Remark {number}")
    page = open_as(ben, phone=True)
    covered: list[Any] = []
    for _ in range(25):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
                const here = document.activeElement;
                if (!here.closest('main')) return null;
                const box = here.getBoundingClientRect();
                const bar = document.querySelector('.tabbar').getBoundingClientRect();
                return box.top >= bar.top - 1 ? here.outerHTML.slice(0, 120) : null;
            }"""
        )
        covered += [hidden] if hidden else []
    assert not covered, covered
