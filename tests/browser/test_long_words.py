"""One long word, as a cat on the keyboard writes it, makes no page wider than the phone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.designer import sign_in
from tests.browser.embedded import published
from tests.browser.site import Site

LONG: Final = "Llanfair" * 35
ASKED: Final[dict[str, Any]] = {
    "name": "Who comes",
    "form_type": "rsvp",
    "settings": {"review": True},
    "fields": [
        {"key": "note", "field_type": "text", "label": "A note"},
        {
            "key": "guests",
            "field_type": "group",
            "label": "Guests",
            "min_rows": 1,
            "fields": [
                {"key": "guest_name", "field_type": "text", "label": "Name"},
                {"key": "meal", "field_type": "text", "label": "Main course"},
            ],
        },
    ],
}


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    return site.url + published(site.addresses, ASKED, "who-comes")


def fits(page: Page) -> bool:
    held: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return held


def test_a_long_word_widens_no_page(
    address: str, site: Site, open_context: Callable[..., BrowserContext]
):
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(address)
    page.get_by_label("A note").fill(LONG)
    page.get_by_label("Name").fill(LONG)
    page.get_by_role("button", name="Look over your answers").click()
    expect(page.get_by_role("heading", name="Guests", exact=True)).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/s/**")
    assert fits(page)

    studio = open_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(studio, site)
    [form] = site.rows("select id from forms where slug = 'who-comes'")
    [answer] = site.rows("select id from form_submissions where form_id = %s", form["id"])
    for path in (f"/studio/forms/{form['id']}/answers", f"/studio/answers/{answer['id']}"):
        studio.goto(site.url + path)
        assert fits(studio), path


def test_a_long_address_widens_no_page_of_the_studio(
    site: Site, open_context: Callable[..., BrowserContext], tmp_path: Path
):
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(page, site)
    schema = tmp_path / "guests.json"
    schema.write_text(json.dumps({"properties": {LONG[:150]: False, "name": {"type": "string"}}}))
    page.goto(f"{site.url}/studio/forms/import")
    page.get_by_label("The file").set_input_files(schema)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("1 thing could not be carried as it was")).to_be_visible()
    assert fits(page)

    page.goto(f"{site.url}/studio/clients/new")
    page.get_by_label("One partner").first.fill("Wilhelmina")
    page.get_by_label("Venue", exact=True).fill(LONG[:150])
    page.get_by_label("Notes").fill(f"https://example.com/{LONG}")
    assert fits(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Wilhelmina")
    assert fits(page)
    page.goto(f"{site.url}/studio/clients")
    expect(page.locator("main")).to_contain_text("Wilhelmina")
    assert fits(page)
