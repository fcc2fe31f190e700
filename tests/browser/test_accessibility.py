"""Every page of every demo form through axe, with scripts: WCAG 2.2 AA without a violation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.axe import violations
from tests.browser.site import Site

_FORMS: Final = (
    "photography-contract",
    "venue-hire",
    "pre-wedding-questionnaire",
    "rsvp",
    "lead-enquiry",
    "deposit-balance-invoice",
)


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
