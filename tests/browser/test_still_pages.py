"""What somebody is about to press stays where it is when pictures and fonts arrive late."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.conftest import DESK, PHONE
from tests.browser.furnished import Furnished, open_page
from tests.browser.pages import PUBLIC

_LATE: Final = re.compile(r"/pictures/|\.woff2")
#: Longer than a browser keeps words unseen for the sake of their font, in milliseconds.
_UNTIL_WORDS_ARE_SEEN: Final = 400
#: How far a page moved, as https://web.dev/articles/cls counts it: the sum of its shifts.
_MOVED: Final = """() => new Promise((resolve) => {
    let moved = 0;
    const add = (list) => list.getEntries().forEach((one) => (moved += one.value));
    new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(moved), 300);
})"""
#: What counts as good is 0.1; a line that breaks elsewhere in another font is a third of that.
_MOST: Final = 0.05


@pytest.fixture(scope="module", params=[PHONE, DESK], ids=["phone", "desk"])
def visitor(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = open_page(browser, viewport=request.param)
    yield page
    page.context.close()


def _open_with_all_late(page: Page, address: str) -> int:
    """Open a page whose pictures and fonts come once it was seen; returns how many they were."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(_LATE, hold)
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_timeout(_UNTIL_WORDS_ARE_SEEN)
    for route in held:
        route.continue_()
    page.unroute(_LATE)
    page.wait_for_load_state("load")
    return len(held)


@pytest.mark.parametrize("name", PUBLIC)
def test_a_page_stays_where_it_is_when_pictures_and_fonts_arrive(
    name: str, furnished: Furnished, visitor: Page
) -> None:
    assert _open_with_all_late(visitor, furnished.address(PUBLIC[name].way)) > 0
    assert visitor.evaluate(_MOVED) <= _MOST
