"""Every page of every demo form through axe, with scripts: WCAG 2.2 AA without a violation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page

from hatch_build import PACKAGES
from tests.browser.site import Site

_AXE: Final = PACKAGES / "axe-core" / "axe.min.js"
_RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_FORMS: Final = (
    "photography-contract",
    "venue-hire",
    "pre-wedding-questionnaire",
    "rsvp",
    "lead-enquiry",
    "deposit-balance-invoice",
)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is shown now."""
    page.evaluate(_AXE.read_text() + ";0")
    found: dict[str, Any] = page.evaluate(
        "rules => axe.run({runOnly: {type: 'tag', values: rules}})", _RULES
    )
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("slug", _FORMS)
def test_every_page_of_a_form_can_be_used_by_everybody(
    slug: str, site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(bypass_csp=True).new_page()
    page.goto(site.address(slug))
    numbers = page.locator("[data-page-number]").evaluate_all(
        "pages => pages.map(page => page.dataset.pageNumber)"
    )
    found = {}
    for number in numbers:
        page.goto(f"{site.address(slug)}?page={number}")
        found[number] = violations(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("slug", _FORMS)
def test_no_page_is_wider_than_the_screen(
    slug: str, site: Site, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context().new_page()
    page.goto(site.address(slug))
    pages = page.locator("[data-page-number]").count()
    for number in range(1, pages + 1):
        page.goto(f"{site.address(slug)}?page={number}")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert wide is False, f"page {number}"
