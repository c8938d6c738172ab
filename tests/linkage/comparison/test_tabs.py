"""Pages of the comparison are called by one name: in the tab, as heading, as title."""

import html
import re
from typing import Any

from cxstaff.people.models import Person
from tests.linkage.worlds import Build

TAB = re.compile(r'<li><a href="([^"]+)"([^>]*)>([^<]+)</a></li>')


def test_a_tab_is_called_what_its_page_is_called(company: Build, as_: Any, ines: Person) -> None:
    company(teams=2, months=3)
    first = as_(ines).get("/comparison").text
    bar = first[first.index('aria-label="Pages of the comparison"') :]
    tabs = TAB.findall(bar[: bar.index("</nav>")])
    assert len({label for _, _, label in tabs}) == len(tabs) == 8
    for address, _, label in tabs:
        page = as_(ines).get(html.unescape(address)).text
        assert f"<h1>{label}</h1>" in page
        assert f"<title>{label} –" in page
        bar = page[page.index('aria-label="Pages of the comparison"') :]
        current = [each for _, marks, each in TAB.findall(bar) if 'aria-current="page"' in marks]
        assert current == [label]
        assert ">Comparison</p>" in page, "the word of the menu stands above it"
