"""The pages of what was answered, in a browser: on a phone, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PHONE
from tests.browser.results import Replies, send_replies, sign_in
from tests.browser.site import Site

#: A bound against hanging.
_PATIENCE_MS: Final = 60_000
_OF_FORM: Final = (
    "answers",
    "summary",
    "board",
    "caterer",
    "exports",
    "messages",
    "remind",
)


@pytest.fixture(scope="module")
def replies(site: Site) -> Replies:
    """Answers to the venue's RSVP."""
    return send_replies(site)


def pages_of(site: Site, replies: Replies) -> list[str]:
    """Every page of the results, and the one of notifications."""
    form = f"{site.url}/studio/forms/{replies.form_id}"
    answer = f"{site.url}/studio/answers/{replies.submission_id}"
    of_form = [f"{form}/{page}" for page in _OF_FORM]
    return [*of_form, answer, f"{answer}/correct", f"{site.url}/studio/notifications"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_results_is_wider_than_a_phone_and_each_can_be_used_by_everybody(
    site: Site, replies: Replies, scheme: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(bypass_csp=True, viewport=PHONE, color_scheme=scheme).new_page()
    sign_in(page, site)
    found: dict[str, object] = {}
    for address in pages_of(site, replies):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        for closed in page.locator("summary").all():
            closed.click()
        if wide := wider_than_the_window(page):
            found[address] = wide
        if told := violations(page):
            found[f"{address} {scheme}"] = told
    assert not found, found


def wider_than_the_window(page: Page) -> int:
    """How wide the page is when that is wider than its window; else nothing."""
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    return wide if wide > PHONE["width"] else 0


def test_the_board_leads_to_reminding_those_who_have_not_answered(
    site: Site, replies: Replies, page: Page
) -> None:
    sign_in(page, site)
    page.goto(f"{site.url}/studio/forms/{replies.form_id}/board")
    page.get_by_role("link", name="Remind those who have not answered").click()
    expect(page.get_by_text("The Bartholomew-Featherstonehaugh household")).to_be_visible()
    page.get_by_role("button", name="Send 1 reminder").click()
    expect(page.get_by_role("status")).to_have_text("1 reminder is on its way.")


def test_an_export_tells_by_itself_how_far_it_is_and_when_it_is_ready(
    site: Site, replies: Replies, page: Page
) -> None:
    sign_in(page, site)
    page.goto(f"{site.url}/studio/forms/{replies.form_id}/exports")
    with site.worker_held():
        page.get_by_role("button", name="All files").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_text(re.compile("0 of [1-9]"))).to_be_visible()
    expect(page.get_by_role("link", name="Download")).to_be_visible(timeout=_PATIENCE_MS)
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_one_submission_is_printed_without_what_is_for_the_screen_alone(
    site: Site, replies: Replies, page: Page
) -> None:
    sign_in(page, site)
    page.goto(f"{site.url}/studio/answers/{replies.submission_id}")
    for_the_screen = [
        page.get_by_role("navigation").first,
        page.get_by_role("link", name="All answers to this form"),
        page.get_by_role("button", name="Approve"),
        page.get_by_role("button", name="Make a PDF"),
        page.get_by_role("button", name="Sign out"),
    ]
    for one in for_the_screen:
        expect(one).to_be_visible()
    page.emulate_media(media="print")
    for one in for_the_screen:
        expect(one).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Priya Shah").first).to_be_visible()
