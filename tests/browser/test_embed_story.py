"""A couple fills in a form on a supplier's site in a browser that keeps nothing for strangers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.browser.embedded import TWO_PAGES, published, settled
from tests.browser.hosting import (
    Host,
    allow,
    element,
    go_back,
    heard,
    hosting,
    inside,
    listen,
    picky_browser,
    wait_until_heard,
)  # fmt: skip
from tests.browser.site import Site

#: Chromium's own settings: 1 blocks third-party cookies, 2 blocks all cookies and all storage.
BLOCKED = {
    "third-party cookies": {
        "profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}
    },
    "all storage": {"profile": {"default_content_setting_values": {"cookies": 2}}},
}


@pytest.fixture(scope="module")
def form(site: Site) -> str:
    return published(site.addresses, TWO_PAGES, "say-hello")


@pytest.fixture(scope="module")
def host(site: Site, form: str) -> Iterator[Host]:
    with hosting(site.url) as running:
        allow(site.addresses, form, running.url)
        yield running


@contextmanager
def _page_of(browser: Browser, folder: Path, preferences: dict[str, Any]) -> Iterator[Page]:
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    context = picky_browser(
        browser.browser_type, folder, preferences=preferences, viewport=PHONE,
        executable_path=shutil.which("chromium"), args=["--disable-gpu", *root],
    )  # fmt: skip
    yield context.pages[0]
    context.close()


def answer(page: Page, name: str) -> None:
    frame = inside(page)
    frame.get_by_label("Your name").fill(name)
    expect(frame.locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
    frame.get_by_role("button", name="Next").click()
    frame.get_by_label("A note").fill("Hello")
    frame.get_by_role("button", name="Look over your answers").click()
    frame.get_by_role("button", name="Send", exact=True).click()
    expect(frame.get_by_role("heading", name="Thank you")).to_be_visible()


@pytest.mark.parametrize("blocked", BLOCKED)
def test_it_is_sent_where_browsers_keep_nothing_for_strangers(
    browser: Browser, host: Host, site: Site, form: str, tmp_path: Path, blocked: str
):
    with _page_of(browser, tmp_path / "profile", BLOCKED[blocked]) as page:
        listen(page)
        page.goto(host.page(element(form)))
        wait_until_heard(page, "ready")
        if blocked == "all storage":
            assert (
                page.frames[1].evaluate(
                    "() => { try { localStorage.length; return 'kept'; } catch (error) { return error.name; } }"
                )
                == "SecurityError"
            )
        answer(page, f"Ana with {blocked}")
        wait_until_heard(page, "submitted")
        assert page.context.cookies() == []
    names = [one["submission_data"]["who"] for one in site.submissions("say-hello")]
    assert names[-1] == f"Ana with {blocked}"


def test_the_site_hears_pages_and_one_sending_and_no_answer(page: Page, host: Host, form: str):
    listen(page)
    page.goto(host.page(element(form)))
    wait_until_heard(page, "ready")
    answer(page, "Secret Name")
    assert wait_until_heard(page, "submitted") == [{}]
    assert [one["page"] for one in heard(page, "page")] == [1, 2]
    assert "Secret" not in str(page.evaluate("heard"))
    # Looking at the same page again is no second sending.
    page.frames[1].evaluate("location.reload()")
    expect(inside(page).get_by_role("heading", name="Thank you")).to_be_visible()
    page.wait_for_timeout(500)
    assert heard(page, "submitted") == [{}]
    assert "sent=" not in page.frames[1].url


def test_everybody_sends_it_from_a_pop_up_on_a_phone_and_is_back_where_they_were(
    open_context: Callable[..., BrowserContext], host: Host, site: Site, form: str
):
    page = open_context(bypass_csp=True).new_page()
    listen(page)
    page.goto(host.page("<main><h1>Us</h1>" + element(form, 'mode="popup"') + "</main>"))
    opener = page.get_by_role("button", name="Our form")
    opener.click()
    dialog = page.get_by_role("dialog", name="Our form")
    wait_until_heard(page, "ready")
    frame = inside(page)
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_label("Your name")).to_have_attribute("aria-invalid", "true")
    found = {"open": violations(page), "with an error": violations(page.frames[1])}
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert [one.evaluate(wide) for one in page.frames] == [False, False]
    answer(page, "Ana in a pop-up")
    wait_until_heard(page, "submitted")
    found["sent"] = [*violations(page), *violations(page.frames[1])]
    assert not any(found.values()), found
    page.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    names = [one["submission_data"]["who"] for one in site.submissions("say-hello")]
    assert names.count("Ana in a pop-up") == 1


def test_a_page_that_is_left_for_a_shorter_one_begins_in_sight(page: Page, host: Host, form: str):
    listen(page)
    page.goto(
        host.page(
            "<p>" + "above " * 400 + "</p>" + element(form) + "<p>" + "below " * 2000 + "</p>"
        )
    )
    wait_until_heard(page, "ready")
    frame = inside(page)
    for _ in range(8):
        frame.get_by_role("button", name="Add a guest").click()
    frame.get_by_label("Your name").fill("Ana")
    frame.get_by_role("button", name="Next").click()
    expect(frame.get_by_label("A note")).to_be_in_viewport()
    top = page.locator("wed-form").evaluate("(form) => form.getBoundingClientRect().top")
    assert -200 <= top < PHONE["height"]


def test_links_lead_out_of_the_frame(page: Page, host: Host, site: Site, form: str):
    listen(page)
    page.goto(host.page(element(form)))
    wait_until_heard(page, "ready")
    with page.context.expect_page() as opened:
        inside(page).get_by_role("link", name="Accessibility").click()
    opened.value.wait_for_url(f"{site.url}/accessibility?lang=en-GB")
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()


def test_back_finds_it_again(page: Page, host: Host, site: Site, form: str):
    listen(page)
    page.goto(host.page(element(form) + f'<a href="{site.url}/accessibility">Away</a>'))
    wait_until_heard(page, "ready")
    inside(page).get_by_label("Your name").fill("Ana")
    expect(inside(page).locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
    page.get_by_role("link", name="Away").press("Enter")  # it moves as the frame grows
    expect(page).to_have_url(f"{site.url}/accessibility")
    go_back(page)
    expect(inside(page).get_by_label("Your name")).to_be_visible()
    settled(page)


def test_after_the_site_is_loaded_again_what_was_typed_is_there(
    browser: Browser, host: Host, form: str, tmp_path: Path
):
    # Where a browser keeps something for strangers at all.
    kept = {"profile": {"cookie_controls_mode": 0}}
    with _page_of(browser, tmp_path / "profile", kept) as page:
        listen(page)
        page.goto(host.page(element(form)))
        inside(page).get_by_label("Your name").fill("Ana Again")
        expect(inside(page).locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
        page.reload()
        expect(inside(page).get_by_label("Your name")).to_have_value("Ana Again")


def test_without_scripts_the_site_shows_the_link(open_context, host: Host, form: str):
    page = open_context(java_script_enabled=False).new_page()
    page.goto(host.page(element(form)))
    expect(page.get_by_role("link", name="Our form")).to_be_visible()
