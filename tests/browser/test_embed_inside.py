"""In the frame on somebody else's site: it follows its content, keeps still under a pen, and zooms nobody."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.embedded import (
    ENQUIRY,
    SIGNED,
    SMALLEST_INPUT,
    TWO_PAGES,
    code_of_household,
    published,
    settled,
)
from tests.browser.hosting import (
    Host,
    allow,
    element,
    hosting,
    inside,
    listen,
    wait_until_heard,
)
from tests.browser.site import Site
from tests.browser.test_files import stroke


@pytest.fixture(scope="module")
def two_pages(site: Site) -> str:
    """A form of two pages."""
    return published(site.addresses, TWO_PAGES, "two-pages")


@pytest.fixture(scope="module")
def signed(site: Site) -> str:
    """A form with a signature."""
    return published(site.addresses, SIGNED, "sign-here")


@pytest.fixture(scope="module")
def host(site: Site, two_pages: str, signed: str) -> Iterator[Host]:
    """A site that these forms and the enquiry allow."""
    with hosting(site.url) as running:
        for path in (two_pages, signed, site.seeded.forms[ENQUIRY]):
            allow(site.addresses, path, running.url)
        yield running


def test_it_follows_its_content_when_an_error_appears_and_a_page_turns(
    page: Page, host: Host, two_pages: str
) -> None:
    listen(page)
    page.goto(host.page(element(two_pages)))
    wait_until_heard(page, "ready")
    form, before = inside(page), settled(page)
    form.get_by_role("button", name="Next").click()
    expect(form.get_by_label("Your name")).to_have_attribute("aria-invalid", "true")
    with_error = settled(page)
    assert with_error > before
    form.get_by_label("Your name").fill("Ana")
    for _ in range(4):
        form.get_by_role("button", name="Add a guest").click()
    assert settled(page) > with_error
    form.get_by_role("button", name="Next").click()
    wait_until_heard(page, "page", times=2)
    assert settled(page) < with_error + 200


def test_no_input_in_the_frame_makes_a_phone_zoom(page: Page, host: Host, site: Site) -> None:
    listen(page)
    page.goto(host.page(element(site.seeded.forms[ENQUIRY])))
    wait_until_heard(page, "ready")
    assert page.frames[1].evaluate(SMALLEST_INPUT) >= 16


def test_a_signature_is_drawn_in_the_frame_while_the_site_stands_still(
    page: Page, host: Host, signed: str
) -> None:
    listen(page)
    above = f"<p>{'above ' * 600}</p>"
    page.goto(host.page(above + element(signed) + above))
    wait_until_heard(page, "ready")
    form = inside(page)
    form.locator("[data-kind-choice=drawn]").click()
    pad = form.locator("[data-pad][data-ready]")
    pad.scroll_into_view_if_needed()
    settled(page)
    before = page.evaluate("scrollY")
    assert before > 0
    stroke(page, pad, (0.2, 0.3), (0.4, 0.8), (0.8, 0.3))
    assert pad.evaluate("pad => getComputedStyle(pad).touchAction") == "none"
    drawn = json.loads(form.locator("input[name$=-drawn]").input_value())
    assert len(drawn) == 1
    assert page.evaluate("scrollY") == before


def test_a_household_types_its_code_in_the_frame_and_answers_there(
    page: Page, host: Host, site: Site, two_pages: str
) -> None:
    code = code_of_household(site, two_pages, "The Byrnes")
    listen(page)
    page.goto(host.page(element(two_pages, "find")))
    wait_until_heard(page, "ready")
    form, before = inside(page), settled(page)
    form.get_by_label("Your code").fill("0000-0000")
    form.get_by_role("button", name="Go to your page").click()
    expect(form.get_by_role("alert")).to_contain_text("This code leads nowhere")
    expect(form.get_by_label("Your code")).to_have_attribute("aria-invalid", "true")
    assert settled(page) > before
    form.get_by_label("Your code").fill(code.lower())
    form.get_by_role("button", name="Go to your page").click()
    expect(form.get_by_label("Your name")).to_have_value("The Byrnes")
    settled(page)
    assert page.frames[1].url.startswith(f"{site.url}/e/ivy-and-lark/two-pages/p/")
    assert page.url == host.url + "/"
    assert "Byrne" not in str(page.evaluate("heard"))
