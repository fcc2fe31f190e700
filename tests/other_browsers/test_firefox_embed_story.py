"""A couple fills in a form on a supplier's site in a Firefox that keeps nothing for strangers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE
from tests.browser.hosting import Host, element, heard, inside, listen, wait_until_heard
from tests.browser.site import Site
from tests.browser.test_embed_story import (
    answer,
    form,
    host,
    test_a_page_that_is_left_for_a_shorter_one_begins_in_sight,
    test_links_lead_out_of_the_frame_and_back_finds_it_again,
    test_the_site_hears_pages_and_one_sending_and_no_answer,
)
from tests.other_browsers.conftest import launch_firefox

__all__ = [
    "form",
    "host",
    "test_a_page_that_is_left_for_a_shorter_one_begins_in_sight",
    "test_links_lead_out_of_the_frame_and_back_finds_it_again",
    "test_the_site_hears_pages_and_one_sending_and_no_answer",
]

#: Firefox's own settings: 1 keeps nothing for strangers, 2 keeps nothing for anybody.
BLOCKED: Final = {"third-party cookies": 1, "all storage": 2}


@pytest.mark.parametrize("blocked", BLOCKED)
def test_it_is_sent_where_the_browser_keeps_nothing_for_strangers(
    browser: Browser, host: Host, site: Site, form: str, tmp_path: Path, blocked: str
) -> None:
    opened = launch_firefox(
        tmp_path, browser.browser_type, **{"network.cookie.cookieBehavior": BLOCKED[blocked]}
    )
    try:
        page = opened.new_page(viewport=PHONE)
        listen(page)
        page.goto(host.page(element(form)))
        wait_until_heard(page, "ready")
        kept = "() => { try { localStorage.length; return 'kept'; } catch (error) { return error.name; } }"
        assert page.frames[1].evaluate(kept) == "SecurityError"
        answer(page, f"Ana with {blocked}")
        wait_until_heard(page, "submitted")
        assert page.context.cookies() == []
    finally:
        opened.close()
    names = [one["submission_data"]["who"] for one in site.submissions("say-hello")]
    assert names[-1] == f"Ana with {blocked}"


def test_back_brings_the_living_page_again_and_it_is_sent(
    page: Page, host: Host, site: Site, form: str
) -> None:
    page.goto(host.page(element(form), listens=True))
    wait_until_heard(page, "ready")
    inside(page).get_by_label("Your name").fill("Ana")
    page.goto(f"{site.url}/accessibility")
    page.go_back()
    wait_until_heard(page, "returned")
    assert heard(page, "ready") != []
    answer(page, "Ana Again")
    wait_until_heard(page, "submitted")
