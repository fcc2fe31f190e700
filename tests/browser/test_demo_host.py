"""The supplier's own site that comes with the demo: every way of showing a form, on another origin."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.hosting import allow
from tests.browser.site import Site
from wedforms.demo.host import MODES, Host, host_running


@pytest.fixture(scope="module")
def own_site(site: Site) -> Iterator[str]:
    """The address of the supplier's site; each demo form may be shown there."""
    with host_running(Host(service=site.url, forms=site.seeded.forms), port=0) as address:
        for path in site.seeded.forms.values():
            allow(site.addresses, path, address)
        yield address


def form_in(page: Page, number: int = 0) -> FrameLocator:
    return page.locator("wed-form").nth(number).frame_locator("iframe")


def title_of(form: FrameLocator):
    return form.get_by_role("heading", level=1)


def test_each_way_is_led_to_by_a_link(page: Page, own_site: str, site: Site):
    page.goto(own_site)
    assert urlsplit(page.url).hostname != urlsplit(site.url).hostname
    for words in MODES.values():
        page.goto(own_site)
        page.get_by_role("link", name=words).click()
        expect(page.get_by_role("link", name=words)).to_have_attribute("aria-current", "page")
        expect(page.locator("wed-form")).to_have_count(5 if words == MODES["five"] else 1)


def test_in_the_page_the_form_stands_among_the_words_and_the_page_hears_of_it(
    page: Page, own_site: str
):
    page.goto(own_site)
    expect(title_of(form_in(page))).to_be_visible()
    expect(page.get_by_text("And here the page goes on.")).to_be_visible()
    expect(page.locator("#heard")).to_contain_text("ready")


def test_in_a_pop_up_it_opens_by_a_button_and_closes_with_the_key(page: Page, own_site: str):
    page.goto(f"{own_site}/popup")
    expect(page.locator("wed-form iframe:visible")).to_have_count(0)
    page.locator("wed-form").get_by_role("button").first.click()
    expect(title_of(form_in(page))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("wed-form iframe:visible")).to_have_count(0)


def test_as_the_whole_page_it_has_the_width_of_the_window(page: Page, own_site: str):
    page.goto(f"{own_site}/page")
    expect(title_of(form_in(page))).to_be_visible()
    box = page.locator("wed-form iframe").bounding_box()
    viewport = page.viewport_size
    assert box
    assert viewport
    assert (box["x"], box["width"]) == (0, viewport["width"])
    assert box["height"] >= viewport["height"] - box["y"]


def test_five_forms_at_once_are_five_of_the_demo(page: Page, own_site: str):
    page.goto(f"{own_site}/five")
    titles = set()
    for number in range(5):
        page.locator("wed-form").nth(number).scroll_into_view_if_needed()
        title = title_of(form_in(page, number))
        expect(title).to_be_visible()
        titles.add(title.inner_text())
    assert len(titles) == 5
