"""What is said of exports and reminders to somebody who does not look at the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.listening import listen
from tests.browser.results import Replies, send_replies, sign_in, venue
from tests.browser.site import Site, open_site
from tests.published import answers_to
from tests.servers import TestServer

#: A bound against hanging.
_PATIENCE_MS: Final = 60_000


@pytest.fixture(scope="module")
def site(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: who was reminded here is still to be reminded elsewhere."""
    addresses = postgres.clone()
    opened = open_site(addresses, tmp_path_factory.mktemp("aloud"))
    yield opened
    opened.stop()
    postgres.drop(addresses)


@pytest.fixture(scope="module")
def replies(site: Site) -> Replies:
    """Answers to the venue's RSVP."""
    return send_replies(site)


@pytest.fixture
def exports(site: Site, replies: Replies, page: Page) -> Page:
    """The page of exports."""
    sign_in(page, site)
    page.goto(f"{site.url}/studio/forms/{replies.form_id}/exports")
    return page


def test_a_long_export_is_said_to_begin_to_go_on_and_to_be_ready(site: Site, exports: Page) -> None:
    with site.worker_held():
        exports.get_by_role("button", name="All files").click()
        begun = exports.get_by_role("status").filter(has_text="It is being made")
        expect(begun).to_be_focused()
        expect(begun).to_have_text(re.compile(r"^Files \(zip\): "))
        expect(exports.locator("[data-said]")).to_have_text("Files (zip): 0 of 2")
    ready = exports.get_by_role("link", name=re.compile(r"^Download ?: Files"))
    expect(ready.first).to_be_focused(timeout=_PATIENCE_MS)
    expect(exports.locator("[data-said]")).to_have_text("The file is ready.")
    expect(exports.get_by_text("Files (zip): The file is ready.")).to_be_visible()


def test_two_exports_at_once_do_not_talk_on_and_on(site: Site, exports: Page) -> None:
    with site.worker_held():
        exports.get_by_role("button", name="All files").click()
        expect(exports.get_by_role("progressbar")).to_have_count(1)
        exports.get_by_role("button", name="All files").click()
        expect(exports.get_by_role("progressbar")).to_have_count(2)
        listen(exports)
        for _ in range(4):
            with exports.expect_response("**/exports/state"):
                pass
        said = exports.evaluate("window.heard")
    assert said.count("Files (zip): 0 of 2") <= 2
    expect(exports.get_by_role("progressbar")).to_have_count(0, timeout=_PATIENCE_MS)


def test_an_export_that_was_stopped_is_said_to_be(site: Site, exports: Page) -> None:
    with site.worker_held():
        exports.get_by_role("button", name="All files").click()
        exports.get_by_role("button", name="Stop").click()
        stopped = exports.get_by_role("status").filter(has_text="It was stopped.")
        expect(stopped).to_be_focused()


def test_an_export_that_fails_is_said_to(site: Site, replies: Replies, exports: Page) -> None:
    with venue(site) as office:
        sent = office.send("rsvp", answers_to("rsvp")).submission_id
    exports.goto(f"{site.url}/studio/answers/{sent}")
    with site.worker_held():
        exports.get_by_role("button", name="Make a PDF").click()
        expect(exports.get_by_role("status").filter(has_text="It is being made")).to_be_focused()
        other = exports.context.new_page()
        other.goto(f"{site.url}/studio/answers/{sent}")
        other.get_by_role("button", name="Delete").click()
        expect(other.get_by_role("status").filter(has_text="Deleted.")).to_be_focused()
    failed = exports.locator("[data-status=failed]")
    expect(failed.first).to_be_focused(timeout=_PATIENCE_MS)
    expect(exports.locator("[data-said]")).to_have_text(re.compile("^It could not be made"))


def test_a_paper_that_is_ready_takes_the_focus_at_its_file(
    site: Site, replies: Replies, exports: Page
) -> None:
    exports.goto(f"{site.url}/studio/answers/{replies.submission_id}")
    exports.get_by_role("button", name="Make a PDF").click()
    ready = exports.get_by_role("link", name=re.compile(r"^Download ?: PDF"))
    expect(ready.first).to_be_focused(timeout=_PATIENCE_MS)


def test_reminders_that_are_on_their_way_are_said_to_be(
    site: Site, replies: Replies, page: Page
) -> None:
    sign_in(page, site)
    page.goto(f"{site.url}/studio/forms/{replies.form_id}/remind")
    page.get_by_role("button", name=re.compile("^Send .* reminder")).press("Enter")
    sent = page.get_by_role("status").filter(has_text=re.compile("on (its|their) way"))
    expect(sent).to_be_focused()
    page.goto(f"{site.url}/studio/forms/{replies.form_id}/remind?sent=0")
    expect(page.get_by_role("status")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Nobody was written to")
