"""The pages about sharing a form: for everybody, at every width, by day and by night."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.designer import sign_in
from tests.browser.site import Site
from tests.decoding import read_code

_PAGES: Final = ("", "/site", "/site?mode=popup", "/links", "/filled")


def sharing(page: Page, site: Site) -> str:
    """The supplier is in the studio; the address of the page about sharing the enquiry."""
    sign_in(page, site)
    [form] = site.rows("select id from forms where slug = %s", "lead-enquiry")
    return f"{site.url}/studio/forms/{form['id']}/share"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everybody(
    site: Site,
    viewport: dict[str, int],
    scheme: str,
    open_context: Callable[..., BrowserContext],
):
    page = open_context(bypass_csp=True, viewport=viewport, color_scheme=scheme).new_page()
    share = sharing(page, site)
    found = {}
    for way in _PAGES:
        page.goto(share + way)
        for closed in page.locator("summary").all():
            closed.click()
        found[way] = violations(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), way
    page.goto(f"{share}/links")
    page.get_by_role("button", name="Make the links").click()
    expect(page.get_by_role("alert")).to_be_focused()
    found["problems"] = violations(page)
    page.get_by_label("For whom").fill("Ana Bell, ana@example.com")
    page.get_by_role("button", name="Make the links").click()
    page.get_by_role("link", name="Ana Bell").first.click()
    expect(page.get_by_label("Its address")).to_be_visible()
    found["link"] = violations(page)
    assert not any(found.values()), found


def test_a_link_is_copied_by_keyboard_and_said_so(
    site: Site, open_context: Callable[..., BrowserContext]
):
    context = open_context()
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(sharing(page, site))
    address = page.get_by_label("The link", exact=True)
    address.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Copy")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == address.input_value()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_on_the_screen_leads_to_the_public_link(
    site: Site, scheme: str, tmp_path: Path, open_context: Callable[..., BrowserContext]
):
    page = open_context(color_scheme=scheme).new_page()
    page.goto(sharing(page, site))
    public = page.get_by_label("The link", exact=True).input_value()
    code = page.get_by_role("img", name="A QR code that leads to the form")
    expect(code).to_have_js_property("complete", value=True)
    assert read_code(code.screenshot()) == [public]
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download as SVG").click()
    printed = tmp_path / kept.value.suggested_filename
    kept.value.save_as(printed)
    page.goto(printed.as_uri())
    assert read_code(page.screenshot()) == [public], "the file for print leads elsewhere"
