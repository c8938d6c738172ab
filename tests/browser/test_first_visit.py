"""A first visit on a slow phone is measured, and nothing moves once it can be read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks import first_visit
from benchmarks.first_visit import AIMS, PHONE, Version, Visit
from cxstaff.people.models import Person, Team
from tests.pulses.rounds import a_round

Open = Callable[..., Page]


@pytest.fixture
def phone(chromium: Browser, open_as: Open, address: str, ben: Person) -> BrowserContext:
    """Ben's phone, signed in, with nothing kept of what pages ask for."""
    state = open_as(ben).context.storage_state()
    return chromium.new_context(
        base_url=address,
        viewport=PHONE,
        is_mobile=True,
        storage_state=state,  # type: ignore[arg-type]
    )


def test_answering_is_measured_and_does_not_move(
    ines: Person, blue: Team, phone: BrowserContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_visit, "SLOWER_PROCESSOR", 1)
    round_ = a_round(ines, blue)
    visit = first_visit.visit_page(phone, f"/pulses/rounds/{round_.id}")
    phone.close()
    assert visit.shifted == 0
    assert visit.largest > first_visit.SLOW_4G["latency"]
    assert 40_000 < visit.bytes < 100_000
    assert visit.html > 5_000


def test_a_line_tells_both_versions_and_the_aims() -> None:
    visits = {aim.name: [Visit(56_000, 1_300.0, 0.0, 23_000)] for aim in AIMS}
    before = {aim.name: [Visit(800_000, 6_500.0, 0.0, 23_000)] for aim in AIMS}
    line = first_visit.line_for(AIMS[0], [Version("now", "", visits), Version("then", "", before)])
    assert "56 kB and 1.3 s to the largest content against 800 kB and 6.5 s then" in line
    assert "ratio 0.07 and 0.20 (aim ≤ 60 kB, ≤ 2.0 s)" in line
    assert not re.search("then", first_visit.line_for(AIMS[0], [Version("now", "", visits)]))
