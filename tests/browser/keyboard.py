"""Going about a page without a mouse."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 80


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus, as somebody without a mouse does."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"{wanted} is not reached with the Tab key on {page.url}")


def shows_focus(page: Page) -> bool:
    """Say whether something is drawn around what has the focus, or around its label."""
    page.wait_for_load_state()  # the focus can be moved before the page's own style has come
    return bool(
        page.evaluate(
            """() => {
                const here = document.activeElement;
                const drawn = each => {
                    const style = getComputedStyle(each);
                    const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth);
                    return ring > 0 || style.boxShadow !== 'none';
                };
                return [here, ...(here.labels || [])].some(drawn);
            }"""
        )
    )
