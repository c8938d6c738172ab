"""Lists come in pages: none is lost, none comes twice, and no number leads nowhere."""

from hypothesis import given
from hypothesis import strategies as st

from cxstaff.db import page_in


@given(st.integers(0, 120), st.integers(1, 30))
def test_all_pages_together_are_the_list(count: int, size: int) -> None:
    rows = list(range(count))
    pages = [page_in(rows, n, size) for n in range(1, page_in(rows, 1, size).pages + 1)]
    assert [row for page in pages for row in page.items] == rows
    assert [page.has_next for page in pages] == [True] * (len(pages) - 1) + [False]
    assert [page.has_previous for page in pages] == [False] + [True] * (len(pages) - 1)


@given(st.integers(-(10**12), 10**12))
def test_a_number_beyond_the_list_gives_the_nearest_page(number: int) -> None:
    page = page_in(list(range(60)), number, 25)
    assert page.number == min(max(1, number), 3)
    assert page.items
    assert page.showing(["other"]).total == 60
