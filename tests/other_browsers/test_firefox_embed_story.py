"""A couple fills in a form on a supplier's site in a Firefox that keeps nothing for strangers."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.hosting import (
    Host,
    element,
    go_back,
    heard,
    inside,
    listen,
    wait_until_heard,
)
from tests.browser.site import Site
from tests.browser.test_embed_story import (
    answer,
    form,
    host,
    test_a_page_that_is_left_for_a_shorter_one_begins_in_sight,
    test_links_lead_out_of_the_frame,
    test_the_site_hears_pages_and_one_sending_and_no_answer,
)
from tests.other_browsers.conftest import launch_firefox

__all__ = [
    "form",
    "host",
    "test_a_page_that_is_left_for_a_shorter_one_begins_in_sight",
    "test_links_lead_out_of_the_frame",
    "test_the_site_hears_pages_and_one_sending_and_no_answer",
]

_PATIENCE: Final = 15.0
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


def test_back_brings_the_living_page_again_and_what_is_typed_is_saved(
    page: Page, host: Host, site: Site, form: str
) -> None:
    # The driver finds nothing on a page that was kept alive, so hands and eyes go without its help.
    page.goto(host.page(element(form), listens=True))
    wait_until_heard(page, "ready")
    box = inside(page).get_by_label("Your name")
    box.fill("Ana and B")
    expect(inside(page).locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
    place = box.bounding_box()
    assert place is not None
    page.goto(f"{site.url}/accessibility")
    go_back(page)
    _wait(lambda: _told(page, "returned"))
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.keyboard.press("End")
    page.keyboard.type("eatrice")
    _wait(lambda: any(_typed(one) == "Ana and Beatrice" for one in _drafts(site)))


def _told(page: Page, name: str) -> bool:
    try:
        return heard(page, name) != []
    except Error:  # between two pages
        return False


def _drafts(site: Site) -> list[dict[str, Any]]:
    return site.rows("select draft_data from form_submissions where status = 'draft'")


def _typed(row: dict[str, Any]) -> str:
    return "".join(row["draft_data"].get("who", {"v": []})["v"])


def _wait(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)
